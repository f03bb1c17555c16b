import type { Act, Journey, Schedule, Setting, Trigger } from "@trajet/grammar";
import { peopleKey } from "../program/types.ts";
import { claim } from "./step-ids.ts";

/** The id of each start point, exit rule and goal: what it is about, and its rank among equals. */
export interface RuleIds {
  readonly starts: ReadonlyMap<Setting, string>;
  readonly exits: ReadonlyMap<Setting, string>;
  readonly goals: ReadonlyMap<Setting, string>;
}

export function ruleIds(journey: Journey): RuleIds {
  return {
    starts: idsBy(journey.settings, startKey),
    exits: idsBy(journey.settings, exitKey),
    goals: idsBy(journey.settings, goalKey),
  };
}

function idsBy(
  settings: readonly Setting[],
  keyOf: (setting: Setting) => string | undefined,
): ReadonlyMap<Setting, string> {
  const taken = new Set<string>();
  return new Map(
    settings.flatMap((setting) => {
      const key = keyOf(setting);
      return key === undefined ? [] : [[setting, claim(key, taken)] as const];
    }),
  );
}

function startKey(setting: Setting): string | undefined {
  switch (setting.kind) {
    case "StartWhen":
      return keyOfTrigger(setting.trigger);
    case "StartManually":
      return "manual";
    case "StartSchedule":
      return `schedule:${keyOfSchedule(setting.schedule)}`;
    default:
      return undefined;
  }
}

function exitKey(setting: Setting): string | undefined {
  switch (setting.kind) {
    case "ExitWhen":
      return keyOfTrigger(setting.trigger);
    case "ExitIf":
      return "if";
    default:
      return undefined;
  }
}

function goalKey(setting: Setting): string | undefined {
  return setting.kind === "Goal" ? `goal:${setting.name?.value}` : undefined;
}

/** How it comes round, and of whose date it is; which day and at what time may change. */
function keyOfSchedule({ recurrence }: Schedule): string {
  switch (recurrence.kind) {
    case "once":
    case "year": {
      const { base } = recurrence.date;
      if (base.kind !== "Reference") return recurrence.kind;
      return `${recurrence.kind}:${base.path.map((name) => name.text).join(".")}`;
    }
    case "weekday":
    case "weekdays":
      return "weekdays";
    case "day":
    case "interval":
    case "month":
      return recurrence.kind;
    default:
      return recurrence satisfies never;
  }
}

function keyOfTrigger(trigger: Trigger | undefined): string {
  if (trigger === undefined) return "when";
  return trigger.negated ? `absence:${keyOfAct(trigger.act)}` : keyOfAct(trigger.act);
}

/** What an act is about: for what a program can watch, the key of its input (see `inputKey`). */
function keyOfAct(act: Act): string {
  switch (act.verb) {
    case "sign up":
      return "signup";
    case "get tag":
      return `tag+:${act.tag?.value}`;
    case "lose tag":
      return `tag-:${act.tag?.value}`;
    case "join":
      return `group+:${act.group?.category?.value}/${act.group?.group?.value}`;
    case "leave group":
      return `group-:${act.group?.category?.value}/${act.group?.group?.value}`;
    case "change":
      return `field:${act.field?.text}`;
    case "resubscribe":
      return `consent+:${act.channel?.text ?? "email"}`;
    case "unsubscribe":
      return `consent-:${act.channel?.text ?? "email"}`;
    case "buy":
      return "order";
    case "do":
      return `event:${act.event?.text}`;
    case "get order":
      return `order:${act.state?.text}`;
    case "enter":
    case "leave":
      return `people${act.verb === "enter" ? "+" : "-"}:${peopleKey(act.people?.name?.text ?? "", act.people?.tier?.text)}`;
    case "abandon cart":
      return "cart";
    case "see back in stock":
      return "stock";
    case "open":
    case "click":
      return `${act.verb}:${act.message?.text}`;
    case "text":
      return "reply";
    case "answer":
      return `answer:${act.survey?.text}`;
    default:
      return act satisfies never;
  }
}
