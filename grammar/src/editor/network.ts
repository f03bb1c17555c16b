import {
  Alternation,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  type Rule,
  Terminal,
  type TokenType,
} from "chevrotain";

/** A part of a rule: Chevrotain's own types do not say what all of them have. */
type Production = IProduction & {
  readonly definition?: readonly Production[];
  readonly separator?: TokenType;
};

/** A place within a rule: what may be read there, and where it leads. Numbers are places of the same network. */
interface State {
  readonly free: number[];
  readonly reads: { readonly type: TokenType; readonly to: number }[];
  readonly calls: { readonly rule: string; readonly to: number }[];
}

/** The rules of a grammar as a network: a way from a rule's `start` to its `end` is a sentence of it. */
export interface Network {
  readonly states: readonly State[];
  readonly rules: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

/** Lays the recorded rules out as a network. */
export function networkOf(rules: readonly Rule[]): Network {
  const states: State[] = [];
  const add = (): number => states.push({ free: [], reads: [], calls: [] }) - 1;
  const free = (from: number, to: number): void => void states[from]?.free.push(to);

  const sequence = (parts: readonly Production[] | undefined, from: number): number =>
    (parts ?? []).reduce((at, part) => lay(part, at), from);
  const read = (type: TokenType, from: number): number => {
    const to = add();
    states[from]?.reads.push({ type, to });
    return to;
  };
  /** One or more turns, with a separator between them where there is one. */
  const turns = (parts: readonly Production[] | undefined, from: number, separator?: TokenType): number => {
    const begin = add();
    free(from, begin);
    const end = sequence(parts, begin);
    free(separator === undefined ? end : read(separator, end), begin);
    return end;
  };
  const maybe = (from: number, end: number): number => {
    const exit = add();
    free(from, exit);
    free(end, exit);
    return exit;
  };
  const lay = (part: Production, from: number): number => {
    if (part instanceof Terminal) return read(part.terminalType, from);
    if (part instanceof NonTerminal) {
      const to = add();
      states[from]?.calls.push({ rule: part.nonTerminalName, to });
      return to;
    }
    if (part instanceof Alternation) {
      const end = add();
      for (const each of (part.definition ?? []) as readonly Production[])
        free(sequence(each.definition, from), end);
      return end;
    }
    const { definition, separator } = part;
    if (part instanceof Option) return maybe(from, sequence(definition, from));
    if (part instanceof Repetition || part instanceof RepetitionWithSeparator)
      return maybe(from, turns(definition, from, separator));
    if (part instanceof RepetitionMandatory || part instanceof RepetitionMandatoryWithSeparator)
      return turns(definition, from, separator);
    throw new Error(`The grammar has a part that the network does not know.`);
  };

  const laid = rules.map(({ name, definition }) => {
    const start = add();
    return [name, { start, end: sequence(definition as readonly Production[], start) }] as const;
  });
  return { states, rules: new Map(laid) };
}
