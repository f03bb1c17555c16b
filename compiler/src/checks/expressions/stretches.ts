import type { Expression, Span } from "@trajet/grammar";
import { DURATION } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { checkUnique } from "../declarations/lines.ts";
import type { Scope } from "../scope.ts";
import { assign, unwrap } from "./assign.ts";

/** Checks a duration in which something happens, or does not: one of no length has nothing in it. */
export function checkStretch(value: Expression, what: string, scope: Scope, check: Check): void {
  assign(value, DURATION, what, scope, check);
  if (isNoTime(value)) check.report("TJ3029", value.span, { what });
}

/**
 * Checks a duration that may be of no length, but then does nothing: `so` says what follows. `needless` is what can be
 * taken out with it.
 */
export function checkLength(value: Expression, so: string, needless: Span | undefined, check: Check): void {
  if (!isNoTime(value)) return;
  const edits = needless && [{ file: check.file, span: needless, text: "" }];
  const fixes = edits && [{ id: "remove", title: "Remove it", edits }];
  check.report("TJ4052", value.span, { so }, fixes && { fixes });
}

function isNoTime(value: Expression): boolean {
  const written = unwrap(value);
  return written.kind === "Duration" && written.parts.every(({ amount }) => Number(amount) === 0);
}

/** Reports a day that stands twice in a list of weekdays; `span` is that of the whole line. */
export function checkWeekdays(days: readonly string[], span: Span, check: Check): void {
  checkUnique(
    days.map((text) => ({ text, span })),
    "day",
    "this list",
    check,
  );
}
