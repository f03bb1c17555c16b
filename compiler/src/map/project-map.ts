import type { Journey, Setting, Step, Trigger } from "@trajet/grammar";
import { doneBy } from "../analyses/together/effects.ts";
import { signalsOf } from "../analyses/together/signals.ts";
import { printAct } from "../lower/print/act.ts";
import { printExpression } from "../lower/print/expression.ts";
import type { Model } from "../model/model.ts";
import { allSteps, ownSteps } from "../model/steps.ts";
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
      steps: ownSteps(journey.steps).length,
      ...placeOf(model, journey, journey.span),
    };
  });
  const listening = journeys.map(([name, journey]) => ({ name, hears: heardBy(journey, model) }));
  const edges = journeys.flatMap(([from, journey]) => {
    const steps = allSteps(journey.steps, model.symbols);
    return listening.flatMap((to) => linksOf(from, steps, to));
  });
  return { version: 1, project: model.config.name, nodes, edges };
}

/** What a journey listens for: which signals of steps cause it, and how an edge says so. */
interface Hearing {
  readonly label: string;
  readonly signals: ReadonlySet<string>;
}

interface Listening {
  readonly name: string;
  readonly hears: readonly Hearing[];
}

function linksOf(from: string, steps: readonly Step[], { name: to, hears }: Listening): readonly MapEdge[] {
  const done = new Set(steps.flatMap(doneBy).map(({ signal }) => signal));
  const labels = new Set<string>();
  if (done.has(`start ${to}`)) labels.add("starts it");
  if (steps.some((step) => step.kind === "LeaveJourney" && step.journey?.text === to))
    labels.add("takes the contact out of it");
  for (const { label, signals } of hears) if (!signals.isDisjointFrom(done)) labels.add(label);
  return [...labels].map((label) => ({ from, to, label }));
}

function heardBy({ settings }: Journey, model: Model): readonly Hearing[] {
  return settings.flatMap((setting: Setting) => {
    if (setting.kind !== "StartWhen" && setting.kind !== "ExitWhen") return [];
    const verb = setting.kind === "StartWhen" ? "starts" : "ends";
    const triggers: readonly Trigger[] =
      setting.trigger === undefined ? [] : [setting.trigger, ...setting.orWhen];
    return triggers
      .filter(({ negated }) => !negated)
      .map(({ act }) => ({
        label: `${verb} it when contact ${printAct(act, "present", false, printExpression)}`,
        signals: signalsOf(act, model),
      }));
  });
}
