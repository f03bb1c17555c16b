import type { Act, Journey, Setting, Step, Trigger } from "@trajet/grammar";
import { allSteps } from "../lower/step-ids.ts";
import type { Model } from "../model/model.ts";
import { headOf, type MapEdge, type MapNode, placeOf } from "./journey-map.ts";

/** The journeys of a project, and how they start and stop each other: `trajet map --format json` without a journey. */
export interface ProjectMap {
  readonly version: 1;
  readonly project: string;
  readonly nodes: readonly (MapNode & { readonly title?: string; readonly steps: number })[];
  readonly edges: readonly MapEdge[];
}

/** The journeys by name; an edge says what the one does that the other starts or ends with. */
export function projectMap(model: Model): ProjectMap {
  const journeys = [...model.symbols.journeys].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const nodes = journeys.map(([name, journey]) => {
    const { title } = headOf(journey);
    return {
      id: name,
      kind: "journey",
      label: title === undefined ? name : `${title} (${name})`,
      ...(title === undefined ? {} : { title }),
      steps: [...allSteps(journey.steps)].length,
      ...placeOf(model, journey, journey.span),
    };
  });
  const edges = journeys.flatMap(([from, one]) =>
    journeys.flatMap(([to, other]) => linksOf(from, stepsOf(one, model), to, other)),
  );
  return { version: 1, project: model.config.name, nodes, edges };
}

/** The steps of a journey, those of the fragments that it runs included. */
function stepsOf(journey: Journey, { symbols }: Model): readonly Step[] {
  const met = new Set<string>();
  const all = (steps: readonly Step[]): readonly Step[] =>
    [...allSteps(steps)].flatMap((step) => {
      const name = step.kind === "Run" ? step.fragment?.text : undefined;
      if (name === undefined || met.has(name)) return [step];
      met.add(name);
      return [step, ...all(symbols.fragments.get(name)?.body?.steps ?? [])];
    });
  return all(journey.steps);
}

function linksOf(from: string, steps: readonly Step[], to: string, other: Journey): readonly MapEdge[] {
  const does = new Set(steps.flatMap(deedsOf));
  const labels = new Set<string>();
  for (const deed of does) {
    if (deed === `journey+${to}`) labels.add("starts it");
    if (deed === `journey-${to}`) labels.add("takes the contact out of it");
  }
  for (const [verb, triggers] of listened(other)) {
    for (const { act, negated } of triggers) {
      const deed = deedHeard(act);
      if (!negated && deed !== undefined && does.has(deed.key)) labels.add(`${verb} it: ${deed.words}`);
    }
  }
  return [...labels].map((label) => ({ from, to, label }));
}

function listened({ settings }: Journey): readonly (readonly [verb: string, triggers: readonly Trigger[]])[] {
  return settings.flatMap((setting: Setting) => {
    if (setting.kind !== "StartWhen" && setting.kind !== "ExitWhen") return [];
    const triggers = setting.trigger === undefined ? [] : [setting.trigger, ...setting.orWhen];
    return [[setting.kind === "StartWhen" ? "starts" : "ends", triggers] as const];
  });
}

/** What a step does that a journey can listen for. */
function deedsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case "StartJourney":
      return [`journey+${step.journey?.text}`];
    case "LeaveJourney":
      return [`journey-${step.journey?.text}`];
    case "Tag":
    case "Untag":
      return step.tags.map((tag) => `tag${step.kind === "Tag" ? "+" : "-"}${tag.value}`);
    case "Join":
    case "LeaveGroup":
      return [
        `group${step.kind === "Join" ? "+" : "-"}${step.group?.category?.value}/${step.group?.group?.value}`,
      ];
    case "Unsubscribe":
      return [`consent-${step.channel?.text ?? "email"}`];
    case "Update":
      return step.changes.map((change) => `field${change.field?.text}`);
    default:
      return [];
  }
}

/** What a trigger listens for, of what a step can do. */
function deedHeard(act: Act): { readonly key: string; readonly words: string } | undefined {
  switch (act.verb) {
    case "get tag":
      return { key: `tag+${act.tag?.value}`, words: `tag "${act.tag?.value}"` };
    case "lose tag":
      return { key: `tag-${act.tag?.value}`, words: `untag "${act.tag?.value}"` };
    case "join":
    case "leave group": {
      const group = `${act.group?.category?.value}/${act.group?.group?.value}`;
      const [sign, word] = act.verb === "join" ? ["+", "join"] : ["-", "leave"];
      return { key: `group${sign}${group}`, words: `${word} ${group}` };
    }
    case "unsubscribe": {
      const channel = act.channel?.text ?? "email";
      return { key: `consent-${channel}`, words: `unsubscribe from ${channel}` };
    }
    case "change":
      return { key: `field${act.field?.text}`, words: `change of ${act.field?.text}` };
    default:
      return undefined;
  }
}
