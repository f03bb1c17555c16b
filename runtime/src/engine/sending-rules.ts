import type { MessageProgram, Program, SendLimit, SendWindow } from "@trajet/compiler/program";
import { type Draft, factsOf, type LoadedProgram, zoneOf } from "./draft.ts";
import { evaluate } from "./evaluate.ts";
import type { Millis } from "./facts.ts";
import type { NewHold } from "./hold.ts";
import type { Run } from "./run.ts";
import { limitInWords, limitsFor, sentByNow, type UsedUp, usedUp } from "./send-limits.ts";
import { type Hours, windowAt } from "./send-window.ts";
import { dueSince, hasTurn, turnUntil } from "./turns.ts";
import { isTagged, type Value, ValueError } from "./values.ts";

/** What the rules of sending say of a message at this moment. */
export type Verdict =
  | { readonly kind: "send" }
  /** Dropped, as the journey says. */
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "hold"; readonly hold: NewHold }
  /** It cannot be told whether it may leave. */
  | { readonly kind: "refuse"; readonly reason: string };

interface Subject {
  readonly draft: Draft;
  readonly run: Run;
  readonly program: Program;
  readonly message: MessageProgram;
}

const SEND: Verdict = { kind: "send" };

/**
 * Asks windows and limits whether a message may leave now. Transactional messages are bound by neither.
 *
 * @param again it was let through before and is tried once more: limits count it already
 */
export function askRules(
  draft: Draft,
  run: Run,
  { program }: LoadedProgram,
  message: MessageProgram,
  again = false,
): Verdict {
  if (message.kind === "transactional") return SEND;
  const subject = { draft, run, program, message };
  try {
    return whole(subject, again ? [] : limitsFor(program.sendLimits ?? [], message));
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { kind: "refuse", reason: error.message };
  }
}

function whole(subject: Subject, limits: readonly SendLimit[]): Verdict {
  const { draft, run, program } = subject;
  const over = usedUp(limits, run.journey, sentByNow(draft), draft.now, zoneOf(draft, program));
  const dropped = over.find(({ limit }) => limit.otherwise === "skip");
  if (dropped !== undefined) return { kind: "skip", reason: overLimit(dropped.limit) };
  const last = over.toSorted((one, other) => other.until - one.until)[0];
  const closed = closedAt(subject, last?.until ?? draft.now);
  // Hours that drop are asked when the message is due: what a limit holds meets them then.
  if (closed !== null && closed.window.otherwise === "hold") return holdUntilOpen(closed);
  if (closed !== null && last === undefined) return { kind: "skip", reason: outside(closed) };
  if (last !== undefined) return holdForLimit(last);
  return limits.length === 0 || hasTurn(draft, run) ? SEND : waitForTurn(subject);
}

const overLimit = (limit: SendLimit): string => `${limitInWords(limit)}: used up`;

function holdForLimit({ limit, until }: UsedUp): Verdict {
  return { kind: "hold", hold: { by: "limit", until, reason: overLimit(limit) } };
}

interface Closed {
  readonly window: SendWindow;
  readonly hours: Hours;
  readonly zone: string;
  readonly opens: Millis;
}

/** The journey's hours, if they are closed at a moment. */
function closedAt({ draft, run, program }: Subject, at: Millis): Closed | null {
  const { sendWindow: window } = program;
  if (window === undefined) return null;
  const facts = factsOf(draft, program, run);
  const ask = (time: SendWindow["from"]): string => timeOf(evaluate(time, program, facts));
  const hours = { from: ask(window.from), to: ask(window.to), days: window.days };
  const state = windowAt(hours, at, facts.zone);
  return state.open ? null : { window, hours, zone: facts.zone, opens: state.opens };
}

function timeOf(value: Value): string {
  if (isTagged(value) && value.type === "time") return value.time;
  throw new ValueError("the hours in which messages may leave have no value");
}

function holdUntilOpen(closed: Closed): Verdict {
  return { kind: "hold", hold: { by: "window", until: closed.opens, reason: outside(closed) } };
}

const outside = ({ hours, zone }: Closed): string =>
  `messages leave between ${shown(hours.from)} and ${shown(hours.to)}${onDays(hours.days)} (${zone})`;

const shown = (time: string): string => time.replace(/^0(?=\d:)/, "");

const DAYS = ["", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

function onDays(days: readonly number[]): string {
  if (days.length === 7) return "";
  const all = days.join("");
  if (all === "12345") return " on weekdays";
  if (all === "67") return " on weekends";
  return ` on ${days.map((day) => DAYS[day]).join(", ")}`;
}

function waitForTurn({ draft, run }: Subject): Verdict {
  const reason = "another run of the contact was due before it";
  return {
    kind: "hold",
    hold: { by: "turn", since: dueSince(run), until: turnUntil(draft, run), reason },
  };
}
