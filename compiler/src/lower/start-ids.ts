import type { Act, Journey, Setting } from "@trajet/grammar";
import { claim } from "./step-ids.ts";

/** The id of each start point and exit rule: what it is about, and its rank among equals. */
export interface RuleIds {
  readonly starts: ReadonlyMap<Setting, string>;
  readonly exits: ReadonlyMap<Setting, string>;
}

export function ruleIds(journey: Journey): RuleIds {
  const [starts, exits] = [new Map<Setting, string>(), new Map<Setting, string>()];
  const [takenStarts, takenExits] = [new Set<string>(), new Set<string>()];
  for (const setting of journey.settings) {
    const [start, exit] = [startKey(setting), exitKey(setting)];
    if (start !== undefined) starts.set(setting, claim(start, takenStarts));
    if (exit !== undefined) exits.set(setting, claim(exit, takenExits));
  }
  return { starts, exits };
}

function startKey(setting: Setting): string | undefined {
  switch (setting.kind) {
    case "StartWhen":
      return setting.trigger === undefined ? "when" : keyOfAct(setting.trigger.act);
    case "StartManually":
      return "manual";
    case "StartSchedule":
      return "schedule";
    default:
      return undefined;
  }
}

function exitKey(setting: Setting): string | undefined {
  switch (setting.kind) {
    case "ExitWhen":
      return setting.trigger === undefined ? "when" : keyOfAct(setting.trigger.act);
    case "ExitIf":
      return "if";
    default:
      return undefined;
  }
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
      return `people${act.verb === "enter" ? "+" : "-"}:${act.people?.name?.text}`;
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
