import type { Expression, Journey, Step } from "@trajet/grammar";
import type { Limits } from "../project/config.ts";
import type { Check } from "./check.ts";
import { unwrap } from "./expressions/assign.ts";
import { allSteps } from "./journeys/reach.ts";

/** Reports what goes beyond the limits that trajet.json sets. */
export function checkLimits(journey: Journey, check: Check): void {
  const { limits } = check.config;
  if (limits.plan === "none" || journey.name === undefined) return;
  const steps = allSteps(journey.steps, check.symbols);
  const starts = journey.settings.filter(({ kind }) => kind.startsWith("Start"));
  const exceeded = (
    found: number,
    limit: number | undefined,
    noun: string,
    at = journey.name?.span,
  ): void => {
    if (limit === undefined || found <= limit || at === undefined) return;
    check.report("TJ6015", at, { noun, found, limit, plan: limits.plan });
  };
  exceeded(starts.length, limits.starts, "start points");
  exceeded(steps.length, limits.steps, "steps");
  exceeded(steps.filter(({ kind }) => kind === "Wait").length, limits.waits, "waits");
  for (const where of filtersOf(journey))
    exceeded(conditionsIn(where), limits.conditions, "conditions in a filter", where.span);
  for (const step of steps) checkForbidden(step, limits, check);
}

function filtersOf(journey: Journey): readonly Expression[] {
  return journey.settings.flatMap((setting) => {
    if (setting.kind !== "StartWhen") return [];
    return [setting.trigger, ...setting.orWhen].flatMap((trigger) => trigger?.where ?? []);
  });
}

function conditionsIn(expression: Expression): number {
  const inner = unwrap(expression);
  if (inner.kind !== "Binary" || (inner.operator !== "and" && inner.operator !== "or")) return 1;
  return conditionsIn(inner.left) + conditionsIn(inner.right);
}

const WORDS: Readonly<Record<string, string>> = {
  If: "if",
  Split: "split",
  Call: "call webhook",
  AddTo: "add to",
  RemoveFrom: "remove from",
  Sms: "send sms",
};

function checkForbidden(step: Step, limits: Limits, check: Check): void {
  const kind = step.kind === "Send" && step.channel === "sms" ? "Sms" : step.kind;
  if (!limits.forbidden.includes(kind)) return;
  check.report("TJ6016", step.span, { construct: WORDS[kind] ?? kind, plan: limits.plan });
}
