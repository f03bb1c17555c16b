import type { DurationOf, Goal, Program, Trigger } from "@trajet/compiler/program";
import { inputKey } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { type Draft, factsOf, type LoadedProgram, note } from "./draft.ts";
import { durationIn } from "./durations.ts";
import { endRun } from "./ending.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Millis, PastEvent } from "./facts.ts";
import type { Run } from "./run.ts";
import { matchTrigger } from "./triggers.ts";
import { type Seen, witnessed } from "./witness.ts";
import { addDuration } from "./zoned.ts";

/** Sets down until when the goals of a run that begins are open after its end. */
export function openGoals(draft: Draft, run: Run, loaded: LoadedProgram): void {
  const ends = goalsOf(loaded).map((goal) => closesAt(draft, run, loaded, goal) ?? 0);
  const last = Math.max(0, ...ends);
  run.goalUntil = last > 0 ? last : null;
}

/** Whether a run can still reach a goal by what happened at a moment. */
export const hasOpenGoal = (run: Run, at: Millis): boolean =>
  run.state === "alive" || (run.goalUntil !== null && at < run.goalUntil);

/**
 * Tests an event against the goals of a run, one of which may end it. Each is reached once a run; of several runs for which
 * the event counts, the one that was entered last reaches it, or has before.
 */
export function offerToGoals(draft: Draft, run: Run, loaded: LoadedProgram, event: PastEvent): void {
  for (const watcher of loaded.program.watch[event.key] ?? []) {
    if (watcher.kind !== "goal") continue;
    const goal = goalsOf(loaded)[watcher.index];
    const trigger = goal?.triggers[watcher.trigger];
    if (goal === undefined || trigger === undefined || Object.hasOwn(run.remembered.goals, goal.id)) continue;
    const said = counts(draft, run, loaded, goal, trigger, event);
    if (said === null || isOfLaterRun(draft, run, goal, event)) continue;
    reach(draft, run, goal, event, said);
  }
}

/**
 * What has happened since a start that is heard of late, and would have reached a goal, by its time. What has reached the
 * goal of another run of the journey stays that one's.
 */
export function goalsReachedSince(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
): readonly { readonly at: Millis; readonly reach: () => void }[] {
  return goalsOf(loaded).flatMap((goal) => {
    const used = new Set(
      draft.runs.flatMap(({ journey, remembered }) =>
        journey === run.journey ? (remembered.goals[goal.id] ?? []) : [],
      ),
    );
    return goal.triggers.flatMap((trigger) =>
      (draft.history.get(inputKey(trigger)) ?? [])
        .filter((event) => event.at > run.enteredAt && !used.has(event.id))
        .flatMap((event) => {
          if (counts(draft, run, loaded, goal, trigger, event) === null) return [];
          return [{ at: event.at, reach: () => offerToGoals(draft, run, loaded, event) }];
        }),
    );
  });
}

const goalsOf = ({ program }: LoadedProgram): readonly Goal[] => program.goals ?? [];

/** When its window ends; `null` for a goal that is open as long as the run lives. Of an unknown length it is closed. */
function closesAt(draft: Draft, run: Run, loaded: LoadedProgram, { within }: Goal): Millis | null {
  if (within === null) return null;
  const compute = () => windowEnd(run, within, loaded.program, factsOf(draft, loaded.program, run));
  return asked(draft, aboutRun(run), compute, null) ?? run.enteredAt;
}

/**
 * When a window that begins with a run ends; `null` where its length is not known.
 *
 * @throws ValueError, or RangeError for what no calendar has
 */
export function windowEnd(
  { enteredAt }: Pick<Run, "enteredAt">,
  within: DurationOf,
  program: Program,
  facts: Facts,
): Millis | null {
  const length = durationIn(within, (expr) => evaluate(expr, program, facts));
  return length && addDuration(enteredAt, length, facts.zone);
}

/** What was read to find that an event is the goal's, in time; `null` where it is not. */
function counts(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  goal: Goal,
  trigger: Trigger,
  event: PastEvent,
): { readonly saw?: Seen } | null {
  if (event.at < run.enteredAt) return null;
  const until = closesAt(draft, run, loaded, goal);
  if (until === null ? run.state !== "alive" : event.at >= until) return null;
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const matches = () => matchTrigger(trigger, event, loaded.program, facts) !== null;
  return asked(draft, aboutRun(run), matches, false) ? said() : null;
}

/** Whether a run of the same journey that was entered later may take an event for the same goal. */
function isOfLaterRun(draft: Draft, run: Run, { id }: Goal, event: PastEvent): boolean {
  const later = draft.runs.slice(draft.runs.indexOf(run) + 1);
  return later.some((other) => {
    if (other.journey !== run.journey || other.enteredAt < run.enteredAt) return false;
    const loaded = draft.ports.program(other.program);
    const goal = goalsOf(loaded).find((one) => one.id === id);
    const triggers = goal?.triggers.filter((trigger) => inputKey(trigger) === event.key) ?? [];
    return triggers.some(
      (trigger) => goal !== undefined && counts(draft, other, loaded, goal, trigger, event) !== null,
    );
  });
}

/** The conversion is at the event's time; a run that decided something later already ends after that. */
function reach(draft: Draft, run: Run, goal: Goal, event: PastEvent, said: { readonly saw?: Seen }): void {
  run.remembered.goals[goal.id] = event.id;
  run.convertedAt ??= event.at;
  // A start that is heard of later looks back, and has to see whose the event is, though this run may have ended by then.
  run.goalUntil = Math.max(run.goalUntil ?? event.at, event.at);
  draft.changed.runs.add(run);
  const late = event.at < run.at;
  const data = { goal: goal.name, rule: goal.id, ...(late && { late }) };
  note(draft, run, "converted", { ...data, ...said }, event.at);
  if (!goal.thenExit || run.state !== "alive") return;
  endRun(draft, run, "exited", late ? run.at : event.at, { ...data, reason: "goal" });
}
