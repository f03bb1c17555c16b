import type { LimitUnit, MessageProgram, SendLimit } from "@trajet/compiler/program";
import { addDuration } from "./calendar.ts";
import type { Draft } from "./draft.ts";
import type { Millis } from "./facts.ts";
import { channelOf } from "./request.ts";
import type { Effect, Run } from "./run.ts";

/** A marketing message that a contact got, or that is on its way: what limits count. */
export interface SentMessage {
  readonly run: string;
  readonly step: string;
  readonly visit: number;
  readonly journey: string;
  readonly channel: string;
  readonly labels: readonly string[];
  readonly state: Effect["state"];
  readonly at: Millis;
}

/** A limit that is used up, and the moment from which one more message fits it. */
export interface UsedUp {
  readonly limit: SendLimit;
  readonly until: Millis;
}

/** The limits among those of a journey that hold for a message of it. Transactional messages have none. */
export function limitsFor(
  limits: readonly SendLimit[],
  message: Pick<MessageProgram, "kind" | "labels" | "channel">,
): readonly SendLimit[] {
  return message.kind === "transactional" ? [] : limits.filter((limit) => isOf(limit, message));
}

function isOf({ of }: SendLimit, message: Pick<MessageProgram, "labels" | "channel">): boolean {
  switch (of.of) {
    case "journey":
      return true;
    case "label":
      return message.labels.includes(of.label);
    case "project":
      return of.channel === null || of.channel === message.channel;
    default:
      return of satisfies never;
  }
}

/**
 * The limits that another message of the journey would break now. Intended, sent and unknown messages count alike
 * (rule 7): one that may have left has, as far as its reader is concerned.
 */
export function usedUp(
  limits: readonly SendLimit[],
  journey: string,
  sent: readonly SentMessage[],
  now: Millis,
  zone: string,
): readonly UsedUp[] {
  return limits.flatMap((limit) => {
    const ends = sent
      .filter((one) => counts(limit, journey, one))
      .map(({ at }) => addDuration(at, { [UNITS[limit.per]]: 1 }, zone))
      .filter((end) => end > now)
      .sort((one, other) => one - other);
    // As many have to have left the period that one more fits.
    const until = ends[ends.length - limit.messages];
    return until === undefined ? [] : [{ limit, until }];
  });
}

function counts(limit: SendLimit, journey: string, one: SentMessage): boolean {
  return one.state !== "refused" && (limit.of.of === "journey" ? one.journey === journey : isOf(limit, one));
}

const UNITS = {
  second: "seconds",
  minute: "minutes",
  hour: "hours",
  day: "days",
  week: "weeks",
  month: "months",
  year: "years",
} as const satisfies Record<LimitUnit, string>;

/** As it reads in the source: `limit 2 messages per week across "promotional"`. */
export function limitInWords({ messages, per, of }: SendLimit): string {
  const most = `limit ${messages} ${messages === 1 ? "message" : "messages"} per ${per}`;
  switch (of.of) {
    case "journey":
      return most;
    case "label":
      return `${most} across "${of.label}"`;
    case "project":
      return `${most} of the project${of.channel === null ? "" : `, by ${of.channel}`}`;
    default:
      return of satisfies never;
  }
}

/** The contact's messages with what this draft has changed about them. */
export function sentByNow(draft: Draft): readonly SentMessage[] {
  const changed = new Map<string, SentMessage>();
  for (const [effect, run] of draft.changed.effects) {
    if (effect.marketing) changed.set(nameOf(run.id, effect), messageOf(draft, run, effect));
  }
  const rest = draft.sent.filter((one) => !changed.has(nameOf(one.run, one)));
  return [...rest, ...changed.values()];
}

const nameOf = (run: string, { step, visit }: { readonly step: string; readonly visit: number }): string =>
  `${run}/${step}/${visit}`;

function messageOf(draft: Draft, run: Run, effect: Effect): SentMessage {
  const { step, visit, labels, state } = effect;
  return {
    run: run.id,
    step,
    visit,
    journey: run.journey,
    channel: channelOf(effect.request),
    labels,
    state,
    at: draft.now,
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Never shorter than the unit by any calendar: what is read too much is left out when it is counted. */
const LONGEST_MS: Readonly<Record<SendLimit["per"], Millis>> = {
  second: 1_000,
  minute: 60_000,
  hour: DAY_MS,
  day: 2 * DAY_MS,
  week: 8 * DAY_MS,
  month: 32 * DAY_MS,
  year: 367 * DAY_MS,
};

/** How far back the longest of the limits counts, never too short by any calendar; 0 without limits. */
export const longestPeriod = (limits: readonly SendLimit[]): Millis =>
  Math.max(0, ...limits.map(({ per }) => LONGEST_MS[per]));
