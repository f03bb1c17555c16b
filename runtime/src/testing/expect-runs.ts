import type { Expected, TestCondition } from "@trajet/compiler/program";
import type { SimulatedEntry, SimulatedRun } from "../simulator/virtual-host.ts";
import { type Asked, ask } from "./ask.ts";
import { decisionAgainst } from "./decided.ts";
import { type Known, sawText, timesText } from "./expect-messages.ts";
import { closedGoal } from "./goal-window.ts";
import { neverEntered, noStart } from "./never-entered.ts";
import { keyOf } from "./run-keys.ts";
import { type Stage, zoneOf } from "./stage.ts";
import { inLocalTime, local } from "./tell.ts";
import { unheard } from "./unheard.ts";
import type { Verdict } from "./verdict.ts";
import { asSubject, whom } from "./whom.ts";

/** `expect entered for Ana 2 times where …` */
export async function expectEntered(
  stage: Stage,
  { person, times, where }: Extract<Expected, { kind: "entered" }>,
  { journal, runs }: Known,
): Promise<Verdict> {
  const from = times.sinceStart ? stage.start.journal : stage.since.journal;
  const isEntry = ({ kind, journey, contact, run }: SimulatedEntry) =>
    kind === "entered" && journey === stage.test.journey && contact === person && run !== "";
  const entered = journal.slice(from).filter(isEntry);
  const kept: SimulatedEntry[] = [];
  const refusals: string[] = [];
  for (const entry of entered) {
    const run = runs.find(({ id }) => id === entry.run);
    const asked = where === null ? undefined : await ask(stage, where, person, { entry: run?.entry ?? null });
    if (asked === undefined || asked.holds) kept.push(entry);
    else refusals.push(`The run that began ${when(stage, entry)} is another one, with ${sawText(asked)}.`);
  }
  const before = journal.slice(stage.start.journal, from).findLast(isEntry);
  const refused = journal
    .slice(from)
    .findLast(
      ({ kind, run, journey, contact }) =>
        kind === "refused" && run === "" && journey === stage.test.journey && contact === person,
    );
  return {
    holds: times.number === null ? kept.length > 0 : kept.length === times.number,
    actual:
      kept.length > 0
        ? `${asSubject(person)} entered ${timesText(kept.length)}: ${kept.map((entry) => when(stage, entry)).join(", ")}.`
        : (refusals[0] ?? notEntered(stage, person, refused)),
    ...(kept.length === 0 && before !== undefined
      ? {
          hint: `That was before, ${when(stage, before)}: write the line behind an earlier \`on\` or \`after\`, or add \`since start\`.`,
        }
      : {}),
    decided: kept.at(-1) ?? refused,
  };
}

function notEntered(stage: Stage, person: string, refused: SimulatedEntry | undefined): string {
  const { test } = stage;
  const zone = zoneOf(stage, person);
  return refused === undefined
    ? `${asSubject(person)} did not enter: ${noStart(stage.said, person, test.journey)}`
    : `${asSubject(person)} may not enter: ${inLocalTime(String(refused.data.reason ?? ""), zone)}.`;
}

/** `expect reached goal "Second order" for Ana`: by now. */
export async function expectReached(
  stage: Stage,
  { what, name, person, where }: Extract<Expected, { kind: "reached" }>,
  { journal, runs }: Known,
): Promise<Verdict> {
  const reached = journal.filter(
    ({ kind, data, journey, contact }) =>
      journey === stage.test.journey &&
      contact === person &&
      (what === "goal"
        ? kind === "converted" && data.goal === name
        : kind === "milestone" && data.name === name),
  );
  for (const entry of reached) {
    if (where === null)
      return { holds: true, actual: `It was reached ${when(stage, entry)}.`, decided: entry };
    const run = runs.find(({ id }) => id === entry.run);
    const asked = await ask(stage, where, person, { entry: run?.entry ?? null });
    if (asked.holds) return { holds: true, actual: `It was reached ${when(stage, entry)}.`, decided: entry };
  }
  return {
    holds: false,
    actual:
      reached.length > 0
        ? "It was reached, by a run that the filter does not mean."
        : `The ${what} "${name}" was not reached.`,
    ...(reached.length === 0 && neverEntered(stage, person, runs)),
    ...(reached.length === 0 && what === "goal" && (await closedGoal(stage, name, person, runs))),
    decided:
      reached.at(-1) ??
      (what === "goal" ? leaving(journal, stage, person) : passedBy(stage, journal, person, name)),
  };
}

/** A goal is no step: what may have kept somebody from it is that she left. */
const leaving = (journal: Known["journal"], { test }: Stage, person: string) =>
  journal.findLast(
    ({ kind, journey, contact }) => kind === "exited" && journey === test.journey && contact === person,
  );

const passedBy = (stage: Stage, journal: Known["journal"], person: string, milestone: string) =>
  decisionAgainst(stage, journal, person, (step) => step.kind === "milestone" && step.name === milestone);

/** `expect waiting at reply`, `held`, `finished`, `exited`: where the latest run stands, of those that a filter means. */
export async function expectStanding(
  stage: Stage,
  { kind, at, person, where }: Extract<Expected, { kind: "waiting" | "held" | "finished" | "exited" }>,
  { journal, runs }: Known,
): Promise<Verdict> {
  const own = runs.filter(({ journey, contact }) => journey === stage.test.journey && contact === person);
  const latest = own.at(-1);
  if (latest === undefined)
    return {
      holds: false,
      actual: `${asSubject(person)} has never entered ${stage.test.journey}.`,
      decided: decisionAgainst(stage, journal, person, () => false),
    };
  const { run = latest, asked } = await latestThat(stage, where, person, own);
  const decided = journal.findLast((entry) => entry.run === run.id && STANDING.has(entry.kind));
  const actual = `${subjectOf(stage, run)} ${standingOf(stage, run)}.`;
  if (asked?.holds === false)
    return {
      holds: false,
      actual: `${actual.slice(0, -1)}, but the filter is not true: ${sawText(asked)}.`,
      decided,
    };
  const holds = stateOf(run) === kind && (at === null || isLabelled(run.step, at));
  // Where somebody should wait, it is said what led elsewhere.
  const against =
    at === null || holds
      ? undefined
      : decisionAgainst(stage, journal, person, (_, step) => isLabelled(step, at));
  return {
    holds,
    actual,
    decided: against ?? decided,
    ...(!holds && kind === "exited" && unheard(stage, run)),
  };
}

/** The latest run of which a filter is true; without one that is, what it read of the latest of all. */
async function latestThat(
  stage: Stage,
  where: TestCondition | null,
  person: string,
  runs: readonly SimulatedRun[],
): Promise<{ readonly run?: SimulatedRun; readonly asked?: Asked }> {
  if (where === null) return {};
  let first: Asked | undefined;
  for (const run of runs.toReversed()) {
    const asked = await ask(stage, where, person, { entry: run.entry });
    if (asked.holds) return { run, asked };
    first ??= asked;
  }
  return first === undefined ? {} : { asked: first };
}

function subjectOf(stage: Stage, run: SimulatedRun): string {
  const key = keyOf(stage.project, run);
  return key === undefined ? asSubject(run.contact) : `The run [${key}] of ${whom(run.contact)}`;
}

const STANDING: ReadonlySet<SimulatedEntry["kind"]> = new Set([
  "waiting",
  "delayed",
  "held",
  "finished",
  "exited",
]);

function stateOf({ state, hold }: SimulatedRun): "waiting" | "held" | "finished" | "exited" {
  if (state !== "alive") return state;
  return hold === null ? "waiting" : "held";
}

/** A step of a fragment stands behind the path of its call. */
function isLabelled(step: string | null, label: string): boolean {
  return step === label || (step?.endsWith(`/${label}`) ?? false);
}

function standingOf({ project, people, test }: Stage, run: SimulatedRun): string {
  const { state, step, hold, reason, endedAt, dueAt } = run;
  const zone = zoneOf({ people, test }, run.contact);
  const on = (at: number | null, word: string) => (at === null ? "" : ` ${word} ${local(at, zone)}`);
  if (state === "finished") return `has finished,${on(endedAt, "on")}`;
  if (state === "exited")
    return `has left${on(endedAt, "on")}${reason === null ? "" : `: ${inLocalTime(reason, zone)}`}`;
  const program = project.journeys.find(({ program }) => program.journey === run.journey)?.program;
  const summary = step === null ? "the end" : (program?.steps[step]?.summary ?? step);
  if (hold !== null)
    return `is held at \`${summary}\`: ${inLocalTime(hold.reason, zone)}${on(hold.until ?? dueAt, "until")}`;
  return `stands at \`${summary}\`${on(dueAt, "until")}`;
}

function when(stage: Stage, { at, contact }: SimulatedEntry): string {
  return `on ${local(at, zoneOf(stage, contact)).replace(" ", " at ")}`;
}
