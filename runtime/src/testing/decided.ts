import type { Program, Step, StepId, TestCondition } from "@trajet/compiler/program";
import { successors } from "@trajet/compiler/program/references";
import { visitExpression } from "@trajet/compiler/program/visit";
import type { SimulatedEntry } from "../simulator/virtual-host.ts";
import type { Stage } from "./stage.ts";

/** Lines of a journal that say where somebody went, stands, or why she is not in. */
const DECISIONS: ReadonlySet<SimulatedEntry["kind"]> = new Set([
  "branched",
  "split",
  "matched",
  "timedOut",
  "waiting",
  "delayed",
  "held",
  "exited",
  "refused",
  "failed",
]);

/**
 * What decided that the journey's people, or one of them, did not come to a step: the last decision from which it could still
 * be reached. Of no step, or where none was ever reachable, it is the last decision.
 */
export function decisionAgainst(
  stage: Stage,
  journal: readonly SimulatedEntry[],
  person: string | null,
  isMeant: (step: Step, id: StepId) => boolean,
): SimulatedEntry | undefined {
  const { journey } = stage.test;
  const program = programOf(stage);
  const own = journal.filter(
    (entry) =>
      entry.journey === journey && DECISIONS.has(entry.kind) && (person === null || entry.contact === person),
  );
  const leading = program === undefined ? new Set<StepId>() : stepsBefore(program, isMeant);
  return own.findLast(({ step }) => step !== null && leading.has(step)) ?? own.at(-1);
}

/**
 * What decided a condition about a contact: what last changed a tag, a group or a field of which it speaks, or, where nothing did, that
 * the contact did not come to a step that would have.
 */
export function decisionOn(
  stage: Stage,
  journal: readonly SimulatedEntry[],
  person: string,
  { expr, parts }: TestCondition,
): SimulatedEntry | undefined {
  const names = new Set<string>();
  for (const each of [expr, ...parts.map((part) => part.expr)])
    visitExpression(each, {
      expression: (one) => {
        if (one.op === "has tag") names.add(`tag ${one.tag}`);
        if (one.op === "in group") names.add(`group ${one.category}/${one.group}`);
        if (one.op === "get" && one.root === "contact") names.add(`field ${one.path[0]}`);
      },
    });
  const people = new Set([person, ...parts.map((part) => part.person)]);
  const changed = journal.findLast(
    ({ kind, contact, data }) => people.has(contact) && names.has(`${CHANGES[kind]} ${data.name}`),
  );
  const isMeant = (step: Step): boolean => {
    if (step.kind === "join" || step.kind === "leave group")
      return names.has(`group ${step.category}/${step.group}`);
    if (step.kind === "tag" || step.kind === "untag") return step.tags.some((tag) => names.has(`tag ${tag}`));
    return step.kind === "update" && step.changes.some(({ field }) => names.has(`field ${field}`));
  };
  const couldCome = Object.values(programOf(stage)?.steps ?? {}).some(isMeant);
  if (changed !== undefined || !couldCome) return changed;
  return decisionAgainst(stage, journal, person, isMeant);
}

/** What a line of a journal changed. */
const CHANGES: { readonly [kind in SimulatedEntry["kind"]]?: string } = {
  tagged: "tag",
  untagged: "tag",
  joined: "group",
  left: "group",
  updated: "field",
};

function programOf({ project, test }: Stage): Program | undefined {
  return project.journeys.find(({ program }) => program.journey === test.journey)?.program;
}

/** The steps from which one that is meant can be reached. */
function stepsBefore({ steps }: Program, isMeant: (step: Step, id: StepId) => boolean): ReadonlySet<StepId> {
  const found = new Set(Object.keys(steps).filter((id) => isMeant(steps[id] as Step, id)));
  const meant = new Set(found);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [id, step] of Object.entries(steps))
      if (!found.has(id) && successors(step).some((next) => next !== null && found.has(next))) found.add(id);
  }
  // A step decides nothing about whether somebody comes to it, unless it comes round to itself.
  for (const id of meant) {
    const step = steps[id] as Step;
    if (!successors(step).some((next) => next !== null && found.has(next))) found.delete(id);
  }
  return found;
}
