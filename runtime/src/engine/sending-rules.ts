import type { MessageProgram, Program, SendLimit, SendWindow } from "@trajet/compiler/program";
import { type Draft, factsOf, type LoadedProgram, zoneOf } from "./draft.ts";
import { evaluate } from "./evaluate.ts";
import type { Millis } from "./facts.ts";
import type { NewHold } from "./hold.ts";
import { lineOf, type SlotWish } from "./pace.ts";
import { tooOld } from "./pause.ts";
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
  /** It needs a slot of the provider before it may leave. */
  | SlotWish
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
 * Asks the end of a pause, windows, limits and the provider's rate whether a message may leave now. Transactional messages
 * are bound by the first and the last alone.
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
  const subject = { draft, run, program, message };
  const late = tooOld(draft, run);
  if (late !== null) return { kind: "skip", reason: late };
  if (message.kind === "transactional") return askProvider(subject, null);
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
  const at = last?.until ?? draft.now;
  const opening = openingOf(subject);
  const state = opening === null ? null : windowAt(opening.hours, at, opening.zone);
  // Hours that drop are asked when the message is due: what a limit holds meets them then.
  if (opening !== null && state?.open === false && (last === undefined || !opening.skips)) {
    return outOfHours(opening, state.opens, outside(opening));
  }
  if (last !== undefined) return holdForLimit(last);
  if (limits.length > 0 && !hasTurn(draft, run)) return waitForTurn(subject);
  return askProvider(
    subject,
    state?.open === true && opening !== null ? { ...opening, closes: state.closes } : null,
  );
}

/** Last of all, so that no slot is taken for a message that may not leave. */
function askProvider(
  { draft, run, message }: Subject,
  opening: (Opening & { readonly closes: Millis }) | null,
): Verdict {
  const { channel, kind } = message;
  const slot = draft.ports.slot(run, channel, draft.now);
  switch (slot) {
    case "free":
      return SEND;
    case "wanted":
      return { kind: "slot", channel, line: lineOf(channel, kind), before: opening?.closes ?? null };
    case "none":
      return opening === null ? SEND : tooSlow(opening, channel);
    default:
      return slot <= draft.now ? SEND : untilSlot(slot, channel);
  }
}

function untilSlot(slot: Millis, channel: string): Verdict {
  const reason = `it waits for its turn: ${channel} has a rate`;
  return { kind: "hold", hold: { by: "rate", until: slot, reason } };
}

/** More came due than the provider takes before the hours end. */
function tooSlow(opening: Opening & { readonly closes: Millis }, channel: string): Verdict {
  const state = windowAt(opening.hours, opening.closes, opening.zone);
  const reason = `${channel} has a rate, and no turn is left before the hours end: ${outside(opening)}`;
  return outOfHours(opening, state.open ? opening.closes : state.opens, reason);
}

const overLimit = (limit: SendLimit): string => `${limitInWords(limit)}: used up`;

function holdForLimit({ limit, until }: UsedUp): Verdict {
  return { kind: "hold", hold: { by: "limit", until, reason: overLimit(limit) } };
}

/** The hours of a journey, for one contact. */
interface Opening {
  readonly hours: Hours;
  readonly zone: string;
  readonly skips: boolean;
}

function openingOf({ draft, run, program }: Subject): Opening | null {
  const { sendWindow: window } = program;
  if (window === undefined) return null;
  const facts = factsOf(draft, program, run);
  const ask = (time: SendWindow["from"]): string => timeOf(evaluate(time, program, facts));
  const hours = { from: ask(window.from), to: ask(window.to), days: window.days };
  return { hours, zone: facts.zone, skips: window.otherwise === "skip" };
}

function timeOf(value: Value): string {
  if (isTagged(value) && value.type === "time") return value.time;
  throw new ValueError("the hours in which messages may leave have no value");
}

function outOfHours({ skips }: Opening, opens: Millis, reason: string): Verdict {
  return skips ? { kind: "skip", reason } : { kind: "hold", hold: { by: "window", until: opens, reason } };
}

const outside = ({ hours, zone }: Opening): string =>
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
