import type { StepId } from "@trajet/compiler/program";
import type { Millis } from "../engine/facts.ts";
import type { HeldBy } from "../engine/hold.ts";
import type { Run } from "../engine/run.ts";
import type { SimulatedEntry, SimulatedRun } from "../simulator/virtual-host.ts";

/** What is counted of all that people go through; it grows with the length of the time, and not with the people. */
export interface Tally {
  readonly onEntry: (entry: SimulatedEntry) => void;
  readonly onMove: (run: Run, to: StepId | null) => void;
  /** Counts what became of runs, at the end of what was played. */
  readonly count: (runs: readonly SimulatedRun[]) => void;
  /** Nothing more is told of the people who were told of so far. */
  readonly forget: () => void;
  readonly counts: Counts;
}

/** By the names of journeys and what else is counted, a line for each. */
export interface Counts {
  /** Journey, step, step. */
  readonly edges: ReadonlyMap<string, number>;
  /** Hour since 1970, then journey, message and channel. */
  readonly hours: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** Messages of a minute since 1970, by channel. */
  readonly minutes: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly held: ReadonlyMap<HeldBy, Held>;
  /** Journey and reason. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Journey, message, kind (`refused`, `skipped`, `failed`) and reason. */
  readonly unsent: ReadonlyMap<string, number>;
  readonly exits: ReadonlyMap<string, number>;
  readonly outcomes: ReadonlyMap<string, Outcomes>;
}

export interface Held {
  times: number;
  people: number;
  /** How long they were held, where the end was known at once. */
  ms: number;
}

export interface Outcomes {
  finished: number;
  exited: number;
  /** Runs that reached a goal, whatever else became of them. */
  goal: number;
  active: number;
}

/** Between the parts of a name. */
export const SEPARATOR = "\n";
const named = (...parts: readonly unknown[]): string => parts.join(SEPARATOR);
export const START = "start";
export const END = "end";
export const EXIT = "exit";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export function createTally(): Tally {
  const edges = new Map<string, Map<string, Map<string, number>>>();
  const hours = new Map<number, Map<string, number>>();
  const minutes = new Map<string, Map<number, number>>();
  const held = new Map<HeldBy, Held>();
  const heldNow = new Map<HeldBy, Set<string>>();
  const refusals = new Map<string, number>();
  const unsent = new Map<string, number>();
  const exits = new Map<string, number>();
  const outcomes = new Map<string, Outcomes>();

  const edgesFrom = (journey: string, from: string) => inner(inner(edges, journey), from);
  const sent = ({ at, journey, data }: SimulatedEntry): void => {
    const channel = String(data.channel);
    add(inner(hours, Math.floor(at / HOUR_MS)), named(journey, data.name, channel));
    add(inner(minutes, channel), Math.floor(at / MINUTE_MS));
  };
  const hold = ({ at, contact, data }: SimulatedEntry): void => {
    // A line about a call that is to be tried again names no cause: it is the provider.
    const by = (data.by ?? "provider") as HeldBy;
    const all = held.get(by) ?? { times: 0, people: 0, ms: 0 };
    held.set(by, all);
    all.times += 1;
    if (typeof data.until === "string") all.ms += Date.parse(data.until) - at;
    const people = heldNow.get(by) ?? new Set();
    heldNow.set(by, people);
    if (people.has(contact)) return;
    people.add(contact);
    all.people += 1;
  };
  return {
    onEntry(entry) {
      const { kind, journey, run, data } = entry;
      switch (kind) {
        case "sent":
          sent(entry);
          return;
        case "held":
          hold(entry);
          return;
        case "entered":
          add(edgesFrom(journey, START), String(data.start));
          return;
        case "exited":
          add(edgesFrom(journey, entry.step ?? START), EXIT);
          add(exits, named(journey, withoutMoments(data.reason)));
          return;
        case "refused":
        case "skipped":
        case "failed":
          if (run === "") add(refusals, named(journey, withoutMoments(data.reason)));
          else add(unsent, named(journey, data.name, kind, withoutMoments(data.reason)));
          return;
        default:
          return;
      }
    },
    onMove: ({ journey, step }, to) => add(edgesFrom(journey, step ?? ""), to ?? END),
    count(runs) {
      for (const run of runs) countRun(outcomes, run);
    },
    forget() {
      for (const people of heldNow.values()) people.clear();
    },
    counts: {
      get edges() {
        return flat(edges);
      },
      hours,
      minutes,
      held,
      refusals,
      unsent,
      exits,
      outcomes,
    },
  };
}

function countRun(outcomes: Map<string, Outcomes>, { journey, state, convertedAt }: SimulatedRun): void {
  const counts = outcomes.get(journey) ?? { finished: 0, exited: 0, goal: 0, active: 0 };
  outcomes.set(journey, counts);
  counts[state === "alive" ? "active" : state] += 1;
  if (convertedAt !== null) counts.goal += 1;
}

/** A reason that names a moment would be another one for each person. */
const withoutMoments = (reason: unknown): string =>
  String(reason ?? "").replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…");

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The names of edges are put together once for all: that would take as long as the counting. */
function flat(edges: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>) {
  const all = new Map<string, number>();
  for (const [journey, froms] of edges)
    for (const [from, tos] of froms) for (const [to, count] of tos) all.set(named(journey, from, to), count);
  return all;
}

function inner<Key, Name, Value>(all: Map<Key, Map<Name, Value>>, key: Key): Map<Name, Value> {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = new Map<Name, Value>();
  all.set(key, made);
  return made;
}

/** The moment at which an hour, or a minute, of the tally begins. */
export const hourBegins = (hour: number): Millis => hour * HOUR_MS;
export const minuteBegins = (minute: number): Millis => minute * MINUTE_MS;
