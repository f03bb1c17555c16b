import type { IToken } from "chevrotain";
import { endOf } from "../lexer/lex.ts";
import { decodeText } from "../lexer/literal.ts";
import { ForeignString, TextBlock, UnclosedString, UnclosedTextBlock } from "../lexer/tokens.ts";
import { UNITS, VERBS } from "../lexer/words.ts";
import type {
  DurationPart,
  Name,
  NodeBase,
  PeopleRef,
  Reference,
  Span,
  Tense,
  TextLiteral,
} from "../tree/index.ts";

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

export function nameOf(token: IToken): Name {
  return { kind: "Name", span: spanOf(token), text: token.image };
}

const SIMPLE_ESCAPE_FREE = /^[^\\]*$/;

export function textOf(token: IToken): TextLiteral {
  const raw = token.image;
  const block = token.tokenType === TextBlock || token.tokenType === UnclosedTextBlock;
  const unclosed = token.tokenType === UnclosedString || token.tokenType === UnclosedTextBlock;
  const plain = !block && SIMPLE_ESCAPE_FREE.test(raw);
  const value = plain ? raw.slice(1, unclosed ? undefined : -1) : decodeText(raw, block, unclosed).value;
  return { kind: "Text", span: spanOf(token), value, raw, block, unclosed };
}

/** Whether the quotes of a literal are those of another language. */
export function hasForeignQuotes(token: IToken): boolean {
  return token.tokenType === ForeignString;
}

/** A number as it is written, without the `_` that group its digits. */
export function digitsOf(token: IToken): string {
  return token.image.replaceAll("_", "");
}

export function durationPart(amount: IToken, unit: IToken | undefined, negative: boolean): DurationPart {
  return {
    amount: `${negative ? "-" : ""}${digitsOf(amount)}`,
    unit: UNITS.get(unit?.image ?? "") ?? "second",
  };
}

const TENSES: ReadonlyMap<string, Tense> = new Map(
  VERBS.flatMap(({ base, present, past }): [string, Tense][] => [
    [base, "base"],
    [present, "present"],
    [past, "past"],
  ]),
);

/** The form of a verb; `undefined` for a word that is none. */
export function tenseOf(word: string): Tense | undefined {
  return TENSES.get(word);
}

/** Where a node begins. While the grammar is recorded there are no nodes, and so no spans. */
export function startOf(node: NodeBase): number {
  return (node as Partial<NodeBase> | undefined)?.span?.start ?? 0;
}

/** `Lapsed` or `TopSpenders.gold`, read as an expression, taken for the people that it names. */
export function peopleOf(reference: Reference): PeopleRef {
  const [name, tier] = reference.path;
  return { kind: "PeopleRef", span: reference.span, name, tier };
}
