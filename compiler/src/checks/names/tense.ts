import { type Act, type Span, VERBS } from "@trajet/grammar";
import type { Additions } from "../../diagnostics/report.ts";
import type { Check } from "../check.ts";

type Tense = "present" | "past";

/** The verb of an act in a tense; negated it has its helper before it: `did not open`, `does not open`. */
export function otherTense(verb: Act["verb"], tense: Tense, negated: boolean): string {
  const base = verb.split(" ")[0];
  const forms = VERBS.find((each) => each.base === base);
  if (forms === undefined) return verb;
  if (!negated) return forms[tense];
  return `${tense === "past" ? "did not" : "does not"} ${forms.base}`;
}

/** A verb that stands in the wrong tense: its place, how it is written, the right form, and the fix. */
export function wrongTense(
  act: Act,
  negated: boolean,
  right: Tense,
  check: Check,
): { readonly span: Span; readonly written: string; readonly form: string; readonly additions: Additions } {
  const span = { start: negated ? helperStart(act, check.text) : act.verbSpan.start, end: act.verbSpan.end };
  const form = otherTense(act.verb, right, negated);
  const edits = [{ file: check.file, span, text: form }];
  const fixes = [{ id: "change-tense", title: `Change it to ${form}`, edits }];
  return { span, written: check.text.slice(span.start, span.end), form, additions: { fixes } };
}

/** Where `does not` or `did not` begins before the verb. */
function helperStart(act: Act, text: string): number {
  const before = text.slice(Math.max(0, act.verbSpan.start - 200), act.verbSpan.start);
  const helper = /\b(?:does|did)\s+not\s+$/.exec(before);
  return helper === null ? act.verbSpan.start : act.verbSpan.start - helper[0].length;
}
