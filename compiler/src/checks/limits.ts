import type { Expression, Journey, Setting, Step } from "@trajet/grammar";
import { allSteps, ownSteps } from "../model/steps.ts";
import type { Limits } from "../project/config.ts";
import type { Check } from "./check.ts";
import { unwrap } from "./expressions/assign.ts";

/** Reports what goes beyond the limits that trajet.json sets, or beyond what any project can have. */
export function checkLimits(journey: Journey, check: Check): void {
  const { limits } = check.config;
  if (journey.name === undefined) return;
  const steps = allSteps(journey.steps, check.symbols);
  checkCeilings(journey, steps, check);
  if (limits.plan === "none") return;
  const exceeded = (
    found: number,
    limit: number | undefined,
    noun: string,
    at = journey.name?.span,
  ): void => {
    if (limit === undefined || found <= limit || at === undefined) return;
    check.report("TJ6015", at, { noun, found, limit, plan: limits.plan });
  };
  exceeded(startsOf(journey), limits.starts, "start points");
  exceeded(steps.length, limits.steps, "steps");
  exceeded(steps.filter(({ kind }) => kind === "Wait").length, limits.waits, "waits");
  for (const where of journey.settings.flatMap(filtersOf))
    exceeded(conditionsIn(where), limits.conditions, "conditions in a filter", where.span);
  for (const step of ownSteps(journey.steps)) checkForbidden(step, limits, check);
  checkLoyaltyMessages(journey, steps, check);
}

/** Each trigger that starts the journey is a start point. */
function startsOf({ settings }: Journey): number {
  return settings.reduce((sum, setting) => {
    if (setting.kind === "StartWhen") return sum + 1 + setting.orWhen.length;
    return setting.kind === "StartManually" || setting.kind === "StartSchedule" ? sum + 1 : sum;
  }, 0);
}

/** The filters of starts, exits and goals. */
function filtersOf(setting: Setting): readonly Expression[] {
  switch (setting.kind) {
    case "StartWhen":
    case "ExitWhen":
      return [setting.trigger, ...setting.orWhen].flatMap((trigger) => trigger?.where ?? []);
    case "StartSchedule":
      return setting.schedule.where === undefined ? [] : [setting.schedule.where];
    case "Goal":
      return setting.triggers.flatMap((trigger) => trigger.where ?? []);
    default:
      return [];
  }
}

function conditionsIn(expression: Expression): number {
  const inner = unwrap(expression);
  if (inner.kind !== "Binary" || (inner.operator !== "and" && inner.operator !== "or")) return 1;
  return conditionsIn(inner.left) + conditionsIn(inner.right);
}

const WORDS: Readonly<Record<string, string>> = {
  If: "if",
  Match: "match",
  Split: "split",
  Call: "call webhook",
  AddTo: "add to",
  RemoveFrom: "remove from",
  Sms: "send sms",
};

/** What a step is or, of a fragment that is run, what is in it. */
function checkForbidden(step: Step, limits: Limits, check: Check): void {
  const inside = step.kind === "Run" ? allSteps([step], check.symbols) : [step];
  const kinds = inside.map((each) => (each.kind === "Send" && each.channel === "sms" ? "Sms" : each.kind));
  const kind = kinds.find((each) => limits.forbidden.includes(each));
  if (kind === undefined) {
    if (limits.addOns.includes("sms") && kinds.includes("Sms") && !check.config.sms)
      check.report("TJ6031", step.span, { plan: limits.plan });
    return;
  }
  check.report("TJ6016", step.span, { construct: WORDS[kind] ?? kind, plan: limits.plan });
}

/** The smallest plan has no message to who stands on a loyalty board. */
function checkLoyaltyMessages(journey: Journey, steps: readonly Step[], check: Check): void {
  const { limits } = check.config;
  if (!limits.forbidden.includes("LoyaltyMessage") || !steps.some(({ kind }) => kind === "Send")) return;
  for (const setting of journey.settings) {
    const people = peopleIn(setting).find((name) => check.heads.people.get(name)?.kind === "Loyalty");
    if (people !== undefined) check.report("TJ6032", setting.span, { query: people, plan: limits.plan });
  }
}

function peopleIn(setting: Setting): readonly string[] {
  if (setting.kind === "StartSchedule") {
    const { people } = setting.schedule;
    return people?.kind === "people" ? [people.people.name?.text ?? ""] : [];
  }
  if (setting.kind !== "StartWhen") return [];
  return [setting.trigger, ...setting.orWhen].flatMap((trigger) =>
    trigger?.act.verb === "enter" || trigger?.act.verb === "leave"
      ? [trigger.act.people?.name?.text ?? ""]
      : [],
  );
}

/** More than any journey needs: what goes beyond it is a slip, and no page could draw it. */
const CEILINGS = { steps: 2_000, turns: 1_000 } as const;

function checkCeilings(journey: Journey, steps: readonly Step[], check: Check): void {
  const beyond = (found: number, ceiling: number, what: string, at = journey.name?.span): void => {
    if (found > ceiling && at !== undefined) check.report("TJ6030", at, { what, found, ceiling });
  };
  beyond(steps.length, CEILINGS.steps, "steps in a journey");
  if (!steps.some(({ kind }) => kind === "Repeat")) return;
  for (const step of ownSteps(journey.steps)) {
    if (step.kind === "Repeat" && step.times !== undefined)
      beyond(Number(step.times.text), CEILINGS.turns, "turns of a loop", step.times.span);
  }
}
