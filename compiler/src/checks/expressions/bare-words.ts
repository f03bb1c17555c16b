import type { BinaryExpression, IsExpression, Name } from "@trajet/grammar";
import { quote } from "../../diagnostics/fixes.ts";
import type { Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { unwrap } from "./assign.ts";
import { isKnown } from "./reference.ts";

/** How other languages call a value that is not there. */
const NOTHING: ReadonlySet<string> = new Set(["null", "nil", "none", "undefined"]);
/** And how it is called behind `is`. */
const EMPTY: ReadonlySet<string> = new Set(["empty", "missing", "unset"]);

/**
 * Reports `plan == pro` and `city == null`, where a word stands for a text or for no value, with what to write instead.
 *
 * @returns whether it was one of these, so that no more is to be said of it
 */
export function reportBareWord(
  expression: BinaryExpression,
  left: Type,
  scope: Scope,
  check: Check,
): boolean {
  const word = bareWord(expression, scope);
  if (word === undefined) return false;
  const isEqual = expression.operator === "==";
  if (!isEqual && expression.operator !== "!=") return false;
  if (left.values?.includes(word.text)) {
    const instead = quote(word.text);
    const edits = [{ file: check.file, span: word.span, text: instead }];
    report(word, instead, edits, check);
    return true;
  }
  if (!NOTHING.has(word.text)) return false;
  const instead = isEqual ? "is not set" : "is set";
  const span = { start: expression.left.span.end, end: expression.right.span.end };
  report(word, instead, [{ file: check.file, span, text: ` ${instead}` }], check);
  return true;
}

/**
 * Reports `city is null` and `plan is pro`, read as the kind of an entry, with what to write instead.
 *
 * @returns whether it was one of these
 */
export function reportBareState(expression: IsExpression, left: Type, check: Check): boolean {
  const { operand, negated, state, span } = expression;
  if (state.kind !== "kind" || state.name === undefined) return false;
  const word = state.name;
  const rest = { start: operand.span.end, end: span.end };
  if (NOTHING.has(word.text) || EMPTY.has(word.text)) {
    const instead = negated ? "is set" : "is not set";
    report(word, instead, [{ file: check.file, span: rest, text: ` ${instead}` }], check);
    return true;
  }
  if (left.values?.includes(word.text) !== true) return false;
  const text = ` ${negated ? "!=" : "=="} ${quote(word.text)}`;
  report(word, quote(word.text), [{ file: check.file, span: rest, text }], check);
  return true;
}

/** A name alone that means nothing here. */
function bareWord({ right }: BinaryExpression, scope: Scope): Name | undefined {
  const value = unwrap(right);
  const [root, ...members] = value.kind === "Reference" ? value.path : [];
  return root === undefined || members.length > 0 || isKnown(root, scope) ? undefined : root;
}

function report(
  word: Name,
  instead: string,
  edits: readonly { readonly file: string; readonly span: Name["span"]; readonly text: string }[],
  check: Check,
): void {
  const fixes = [{ id: "use-nearest", title: `Change it to ${instead}`, edits }];
  check.report("TJ2013", word.span, { name: word.text, instead }, { fixes });
}
