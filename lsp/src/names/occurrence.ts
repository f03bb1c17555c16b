import type { Type } from "@trajet/compiler";
import type { Name, TextLiteral } from "@trajet/grammar";
import type { Target } from "./target.ts";

/** A name in a text: where it stands, what it means, and whether this is the place that declares it. */
export interface Occurrence {
  readonly span: { readonly start: number; readonly end: number };
  readonly target: Target;
  readonly declares: boolean;
  /** Of a value: `contact.city`, a parameter. */
  readonly type?: Type | undefined;
}

/** What a name stands for, of a type that may take a check to find out. */
export interface Value {
  readonly type: Type | undefined;
}

/** Takes the names that a walk finds; what is missing in the text is passed over. */
export interface Names {
  readonly declares: (name: Name | TextLiteral | undefined, target: (name: string) => Target) => void;
  readonly uses: (
    name: Name | TextLiteral | undefined,
    target: (name: string) => Target,
    value?: Value,
  ) => void;
}

export function collectNames(occurrences: Occurrence[]): Names {
  const add = (
    name: Name | TextLiteral | undefined,
    target: (name: string) => Target,
    declares: boolean,
    value?: Value,
  ): void => {
    if (name === undefined) return;
    const text = name.kind === "Name" ? name.text : name.value;
    const span = name.kind === "Name" ? name.span : insideQuotes(name);
    occurrences.push({
      span,
      target: target(text),
      declares,
      get type() {
        return value?.type;
      },
    });
  };
  return {
    declares: (name, target) => add(name, target, true),
    uses: (name, target, value) => add(name, target, false, value),
  };
}

/** Where the characters of a literal stand. */
function insideQuotes({ span, block, unclosed }: TextLiteral): Occurrence["span"] {
  const quotes = block ? 3 : 1;
  const end = unclosed ? span.end : span.end - quotes;
  return { start: span.start + quotes, end: Math.max(span.start + quotes, end) };
}
