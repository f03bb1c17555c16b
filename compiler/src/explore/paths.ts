import type { Step } from "@trajet/grammar";
import { type Formula, is, not, without } from "../analyses/conditions/formula.ts";
import {
  forgettingName,
  type Knowledge,
  knowing,
  lasting,
  relevant,
} from "../analyses/conditions/knowledge.ts";
import { nameIsSet } from "../analyses/conditions/membership.ts";
import { isNameRead } from "../analyses/conditions/reading.ts";
import { named } from "../analyses/conditions/region.ts";
import { isImpossible } from "../analyses/conditions/satisfy.ts";
import { opaque, YES_OR_NO } from "../analyses/conditions/variable.ts";
import { type Clock, pass } from "../analyses/flow/clock.ts";
import type { Place, Way } from "../analyses/flow/unfold.ts";
import { messageTo, type Subject } from "../analyses/subject.ts";
import { knowledgeAfter } from "../checks/journeys/changes.ts";
import { answerName, answersGiven } from "../checks/journeys/reach.ts";
import { isMarketing } from "../model/messages.ts";
import { isControl } from "../model/steps.ts";
import type { StepId } from "../program/types.ts";
import { canHappen } from "./answers.ts";
import { type Decision, decisionOf } from "./decision.ts";
import { type Bearing, bearingsBehind } from "./moments.ts";
import { happenedFormula, outcomeFormulas, type Readings } from "./reading.ts";

/** One step on a path, and how long after the entry it can be at the least and at the most. */
export interface Stop {
  readonly place: Place;
  readonly id: StepId;
  readonly way: Way;
  readonly least: number;
  /** Endless where a wait has no limit. */
  readonly most: number;
}

/** A way from the start of a journey to one of its ends, with no two decisions that contradict each other. */
export interface Path {
  readonly stops: readonly Stop[];
  readonly decisions: readonly Decision[];
  /** Whether it ends by an `exit` among the steps. */
  readonly exits: boolean;
  readonly least: number;
  readonly most: number;
}

/** What is known of the paths of a journey: those that were followed, in the order of the text. */
export interface Paths {
  readonly paths: readonly Path[];
  /** There are more. */
  readonly cut: boolean;
}

interface Walk {
  readonly place: Place;
  readonly stops: readonly Stop[];
  readonly decisions: readonly Decision[];
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly bearings: readonly Bearing[];
  readonly least: number;
  readonly most: number;
}

const QUESTION = { withMeanings: true };

/** Follows the paths of a journey, each as far as its conditions can be true together. */
export function pathsOf(
  subject: Subject,
  readings: Readings,
  idOf: (place: Place) => StepId,
  most: number,
): Paths {
  const { flow } = subject;
  const first = flow.places[flow.first];
  const paths: Path[] = [];
  if (first === undefined) return { paths, cut: false };
  const knowledge = unanswered(readings.atEntry, subject.journey.steps);
  const entry = { stops: [], decisions: [], knowledge, clock: subject.atEntry, bearings: [] };
  const open: Walk[] = [{ place: first, ...entry, least: 0, most: 0 }];
  for (let walk = open.pop(); walk !== undefined; walk = open.pop()) {
    if (walk.place.step === undefined) {
      if (paths.length === most) return { paths, cut: true };
      paths.push(ended(walk));
      continue;
    }
    // The first way is followed first.
    open.push(...onward(walk, subject, readings, idOf).reverse());
  }
  return { paths, cut: flow.cut };
}

function ended({ stops, decisions, least, most }: Walk): Path {
  return { stops, decisions, exits: stops.at(-1)?.place.step?.kind === "Exit", least, most };
}

function onward(walk: Walk, { flow }: Subject, readings: Readings, idOf: (place: Place) => StepId): Walk[] {
  const { place } = walk;
  const id = idOf(place);
  const { ways } = place;
  return ways.flatMap((way, index) => {
    if (way.how.kind === "happened" && !canHappen(way.how.triggers, walk.stops)) return [];
    const to = flow.places[way.to];
    const knowledge = knownBehind(walk, way, index, flow, readings);
    const { least, most, clock } = pass(walk.clock, way.pass);
    const bearings = bearingsBehind(walk.bearings, place, way, { least, most });
    if (to === undefined || knowledge === undefined || bearings === undefined) return [];
    const decided = ways.length > 1 ? [decisionOf(place, way, index, id)] : [];
    const stop: Stop = { place, id, way, least: walk.least, most: walk.most };
    return [
      {
        place: to,
        stops: [...walk.stops, stop],
        decisions: [...walk.decisions, ...decided],
        knowledge,
        clock,
        bearings,
        least: walk.least + least,
        most: walk.most + most,
      },
    ];
  });
}

/** What is known behind a way; `undefined` where it contradicts what is known before it. */
function knownBehind(
  { place, knowledge }: Walk,
  way: Way,
  index: number,
  { turns, places }: Subject["flow"],
  readings: Readings,
): Knowledge | undefined {
  const before = way.suspends ? lasting(knowledge) : knowledge;
  const told = toldBy(place, way, index, readings);
  if (told.length > 0 && contradicts(before, told)) return undefined;
  const known = told.reduce((all, formula) => knowing(all, formula), before);
  const after = knownAfter(place, way, known, readings);
  const loop = places[way.to]?.calls.length === 0 ? turns.get(way.to) : undefined;
  return loop === undefined ? after : unanswered(after, loop.body?.steps ?? []);
}

/** What is known once the step of a way is done, or was refused. */
function knownAfter({ step, calls }: Place, { how }: Way, known: Knowledge, readings: Readings): Knowledge {
  if (step === undefined) return known;
  if (step.kind === "Remember") return forgettingName(known, step.name?.text);
  // The steps of a fragment come next, each by itself.
  if (isControl(step) || step.kind === "Run") return known;
  const after = knowledgeAfter(step, { ...readings.scope, knowledge: known }, readings.check);
  const name = calls.length === 0 && how.kind === "done" ? answerName(step)?.text : undefined;
  if (name === undefined) return after;
  const renamed = forgettingName(after, name);
  // Without an `otherwise` a refusal goes the same way.
  return step.otherwise === undefined ? renamed : knowing(renamed, nameIsSet(name));
}

/** A run begins without the answers that it is going to be given, and each turn of a loop without those of the turn. */
function unanswered(knowledge: Knowledge, steps: readonly Step[]): Knowledge {
  return answersGiven(steps).reduce(
    (known, name) => knowing(forgettingName(known, name), not(nameIsSet(name))),
    knowledge,
  );
}

/** Inside a fragment a name may stand for another value at each call: nothing is made of it. */
function toldBy(place: Place, way: Way, index: number, readings: Readings): readonly Formula[] {
  const told = saidBy(place, way, index, readings);
  return place.calls.length === 0
    ? told
    : told.map((formula) => without(formula, ({ reads }) => reads.some(isNameRead)));
}

function saidBy({ step, file }: Place, { how }: Way, index: number, readings: Readings): readonly Formula[] {
  if (step?.kind === "Match") {
    const taken = isCase(step, file, index, readings);
    const told = readings.casesOf(step)[index];
    return told === undefined ? [taken] : [taken, told];
  }
  if (how.kind === "if") return outcomeFormulas(readings, how.condition, how.failed);
  if (how.kind === "else if none") return outcomeFormulas(readings, undefined, how.failed);
  if (how.kind === "happened") return happenedFormula(readings, how.triggers);
  return how.kind === "came true" ? outcomeFormulas(readings, how.condition, []) : [];
}

/** The same value takes the same case each time. */
function isCase(
  step: Extract<Step, { kind: "Match" }>,
  file: string,
  index: number,
  readings: Readings,
): Formula {
  const taken = opaque(`match ${file} ${step.span.start}`, readings.readsOf(step));
  const names = [...step.cases.keys(), "else"].map(String);
  const domain = { ...YES_OR_NO, all: names };
  return is({ ...taken, domain }, named([names[index] ?? "else"], domain));
}

function contradicts(knowledge: Knowledge, told: readonly Formula[]): boolean {
  const known = relevant(knowledge, told).map(({ formula }) => formula);
  return isImpossible([...known, ...told], QUESTION);
}

/** The messages to the contact that leave on a path, with the stops at which they do. */
export function messagesOn(path: Path, { project }: Pick<Subject, "project">) {
  return path.stops.flatMap((stop) => {
    const message = stop.way.how.kind === "refused" ? undefined : messageTo(stop.place, project);
    return message === undefined ? [] : [{ stop, message, marketing: isMarketing(message) }];
  });
}
