import { Temporal } from "temporal-polyfill";
import type { Millis } from "../engine/facts.ts";
import type { HeldBy } from "../engine/hold.ts";
import type { Place } from "./history.ts";
import { type Counts, hourBegins, minuteBegins, type Outcomes, SEPARATOR } from "./tally.ts";

/** What came of a simulation, in the shape of contracts.md; moments are RFC 3339 in the project's zone. */
export interface SimulationReport {
  readonly version: 1;
  /** The one that was asked for; `null` for all of the project. */
  readonly journey: string | null;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly contacts: number;
  /** Sign-ups, events and orders that were told of a time before `from`: they let nobody in. */
  readonly past: number;
  readonly runs: number;
  /** What ties people to each other. */
  readonly shared: readonly string[];
  /** Whether they were played together for its sake; else each was played alone. */
  readonly together: boolean;
  readonly outcomes: Outcomes;
  readonly journeys: readonly ({ readonly journey: string; readonly runs: number } & Outcomes)[];
  /** `start`, `end` and `exit` are no steps. */
  readonly edges: readonly {
    readonly journey: string;
    readonly from: string;
    readonly to: string;
    readonly count: number;
  }[];
  readonly messages: readonly {
    readonly day: string;
    readonly journey: string;
    readonly message: string;
    readonly channel: string;
    readonly count: number;
  }[];
  readonly hours: readonly { readonly at: string; readonly count: number }[];
  readonly peaks: readonly Peak[];
  readonly held: readonly {
    readonly by: HeldBy;
    readonly times: number;
    readonly people: number;
    /** Between a hold and the moment at which it was to end. */
    readonly meanHours: number;
  }[];
  readonly unsent: readonly {
    readonly journey: string;
    readonly message: string;
    readonly kind: string;
    readonly reason: string;
    readonly count: number;
  }[];
  readonly refused: readonly Reason[];
  readonly exits: readonly Reason[];
  readonly rejected: readonly Rejection[];
}

export interface Peak {
  readonly channel: string;
  readonly minute: { readonly at: string; readonly count: number };
}

interface Reason {
  readonly journey: string;
  readonly reason: string;
  readonly count: number;
}

export type Rejection = Place & { readonly reason: string };

export interface Circumstances
  extends Pick<
    SimulationReport,
    "journey" | "timeZone" | "contacts" | "past" | "shared" | "together" | "rejected"
  > {
  readonly from: Millis;
  readonly to: Millis;
}

/** Writes down what was counted, the largest numbers first where there is no other order. */
export function reportOf(counts: Counts, circumstances: Circumstances): SimulationReport {
  const { from, to, timeZone, ...rest } = circumstances;
  const shown = (at: Millis): string => momentIn(timeZone, at);
  const journeys = [...counts.outcomes]
    .map(([journey, outcomes]) => ({ journey, runs: runsOf(outcomes), ...outcomes }))
    .sort((one, other) => (one.journey < other.journey ? -1 : 1));
  return {
    version: 1,
    ...rest,
    from: shown(from),
    to: shown(to),
    timeZone,
    runs: journeys.reduce((sum, { runs }) => sum + runs, 0),
    outcomes: sumOf(journeys),
    journeys,
    edges: rows(counts.edges).map(([[journey = "", one = "", other = ""], count]) => ({
      journey,
      from: one,
      to: other,
      count,
    })),
    messages: messagesByDay(counts, timeZone),
    hours: [...counts.hours]
      .sort(([one], [other]) => one - other)
      .map(([hour, messages]) => ({ at: shown(hourBegins(hour)), count: total(messages) })),
    peaks: peaksOf(counts, shown),
    held: [...counts.held]
      .sort(([, one], [, other]) => other.people - one.people)
      .map(([by, { times, people, ms }]) => ({
        by,
        times,
        people,
        meanHours: Math.round(ms / times / 36_000) / 100,
      })),
    unsent: rows(counts.unsent).map(([[journey = "", message = "", kind = "", reason = ""], count]) => ({
      journey,
      message,
      kind,
      reason,
      count,
    })),
    refused: reasons(counts.refusals),
    exits: reasons(counts.exits),
  };
}

const runsOf = ({ finished, exited, active }: Outcomes): number => finished + exited + active;

function sumOf(all: readonly Outcomes[]): Outcomes {
  const sum = { finished: 0, exited: 0, goal: 0, active: 0 };
  for (const one of all) {
    sum.finished += one.finished;
    sum.exited += one.exited;
    sum.goal += one.goal;
    sum.active += one.active;
  }
  return sum;
}

/** Counts by the parts of their names, in the order of these. */
function rows(counts: ReadonlyMap<string, number>): readonly (readonly [readonly string[], number])[] {
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => [name.split(SEPARATOR), count]);
}

function reasons(counts: ReadonlyMap<string, number>): readonly Reason[] {
  return rows(counts)
    .map(([[journey = "", reason = ""], count]) => ({ journey, reason, count }))
    .sort((one, other) => other.count - one.count);
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

function messagesByDay({ hours }: Counts, zone: string): SimulationReport["messages"] {
  const days = new Map<string, number>();
  for (const [hour, messages] of hours) {
    const day = momentIn(zone, hourBegins(hour)).slice(0, 10);
    for (const [name, count] of messages) {
      const key = `${day}${SEPARATOR}${name}`;
      days.set(key, (days.get(key) ?? 0) + count);
    }
  }
  return rows(days).map(([[day = "", journey = "", message = "", channel = ""], count]) => ({
    day,
    journey,
    message,
    channel,
    count,
  }));
}

/** Of each channel the minute with the most messages, the first of several. */
function peaksOf({ minutes }: Counts, shown: (at: Millis) => string): readonly Peak[] {
  return [...minutes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([channel, counts]) => {
      const [minute, count] = [...counts].reduce((most, one) =>
        one[1] > most[1] || (one[1] === most[1] && one[0] < most[0]) ? one : most,
      );
      return { channel, minute: { at: shown(minuteBegins(minute)), count } };
    });
}

/** RFC 3339 with the offset of the zone at that moment. */
function momentIn(zone: string, at: Millis): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone });
}
