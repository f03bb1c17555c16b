import type { CompiledLine, CompiledProject, CompiledTest } from "@trajet/compiler/program";
import { evaluate } from "../engine/evaluate.ts";
import type { Millis } from "../engine/facts.ts";
import type { Value } from "../engine/value.ts";
import type { Outside } from "../simulator/virtual-host.ts";
import { arrive } from "./arrive.ts";
import { type Bounds, runUntil } from "./clock.ts";
import { noteGiven } from "./give.ts";
import { createMakeUp } from "./make-up.ts";
import { tellPast } from "./past.ts";
import type { TestWorld } from "./run-test.ts";
import type { Orders } from "./shopping.ts";
import { type Attempt, clockZone, momentIn, peopleOf, plainFacts, type Stage, zoneOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";

type Past = Extract<CompiledLine, { kind: "past" }>;

/** Codes in each pool: more than one test takes. */
const CODES = 50;

/**
 * Makes the world of a test up to just before its first `on`: who is there, what was before, and the journey active. Lines
 * about the outside are left to the caller.
 */
export async function openStage(
  test: CompiledTest,
  project: CompiledProject,
  world: TestWorld,
  given: {
    readonly attempts: Attempt[];
    readonly outside: Outside;
    readonly orders: Orders;
    readonly bounds: Bounds;
  },
): Promise<Stage> {
  const people = peopleOf(test);
  const names = valuesOf(test);
  const before = linesBefore(test);
  for (const line of before)
    if (line.kind === "contact" || line.kind === "state") noteGiven(line, { people, test, names, clock: 0 });
  const first = firstMoment(test, { people, names });
  const pasts = before
    .filter((line): line is Past => line.kind === "past")
    .map((line) => ({ line, at: momentOfPast(line, { test, people, names }, first) }))
    .sort((one, other) => one.at - other.at);
  const opened = first - 1;
  const start = Math.min(first, ...pasts.map(({ at }) => at)) - 3;
  const host = await world.createHost(project, given.outside, start);
  const stage: Stage = {
    test,
    project,
    host,
    makeUp: createMakeUp(project),
    people,
    clock: first,
    opened,
    attempts: given.attempts,
    said: [],
    start: { calls: 0, journal: 0 },
    since: { calls: 0, journal: 0 },
    names,
    counter: 0,
  };
  for (const { line, at } of pasts) {
    await runUntil(stage, at, given.bounds);
    await tellPast(stage, line, at, given.orders);
  }
  await runUntil(stage, first - 2, given.bounds);
  for (const person of people.values())
    if (!person.isThere && !signsUp(test, person.name))
      await arrive(stage, person, first - 2, { by: "import", createdAt: first });
  await runUntil(stage, opened, given.bounds);
  const journeys = journeysOf(project, test.journey);
  await fillPools(stage, journeys, before);
  for (const journey of journeys) await host.setStatus(journey, "active");
  const journal = (await host.journal()).length;
  return { ...stage, start: { calls: 0, journal }, since: { calls: 0, journal } };
}

function linesBefore({ lines }: CompiledTest): readonly CompiledLine[] {
  const first = lines.findIndex(({ kind }) => kind === "on");
  return first < 0 ? lines : lines.slice(0, first);
}

/** What the names of a case stand for. */
export function valuesOf({ row, scope, timezone }: CompiledTest): { readonly [name: string]: Value } {
  const facts = plainFacts({}, 0, timezone);
  const values = Object.entries(row?.values ?? {}).map(([name, expr]) => [
    name,
    evaluate(expr, scope, facts),
  ]);
  return Object.fromEntries(values);
}

function firstMoment(test: CompiledTest, stage: Pick<Stage, "people" | "names">): Millis {
  const line = test.lines.find((one) => one.kind === "on");
  const at = line && momentIn(line.moment, { test, ...stage }, 0, clockZone({ test, ...stage }));
  if (at == null)
    throw new TestStopped(
      "The test sets no clock: write on and a date, such as on 2026-03-27 at 10:00.",
      line,
    );
  return at;
}

function momentOfPast(line: Past, stage: Pick<Stage, "test" | "people" | "names">, first: Millis): Millis {
  const at = momentIn(line.at, stage, first, zoneOf(stage, line.person));
  if (at === null) throw new TestStopped("This has no date.", line);
  if (at < first) return at;
  throw new TestStopped("This is not before the first `on`, so it is no past: let it happen there.", line);
}

function signsUp({ lines }: CompiledTest, person: string): boolean {
  return lines.some(
    (line) =>
      (line.kind === "happens" || line.kind === "past") &&
      line.person === person &&
      line.act.on === "signs up",
  );
}

/** The tested journey, and those that it starts, and so on. */
function journeysOf({ journeys }: CompiledProject, tested: string): readonly string[] {
  const found = new Set([tested]);
  for (const name of found) {
    const program = journeys.find((journey) => journey.program.journey === name)?.program;
    for (const step of Object.values(program?.steps ?? {}))
      if (step.kind === "start journey") found.add(step.journey);
  }
  return [...found].filter((name) => journeys.some(({ program }) => program.journey === name));
}

/** Codes for the pools of the journeys' coupons, unless the test says that a coupon refuses. */
async function fillPools(
  { host, project }: Stage,
  journeys: readonly string[],
  before: readonly CompiledLine[],
): Promise<void> {
  const refusing = new Set(
    before.flatMap((line) =>
      line.kind === "behaviour" && line.of === "coupon" && line.behaviour.kind !== "answers"
        ? [line.name]
        : [],
    ),
  );
  const used = project.journeys
    .filter(({ program }) => journeys.includes(program.journey))
    .flatMap(({ program }) => Object.entries(program.coupons ?? {}));
  const pools = used
    .filter(([name, coupon]) => "pool" in coupon && !refusing.has(name))
    .map(([name]) => name);
  const codes = [...new Set(pools)].flatMap((coupon) =>
    Array.from({ length: CODES }, (_, index) => ({ coupon, code: `${coupon.toUpperCase()}-${index + 1}` })),
  );
  if (codes.length > 0) await host.putCodes(codes);
}
