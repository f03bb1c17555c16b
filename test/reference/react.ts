import type { Setting, Trigger } from "@trajet/grammar";
import { moved } from "./calendar.ts";
import { holds, type Scope, worth } from "./conditions.ts";
import { enter } from "./enter.ts";
import { askWait } from "./rest.ts";
import { uncount } from "./room.ts";
import { note, scopeOf, zoneOf } from "./scopes.ts";
import { means } from "./triggers.ts";
import { isSpan, momentOf } from "./values.ts";
import type { Deed, Happening, Match, Person, Run, World } from "./world.ts";

/* What an event does: exit, goal, wait, start, in this order (docs/language.md, "Leaving" and "Goals"). */

/** Writes down what happened; `react` decides about it when its turn has come. */
export function happen(world: World, person: Person, deed: Deed, at: number, depth = 0): Happening {
  const happening: Happening = { ...deed, at: Math.min(at, world.now), seq: person.past.length + 1, depth };
  person.past.push(happening);
  world.queue.push({ person, happening });
  return happening;
}

/** All that is to be reacted to, first in first out. */
export function drain(world: World): void {
  for (let next = world.queue.shift(); next !== undefined; next = world.queue.shift())
    react(world, next.person, next.happening);
}

/** Runs are looked at in the order of their entry: exit, goal, wait. Then the starts, by the names of their journeys. */
function react(world: World, person: Person, happening: Happening): void {
  for (const run of person.runs.toSorted((one, other) => one.enteredAt - other.enteredAt)) {
    // What started a run, and what came before it, neither exits it nor is waited for.
    const counts = isBehind(happening, { at: run.enteredAt, seq: run.entry.seq });
    if (counts) exitWhen(world, run, happening);
    if (run.entry !== happening) exitIf(world, run, happening.at);
    if (counts) reachGoal(world, run, happening);
    if (counts) matchWait(world, run, happening);
    askWait(world, run, happening.at);
  }
  for (const name of [...world.journeys.keys()].sort()) startBy(world, person, name, happening);
}

const isBehind = (one: { at: number; seq: number }, other: { at: number; seq: number }): boolean =>
  one.at > other.at || (one.at === other.at && one.seq > other.seq);

export const settingsOf = <K extends Setting["kind"]>(run: Pick<Run, "journey">, kind: K) =>
  run.journey.settings.filter((setting): setting is Extract<Setting, { kind: K }> => setting.kind === kind);

const triggersOf = (setting: {
  readonly trigger: Trigger | undefined;
  readonly orWhen: readonly Trigger[];
}) => (setting.trigger === undefined ? [] : [setting.trigger, ...setting.orWhen]);

export function exitWhen(world: World, run: Run, happening: Happening): void {
  if (run.state !== "alive") return;
  const scope = scopeOf(world, run);
  const exits = settingsOf(run, "ExitWhen").flatMap(triggersOf);
  if (exits.some((trigger) => means(trigger, happening, scope))) leave(world, run, happening.at);
}

export function exitIf(world: World, run: Run, at: number): void {
  if (run.state !== "alive") return;
  const scope = scopeOf(world, run);
  if (settingsOf(run, "ExitIf").some(({ condition }) => holds(condition, scope))) leave(world, run, at);
}

/** Ends a run; at its last decision, if that is later than `at`. */
export function leave(world: World, run: Run, at: number): void {
  const when = Math.max(at, run.at);
  note(world, run, "exited", when);
  run.state = "exited";
  run.endedAt = when;
  run.due = null;
  const { rest } = run;
  run.rest = null;
  if (rest?.kind !== "held" || rest.attempt === 0) return;
  // A message that was still to be tried again does not leave any more; of one whose answer was lost nobody knows.
  if (rest.isLost) {
    run.rest = rest;
    run.due = rest.until;
  } else {
    note(world, run, "refused", world.now);
    uncount(world, run);
  }
}

/** An event counts for the latest run of those whose goal means it and is open; has that one reached it, for none. */
export function reachGoal(world: World, run: Run, happening: Happening): void {
  const goal = goalMeant(world, run, happening);
  const { runs } = run.person;
  const isLater = (other: Run): boolean =>
    other.name === run.name &&
    (other.enteredAt > run.enteredAt ||
      (other.enteredAt === run.enteredAt && runs.indexOf(other) > runs.indexOf(run)));
  const later = runs.filter(isLater);
  if (
    goal === undefined ||
    run.convertedBy !== null ||
    later.some((other) => goalMeant(world, other, happening) !== undefined)
  )
    return;
  run.convertedBy = happening;
  note(world, run, "converted", happening.at, goal.name?.value ?? "");
  if (goal.thenExit && run.state === "alive") leave(world, run, happening.at);
}

function goalMeant(world: World, run: Run, happening: Happening): Goal | undefined {
  if (!isBehind(happening, { at: run.enteredAt, seq: run.entry.seq })) return undefined;
  const scope = scopeOf(world, run);
  return settingsOf(run, "Goal").find(
    (goal) =>
      isOpen(run, goal, happening, scope) &&
      goal.triggers.some((trigger) => means(trigger, happening, scope)),
  );
}

type Goal = Extract<Setting, { kind: "Goal" }>;

function isOpen(run: Run, goal: Goal, { at }: Happening, scope: Scope): boolean {
  if (goal.within === undefined) return run.state === "alive";
  const span = worth(goal.within, scope);
  return isSpan(span) && at < moved(run.enteredAt, span, scope.zone);
}

/** Notes the match of an open wait, if it is better than the one that nobody has gone on by yet. */
export function matchWait(world: World, run: Run, happening: Happening): void {
  const { rest } = run;
  if (run.state !== "alive" || rest?.kind !== "wait") return;
  const match = matchOf(world, run, happening);
  if (match === undefined || (rest.match !== null && !isBefore(match, rest.match))) return;
  rest.match = match;
  run.due = world.now;
}

const isBefore = (one: Match, other: Match): boolean =>
  one.at !== other.at ? one.at < other.at : one.arm !== other.arm ? one.arm < other.arm : one.seq < other.seq;

function matchOf(world: World, run: Run, happening: Happening): Match | undefined {
  const step = stepAt(run);
  const { rest } = run;
  if (rest?.kind !== "wait" || step?.kind !== "Wait") return undefined;
  if (!isBehind(happening, run.cursor) || (rest.until !== null && happening.at > rest.until))
    return undefined;
  const scope = scopeOf(world, run);
  const arms =
    step.arms?.map(({ triggers }) => triggers) ??
    (step.until?.kind === "trigger" ? [[step.until.trigger]] : []);
  const arm = arms.findIndex((triggers) =>
    triggers.some(
      (trigger) => counts(trigger, happening, run, rest, scope) && means(trigger, happening, scope),
    ),
  );
  return arm === -1 ? undefined : { at: happening.at, seq: happening.seq, arm };
}

/**
 * Whether what happened counts for a trigger of a wait: since the wait began, or since what it says, and never from before
 * the entry. An open counts from the sending.
 */
function counts(
  { act, since }: Trigger,
  { at, seq }: Happening,
  run: Run,
  rest: Extract<Run["rest"], { kind: "wait" }>,
  scope: Scope,
): boolean {
  if (since !== undefined) {
    const moment = momentOf(worth(since, scope), scope.zone);
    return moment !== null && at >= moment && at >= run.enteredAt;
  }
  const sent = act.verb === "open" ? run.sent.get(act.message?.text ?? "") : undefined;
  if (sent !== undefined) return at >= sent.at;
  return at > rest.from || (at === rest.from && seq > rest.fromSeq);
}

export function stepAt(run: Run) {
  const frame = run.stack.at(-1);
  return frame?.steps[frame.index];
}

function startBy(world: World, person: Person, name: string, happening: Happening): void {
  const journey = world.journeys.get(name);
  if (journey === undefined || happening.at <= world.activatedAt) return;
  const scope: Scope = { world, person, zone: zoneOf(world, person, journey), entry: happening };
  const starts = settingsOf({ journey }, "StartWhen").flatMap(triggersOf);
  if (starts.some((trigger) => means(trigger, happening, scope))) enter(world, person, journey, happening);
}
