import type { CompiledLine, CompiledProject, CompiledTest } from "@trajet/compiler/program";
import { durationIn } from "../engine/durations.ts";
import { evaluate } from "../engine/evaluate.ts";
import type { Millis } from "../engine/facts.ts";
import { ValueError } from "../engine/value.ts";
import { addDuration } from "../engine/zoned.ts";
import type { Outside, Soon, VirtualHost } from "../simulator/virtual-host.ts";
import { refuse } from "./arrive.ts";
import { type Behaviours, createBehaviours } from "./behaviours.ts";
import { type Bounds, runUntil } from "./clock.ts";
import { coveredBy } from "./covered.ts";
import { judge } from "./expect.ts";
import { splitFailure, stoppedFailure, takeFailure, verdictFailure } from "./failures.ts";
import { giveNow } from "./give.ts";
import { happen, idOf } from "./happen.ts";
import { createMakeUp } from "./make-up.ts";
import { openStage, valuesOf } from "./open.ts";
import { pinnedBy, pinTest, withPinned } from "./pinned.ts";
import type { Failure, TestResult } from "./result.ts";
import { createOrders, type Orders } from "./shopping.ts";
import { createSnapshots, type SnapshotStore, type Snapshots } from "./snapshots.ts";
import { type Attempt, clockZone, momentIn, plainFacts, type Stage, wireOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";
import { createTakes, type Takes } from "./takes.ts";
import { traceEntry } from "./trace.ts";

/** What a test runs on. */
export interface TestWorld {
  /** Makes a host of a project whose clock stands at a moment. Nothing is active, and nobody is there. */
  readonly createHost: (project: CompiledProject, outside: Outside, start: Millis) => Soon<VirtualHost>;
  readonly snapshots: SnapshotStore;
}

/** All that runs beside the stage. */
interface Play {
  readonly takes: Takes;
  readonly behaviours: Behaviours;
  readonly orders: Orders;
  readonly bounds: Bounds;
  readonly snapshots: Snapshots;
  readonly failures: Failure[];
}

/** Runs one test on a virtual clock, and tells how it went. */
export async function runTest(
  written: CompiledTest,
  declared: CompiledProject,
  world: TestWorld,
): Promise<TestResult> {
  const pinned = pinnedBy(written);
  const test = pinTest(written, pinned);
  const project = withPinned(declared, pinned);
  const attempts: Attempt[] = [];
  const play: Play = {
    takes: createTakes(project),
    behaviours: createBehaviours(project, createMakeUp(project)),
    orders: createOrders(),
    bounds: { moments: 0 },
    snapshots: createSnapshots(test, world.snapshots),
    failures: [],
  };
  const outside: Outside = {
    answer(call) {
      const outcome = play.behaviours.answer(call);
      attempts.push({ call, outcome });
      return outcome;
    },
    split: ({ journey }, contact, step) => play.takes.choose(journey, contact, step),
  };
  let stage: Stage | undefined;
  try {
    tellOutside(linesBefore(test), test, play);
    stage = await openStage(test, project, world, { attempts, outside, ...play });
    await playLines(stage, play);
  } catch (error) {
    if (!(error instanceof TestStopped) && !(error instanceof ValueError)) throw error;
    play.failures.push(await stoppedFailure(test, error, stage));
  }
  try {
    return await resultOf(written, project, play, stage);
  } finally {
    await stage?.host.close();
  }
}

async function resultOf(
  test: CompiledTest,
  project: CompiledProject,
  { failures, snapshots }: Play,
  stage: Stage | undefined,
): Promise<TestResult> {
  const journal = (await stage?.host.journal()) ?? [];
  const runs = (await stage?.host.runs()) ?? [];
  const { name, journey, file, range, row } = test;
  return {
    name,
    journey,
    file,
    line: range.line,
    ...(row !== undefined && { row: { number: row.number, text: row.text } }),
    status: failures.length === 0 ? "passed" : "failed",
    failures,
    trace: journal.slice(stage?.start.journal ?? 0).map(traceEntry),
    covered: coveredBy(project, runs, journal),
    snapshots: snapshots.written,
    asked: snapshots.asked,
  };
}

function linesBefore({ lines }: CompiledTest): readonly CompiledLine[] {
  return lines.slice(
    0,
    lines.findIndex(({ kind }) => kind === "on"),
  );
}

/** How the outside behaves, and which arms are taken, may be said before the clock is set. */
function tellOutside(lines: readonly CompiledLine[], test: CompiledTest, { behaviours, takes }: Play): void {
  for (const line of lines) {
    if (line.kind === "take") takes.add(line);
    if (line.kind === "behaviour") behave(line, { test, names: valuesOf(test), clock: 0 }, behaviours);
  }
}

function behave(
  line: Extract<CompiledLine, { kind: "behaviour" }>,
  stage: Pick<Stage, "test" | "names" | "clock">,
  behaviours: Behaviours,
): void {
  const { behaviour } = line;
  const body = behaviour.kind === "answers" ? behaviour.body : null;
  behaviours.add(line, body === null ? null : wireOf(body, stage, stage.test.timezone));
}

async function playLines(stage: Stage, play: Play): Promise<void> {
  const { lines } = stage.test;
  const first = lines.findIndex(({ kind }) => kind === "on");
  let taken = first;
  for (const [index, line] of lines.entries()) {
    if (index < first) continue;
    // A `take` right behind a line may be meant for a split that the line leads to at once.
    taken = Math.max(taken, index + 1);
    for (let next = lines[taken]; next?.kind === "take"; next = lines[taken]) {
      play.takes.add(next);
      taken += 1;
    }
    const known = play.takes.problems().length;
    try {
      await playLine(stage, play, line);
    } catch (error) {
      if (error instanceof ValueError) throw new TestStopped(`${error.message}.`, line);
      if (error instanceof TestStopped && error.line === undefined)
        throw new TestStopped(error.message, line);
      throw error;
    }
    for (const problem of play.takes.problems().slice(known))
      play.failures.push(await splitFailure(stage, problem, line));
  }
  for (const line of play.takes.left()) play.failures.push(await takeFailure(stage, line));
}

async function playLine(stage: Stage, play: Play, line: CompiledLine): Promise<void> {
  switch (line.kind) {
    case "contact":
    case "state":
      await giveNow(line, stage);
      return settle(stage, play);
    case "past":
      throw new TestStopped("The past is told before the first `on`.", line);
    case "behaviour":
      if (line.of === "coupon")
        throw new TestStopped("How much is left of a coupon is said before the first `on`.", line);
      return behave(line, stage, play.behaviours);
    case "on":
      return moveTo(stage, play, momentOfOn(stage, line));
    case "after":
      return moveTo(stage, play, momentAfter(stage, line));
    case "happens":
      await note(stage, line);
      await happen(stage, line, play.orders, (at) => runUntil(stage, at, play.bounds));
      return settle(stage, play);
    case "start manually":
      await note(stage, line);
      refuse(await stage.host.startManually(stage.test.journey, line.person, idOf(stage)));
      return settle(stage, play);
    case "take":
      return;
    case "expect": {
      const verdict = await judge(stage, line, play.snapshots);
      if (verdict.holds === line.negated) play.failures.push(await verdictFailure(stage, line, verdict));
      return;
    }
    default:
      line satisfies never;
  }
}

/** What is due at once has happened before the next line. */
function settle(stage: Stage, { bounds }: Play): Promise<void> {
  return runUntil(stage, stage.host.now(), bounds);
}

async function note(
  stage: Stage,
  line: Extract<CompiledLine, { kind: "happens" | "start manually" }>,
): Promise<void> {
  const journal = (await stage.host.journal()).length;
  stage.said.push({ line, person: line.person, at: stage.host.now(), journal });
}

async function moveTo(stage: Stage, { bounds }: Play, at: Millis): Promise<void> {
  if (at < stage.clock) throw new TestStopped("The clock cannot go back.");
  stage.since = { calls: stage.attempts.length, journal: (await stage.host.journal()).length };
  stage.clock = at;
  await runUntil(stage, at, bounds);
}

function momentOfOn(stage: Stage, line: Extract<CompiledLine, { kind: "on" }>): Millis {
  const at = momentIn(line.moment, stage, stage.clock, clockZone(stage));
  if (at === null) throw new TestStopped("This is no moment.", line);
  return at;
}

function momentAfter(stage: Stage, line: Extract<CompiledLine, { kind: "after" }>): Millis {
  const zone = clockZone(stage);
  const facts = plainFacts(stage.names, stage.clock, zone);
  const duration = durationIn(line.duration, (expr) => evaluate(expr, stage.test.scope, facts));
  if (duration === null) throw new TestStopped("This is no duration.", line);
  return addDuration(stage.clock, duration, zone);
}
