import type { Trigger } from "@trajet/grammar";
import { haveOneForm } from "../../analyses/conditions/form.ts";
import { isNarrowerAct } from "../../analyses/conditions/happened.ts";
import { readCondition } from "../../analyses/conditions/read.ts";
import { follows } from "../../analyses/conditions/satisfy.ts";
import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Check } from "../check.ts";
import { readingOf } from "../conditions/judging.ts";
import { checkAct } from "../names/acts.ts";
import { type Scope, withNames } from "../scope.ts";

/** Whether whatever makes one trigger happen makes another happen as well: buying a mug is buying any product. */
export function isCovered(trigger: Trigger, by: Trigger, scope: Scope, check: Check): boolean {
  return isSameOrNarrower(trigger, by) && passesToo(trigger, by, scope, check);
}

/** The same without the filters. */
export function isSameOrNarrower(trigger: Trigger, by: Trigger): boolean {
  if (trigger.tense !== "present" || by.tense !== "present") return false;
  if (trigger.negated !== by.negated || !haveOneForm(trigger.for, by.for)) return false;
  return trigger.negated ? haveOneForm(trigger.act, by.act) : isNarrowerAct(trigger.act, by.act);
}

/** Whether what passes the filter of one passes the filter of the other. */
function passesToo(trigger: Trigger, by: Trigger, scope: Scope, check: Check): boolean {
  if (by.where === undefined) return true;
  if (trigger.where === undefined) return false;
  if (haveOneForm(trigger.where, by.where)) return true;
  const { members } = checkAct(trigger.act, scope, check);
  const reading = readingOf(withNames(scope, Object.entries(members)), check);
  const [own, other] = [readCondition(trigger.where, reading), readCondition(by.where, reading)];
  return follows([own], other, { withMeanings: false });
}

export function placeOf({ span }: Pick<Trigger, "span">, message: string, { file }: Check): Related {
  return { file, span, message };
}
