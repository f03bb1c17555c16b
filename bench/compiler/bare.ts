import {
  type Alternation,
  type Alternative,
  EmbeddedActionsParser,
  GAstVisitor,
  type IProduction,
  type NonTerminal,
  type Option,
  type ParserMethod,
  type Repetition,
  type RepetitionMandatory,
  type RepetitionMandatoryWithSeparator,
  type RepetitionWithSeparator,
  type Rule,
  type Terminal,
  type TokenType,
} from "chevrotain";
import { lex } from "../../grammar/src/lexer/lex.ts";
import { ALL_TOKENS, kw } from "../../grammar/src/lexer/tokens.ts";
import { recordedRules } from "../../grammar/src/parser/parser.ts";

/*
 * The grammar of Trajet with nothing but Chevrotain under it: what the time of the real parser is measured against.
 *
 * Chevrotain records each rule of the real parser. From that record its methods are written anew, as JavaScript, when
 * this file is loaded: the same lexer, rules, alternatives, repetitions and lookahead, but no tree, no spans, no doc
 * comments, no recovery and no messages. Gates and other conditions are not recorded, and so left out, which makes it
 * only faster: on the texts of `project.ts` it calls the same rules in the same order as the real one (a test compares
 * them). What does not fit throws. Alternatives are made once and kept, as Chevrotain advises. So it is about the
 * least that this grammar costs with this library.
 */

/** The one condition that those texts need: a token that is read only behind another. */
const ONLY_BEHIND: ReadonlyMap<TokenType, TokenType> = new Map([[kw("imports"), kw("including")]]);

type Group = { readonly idx: number; readonly definition: IProduction[] };

/** Writes the methods of rules as JavaScript over `rules`, `types` and `kept`. */
class RuleWriter extends GAstVisitor {
  readonly types: TokenType[] = [];
  private kept = 0;

  private body(definition: readonly IProduction[]): string {
    return definition.map((part) => this.visit(part)).join(" ");
  }

  private action(definition: readonly IProduction[]): string {
    return `() => { ${this.body(definition)} }`;
  }

  private type(type: TokenType): string {
    const known = this.types.indexOf(type);
    return `types[${known === -1 ? this.types.push(type) - 1 : known}]`;
  }

  private repeated(method: string, { idx, definition }: Group): string {
    return `this.${method}(${idx}, ${this.action(definition)});`;
  }

  private separated(method: string, separator: TokenType, { idx, definition }: Group): string {
    const options = `{ SEP: ${this.type(separator)}, DEF: ${this.action(definition)} }`;
    return `this.${method}${idx === 0 ? "" : idx}(${options});`;
  }

  override visitTerminal({ idx, terminalType }: Terminal): string {
    const call = `this.consume(${idx}, ${this.type(terminalType)});`;
    const before = ONLY_BEHIND.get(terminalType);
    if (before === undefined) return call;
    return `if (this.RECORDING_PHASE || this.LA(0).tokenType === ${this.type(before)}) ${call}`;
  }

  override visitNonTerminal({ idx, nonTerminalName }: NonTerminal): string {
    return `this.subrule(${idx}, rules.${nonTerminalName});`;
  }

  override visitAlternation(alternation: Alternation & { readonly maxLookahead?: number }): string {
    const { idx, definition, maxLookahead } = alternation;
    const alternatives = definition.map((each) => `{ ALT: ${this.visit(each)} }`);
    const lookahead = maxLookahead === undefined ? "" : `, MAX_LOOKAHEAD: ${maxLookahead}`;
    return `this.or(${idx}, kept[${this.kept++}] ??= { DEF: [${alternatives.join(", ")}]${lookahead} });`;
  }

  override visitAlternative({ definition }: Alternative): string {
    return this.action(definition);
  }

  override visitRule({ definition }: Rule): string {
    return `return function () { ${this.body(definition)} };`;
  }

  override visitOption(option: Option): string {
    return this.repeated("option", option);
  }

  override visitRepetition(repetition: Repetition): string {
    return this.repeated("many", repetition);
  }

  override visitRepetitionMandatory(repetition: RepetitionMandatory): string {
    return this.repeated("atLeastOne", repetition);
  }

  override visitRepetitionWithSeparator(repetition: RepetitionWithSeparator): string {
    return this.separated("MANY_SEP", repetition.separator, repetition);
  }

  override visitRepetitionMandatoryWithSeparator(repetition: RepetitionMandatoryWithSeparator): string {
    return this.separated("AT_LEAST_ONE_SEP", repetition.separator, repetition);
  }
}

class BareParser extends EmbeddedActionsParser {
  private readonly rules: Record<string, ParserMethod<[], void>> = {};

  constructor() {
    super([...ALL_TOKENS], { recoveryEnabled: false, maxLookahead: 2, skipValidations: true });
    const writer = new RuleWriter();
    const kept: unknown[] = [];
    for (const rule of recordedRules()) {
      const make = new Function("rules", "types", "kept", writer.visit(rule));
      this.rules[rule.name] = this.RULE(rule.name, make(this.rules, writer.types, kept));
    }
    this.performSelfAnalysis();
  }

  read(text: string): void {
    this.input = lex(text).tokens;
    this.rules.file?.call(this);
    if (this.errors[0] !== undefined) throw this.errors[0];
  }
}

const parser = new BareParser();

/** Reads a text and keeps nothing. @throws if a token does not fit */
export function readBare(text: string): void {
  parser.read(text);
}
