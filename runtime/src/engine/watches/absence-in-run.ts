import { inputKey, type Trigger } from "@trajet/compiler/program";
import { absenceName, keptOf } from "@trajet/compiler/program/absence";
import { aboutRun, asked } from "../asked.ts";
import { type Draft, factsOf, type LoadedProgram, record } from "../draft.ts";
import type { Facts, Millis } from "../facts.ts";
import { sendingKey } from "../families.ts";
import { hasOpenGoal } from "../goals.ts";
import type { Run } from "../run.ts";
import { matchTrigger } from "../triggers.ts";
import { addDuration } from "../zoned.ts";
import { createdAt } from "./absence.ts";
import { lengthOf } from "./length.ts";
import { hasAbsencesInRun, isAbsenceInRun } from "./of-run.ts";

/** That something did not happen for a time, as one run sees it. */
interface AbsenceInRun {
  readonly run: Run;
  readonly loaded: LoadedProgram;
  readonly trigger: Trigger;
  /** When its time is over. */
  readonly due: Millis;
}

/** The first one by a moment that nobody has told yet, of all runs or of one. */
export function nextInRuns(draft: Draft, until: Millis, only?: Run): AbsenceInRun | null {
  const found = untold(draft, only);
  return found.length === 0 ? null : earliest(found.filter(({ due }) => due <= until));
}

/** When the next one is due behind a moment, unless it is done before. */
export function dueInRuns(draft: Draft, after: Millis): Millis | null {
  return earliest(untold(draft).filter(({ due }) => due > after))?.due ?? null;
}

/** Lets it happen: an event of the contact at its own time, which no other run takes for its own. */
export function tellInRun(draft: Draft, { run, loaded, trigger, due }: AbsenceInRun): void {
  const absence = absenceName(trigger, loaded.program.timezone);
  const id = `absence/${run.id}/${absence}/${due}`;
  const body = { absence, run: run.id };
  record(draft, { id, key: inputKey(trigger), at: due, body, cause: null, depth: 0 });
}

function earliest(found: readonly AbsenceInRun[]): AbsenceInRun | null {
  return found.reduce<AbsenceInRun | null>(
    (first, one) => (first === null || one.due < first.due ? one : first),
    null,
  );
}

function untold(draft: Draft, only?: Run): readonly AbsenceInRun[] {
  const asking = draft.runs.filter(
    (run) =>
      (only === undefined || run === only) && hasAbsencesInRun(draft.ports.program(run.program).program),
  );
  return asking.length === 0 ? NONE : asking.flatMap((run) => untoldOf(draft, run));
}

const NONE: readonly AbsenceInRun[] = [];

function untoldOf(draft: Draft, run: Run): readonly AbsenceInRun[] {
  const loaded = draft.ports.program(run.program);
  return watchedBy(run, loaded).flatMap(({ trigger, from }) =>
    duesOf(draft, run, loaded, trigger)
      .filter((due) => due > from && hasOpenGoal(run, due))
      .map((due) => ({ run, loaded, trigger, due })),
  );
}

/** What a run asks about, and since when: its exits and goals since its entry, what it waits for since the wait. */
function watchedBy(
  run: Run,
  { program }: LoadedProgram,
): readonly { readonly trigger: Trigger; readonly from: Millis }[] {
  const { wait } = run;
  const step = wait === null ? undefined : program.steps[wait.step];
  const arms = step?.kind === "wait" && run.state === "alive" ? step.arms : [];
  const exits = run.state === "alive" ? program.exits.flatMap(({ when }) => when ?? []) : [];
  const goals = (program.goals ?? []).flatMap(({ triggers }) => triggers);
  const countsBefore = ({ sinceEntry, since }: Trigger) => sinceEntry === true || since !== undefined;
  return [
    ...[...exits, ...goals].map((trigger) => ({ trigger, from: run.enteredAt })),
    ...arms
      .flatMap(({ triggers }) => triggers)
      .map((trigger) => ({
        trigger,
        from: wait === null || countsBefore(trigger) ? run.enteredAt : wait.from,
      })),
  ].filter(({ trigger }) => isAbsenceInRun(trigger));
}

/** A time in which it is not done: since it was done last, until it is done. */
interface Stretch {
  readonly begin: Millis;
  readonly end: Millis | null;
}

/** When the time of each stretch is over, of those that nobody has told of. At one instant that comes before it is done. */
function duesOf(draft: Draft, run: Run, loaded: LoadedProgram, written: Trigger): readonly Millis[] {
  const { absentFor, ...act } = keptOf(written);
  if (absentFor === undefined) return [];
  const facts = factsOf(draft, loaded.program, run);
  const name = absenceName(written, loaded.program.timezone);
  const told = facts
    .history(inputKey(written))
    .filter(({ body }) => body.run === run.id && body.absence === name)
    .map(({ at }) => at);
  const find = () => {
    const length = lengthOf(absentFor, loaded.program, facts);
    if (length === null) return [];
    return stretches(act, loaded, facts).flatMap(({ begin, end }) => {
      const due = addDuration(begin, length, facts.zone);
      const isOver = end === null || due <= end;
      return isOver && !told.some((at) => at > begin && at <= due) ? [due] : [];
    });
  };
  return asked(draft, aboutRun(run), find, []);
}

function stretches(act: Trigger, loaded: LoadedProgram, facts: Facts): readonly Stretch[] {
  const done = facts
    .history(inputKey(act))
    .filter((event) => matchTrigger(act, event, loaded.program, facts) !== null)
    .map(({ at }) => at);
  const ends = [...done, null];
  if (act.on === "opens" || act.on === "clicks") return unanswered(act, facts, ends);
  const begins = [createdAt(facts), ...done];
  return ends.flatMap((end, index) => {
    const begin = begins[index] ?? null;
    return begin === null ? [] : [{ begin, end }];
  });
}

/** Of a message they begin with the first sending that is not answered yet, or with the run's latest. */
function unanswered(
  { message, sending }: Extract<Trigger, { on: "opens" | "clicks" }>,
  { history, sendings = {} }: Facts,
  answers: readonly (Millis | null)[],
): readonly Stretch[] {
  const sent = history(sendingKey(message)).filter(({ id }) => sending === "any" || id === sendings[message]);
  return answers.flatMap((end, index) => {
    const before = index === 0 ? null : (answers[index - 1] ?? null);
    const first = sent.find(({ at }) => (before === null || at > before) && (end === null || at <= end));
    return first === undefined ? [] : [{ begin: first.at, end }];
  });
}
