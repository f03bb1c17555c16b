import type { Expression, Journey, Setting } from "@trajet/grammar";
import { describe } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { unwrap } from "../expressions/assign.ts";
import { needValue } from "../expressions/optionals.ts";
import { reportNotAtEveryStart } from "../expressions/reference.ts";
import type { Scope } from "../scope.ts";

/** A key that some starts lack would leave their runs without one. */
const KEYS = "Every start needs the key: write one run per entry, or take a value that all starts have.";

type RunKey = Extract<Setting, { kind: "RunKey" }>;

/** Checks what keeps runs of one contact apart: single values that are there. */
export function checkRunKey(setting: RunKey, scope: Scope, check: Check): void {
  for (const key of setting.per) {
    const written = unwrap(key);
    if (written.kind === "Reference" && reportNotAtEveryStart(written, scope, KEYS, check)) continue;
    const type = check.typeOf(key, scope);
    if (type.unknown || isEntry(key)) continue;
    if (type.list || type.type === "record") {
      check.report("TJ4313", key.span, { found: describe(type) });
    } else needValue(key, type.optional, scope, check);
  }
}

/** `never` would let a contact in once in their life, where a start comes back or each start has its own run. */
export function checkNever(journey: Journey, check: Check): void {
  const never = journey.settings.find((setting) => setting.kind === "Reenter" && setting.policy === "never");
  if (never === undefined) return;
  const perEntry = journey.settings.some((setting) => setting.kind === "RunKey" && setting.per.some(isEntry));
  if (perEntry || journey.settings.some(comesBack)) check.report("TJ4312", never.span, { perEntry });
}

function isEntry(expression: Expression): boolean {
  const key = unwrap(expression);
  return key.kind === "Reference" && key.path.length === 1 && key.path[0]?.text === "entry";
}

function comesBack(setting: Setting): boolean {
  return setting.kind === "StartSchedule" && setting.schedule.recurrence.kind !== "once";
}
