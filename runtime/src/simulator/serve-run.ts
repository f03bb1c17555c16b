import { intervalOf, nextSlots, type SlotWish } from "../engine/pace.ts";
import type { Effect, Run } from "../engine/run.ts";
import { decide, type EffectOutcome, goOn, type Turn } from "../store/decide.ts";
import { argsOf } from "./arguments.ts";
import type { Memory } from "./memory.ts";
import { forget, onPerson } from "./on-person.ts";
import type { Person } from "./person.ts";
import { takeCode } from "./pools.ts";

/** Whether an attempt at a run has anything to do. */
export function isToBeServed({ inFlight }: Memory, run: Run): boolean {
  if (inFlight.has(run)) return false;
  return run.state === "alive" || run.effect?.state === "intent" || run.effect?.state === "retry";
}

/** Takes a run to its next suspension, as an attempt of a worker does. */
export function serveRun(memory: Memory, person: Person, run: Run): void {
  serveBefore(memory, person, run);
  begin(memory, person, run);
}

const FIRST: AttemptState = { epoch: null, outcome: null };

function begin(memory: Memory, person: Person, run: Run): void {
  if (!isToBeServed(memory, run)) return;
  const dies = memory.dies();
  if (dies) die(memory, person, run);
  attempt(memory, person, run, FIRST);
  if (dies && isToBeServed(memory, run)) attempt(memory, person, run, FIRST);
}

/** Of several runs of a contact that are due at once the one goes first that was due first, then by journey and key. */
function serveBefore(memory: Memory, person: Person, run: Run): void {
  if (person.runs.length < 2) return;
  const isDue = (one: Run): boolean =>
    one === run || ((one.dueAt ?? Infinity) <= memory.now && isAlive(memory, one));
  while (run.state === "alive") {
    const first = person.runs
      .filter(isDue)
      .reduce((one, other) => (goesFirst(other, one) ? other : one), run);
    if (first === run) return;
    begin(memory, person, first);
  }
}

const isAlive = (memory: Memory, run: Run): boolean => run.state === "alive" && isToBeServed(memory, run);

function goesFirst(one: Run, other: Run): boolean {
  const [due, otherDue] = [one.dueAt ?? Infinity, other.dueAt ?? Infinity];
  if (due !== otherDue) return due < otherDue;
  return one.journey === other.journey ? one.key < other.key : one.journey < other.journey;
}

/** An attempt of which nothing is kept. The one behind it is made again when its work is done: nobody was told of that. */
function die(memory: Memory, person: Person, run: Run): void {
  forget(memory, person, run, ({ draft }, copy) => {
    decide({ draft, realNow: memory.now, factor: 1 }, { runId: copy.id, ...FIRST, isLate: false });
  });
}

/** Goes on with the attempt whose call was not answered within its time. */
export function endCall(
  memory: Memory,
  { person, run, epoch, outcome }: Extract<Parameters<Memory["agenda"]["note"]>[1], { kind: "call" }>,
): void {
  memory.inFlight.delete(run);
  attempt(memory, person, run, { epoch, outcome });
}

interface AttemptState {
  /** Taken in the first decision, required in all others. */
  readonly epoch: number | null;
  readonly outcome: EffectOutcome | null;
}

function attempt(memory: Memory, person: Person, run: Run, begun: AttemptState): void {
  let state = begun;
  memory.slot = null;
  for (;;) {
    const { turn, epoch } = takeTurn(memory, person, run, state);
    state = { epoch, outcome: null };
    switch (turn.kind) {
      case "done":
      case "held":
        return;
      case "sleep":
        noteLease(memory, person, turn);
        return;
      case "continue":
      case "superseded":
        state = { epoch: null, outcome: null };
        break;
      case "slot":
        memory.slot = { ...placeOf(run), at: reserve(memory, turn.wish) };
        break;
      case "call": {
        memory.slot = null;
        const outcome = call(memory, person, run);
        if (outcome.result.kind === "unknown" && memory.callLimit > 0) {
          memory.inFlight.add(run);
          memory.agenda.note(memory.now + memory.callLimit, { kind: "call", person, run, epoch, outcome });
          return;
        }
        state = { epoch, outcome };
        break;
      }
      default:
        turn satisfies never;
    }
  }
}

function takeTurn(memory: Memory, person: Person, run: Run, { epoch, outcome }: AttemptState) {
  return onPerson(
    memory,
    person,
    (loaded) => {
      const decided = decide(loaded, { runId: run.id, epoch, outcome, isLate: false });
      let { turn } = decided;
      while (turn.kind === "code") {
        loaded.draft.codes.set(run, takeCode(memory, turn.coupon));
        turn = goOn(loaded, run);
      }
      return { turn, epoch: decided.epoch };
    },
    run,
  );
}

/** A run that has ended has no due moment of its own: it is looked at once its call is over. */
function noteLease({ agenda, now }: Memory, person: Person, turn: Extract<Turn, { kind: "sleep" }>): void {
  const { run, until } = turn;
  if (run.state === "alive" || !("realMs" in until)) return;
  const at = now + until.realMs;
  agenda.note(at, { kind: "run", person, run, at });
}

function placeOf(run: Run) {
  const step = run.step ?? "";
  return { step, visit: run.visits[step] ?? 0 };
}

/** The next slot of a provider's line, for good. */
function reserve({ published, lines, now }: Memory, { channel, line, before }: SlotWish): number | null {
  const rate = published.project.rates?.[channel];
  if (rate === undefined) throw new Error(`the channel ${channel} has no rate`);
  const { slots, tat } = nextSlots({ tat: lines.get(line) ?? 0, now, interval: intervalOf(rate) }, [before]);
  lines.set(line, tat);
  return slots[0] ?? null;
}

function call({ now, answer }: Memory, person: Person, run: Run): EffectOutcome {
  const effect = run.effect;
  if (effect === null) throw new Error(`run ${run.id} calls without an effect`);
  return { step: effect.step, visit: effect.visit, result: answer(callOf(now, person, run, effect)) };
}

function callOf(at: number, person: Person, run: Run, effect: Effect) {
  const { step, visit, attempt: nth, name, request } = effect;
  const { id, journey } = run;
  const args = argsOf(request);
  return { at, contact: person.state.id, journey, run: id, step, visit, attempt: nth, name, args, request };
}
