import type { CompiledProject } from "@trajet/compiler";
import {
  createTally,
  type PersonHistory,
  type Published,
  play,
  publish,
  type Rejection,
  reportOf,
  type SimulatedEntry,
  type SimulationReport,
  sharedBetweenPeople,
  type Tally,
} from "../runtime.ts";
import { createDifferences, type Differences } from "./differences.ts";
import type { Source } from "./source.ts";

export interface SimulateOptions {
  readonly compiled: CompiledProject;
  /** The one that is asked about; all of the project unless said. */
  readonly journey?: string;
  readonly source: Source;
  readonly from: number;
  readonly to: number;
  /** Plays each person alone, whatever ties them to each other. */
  readonly apart: boolean;
  /** Another text of the project, with which each person's trace is compared. */
  readonly against?: { readonly revision: string; readonly compiled: CompiledProject };
  /** Is told the trace of each person, once it is whole. */
  readonly onTrace?: (contact: string, entries: readonly SimulatedEntry[]) => void;
  /** Is told how many people were played. */
  readonly onProgress?: (people: number) => void;
}

/** What came of a simulation, and of the one of another text of the project where that was asked for. */
export type Simulated = SimulationReport & {
  readonly against?: { readonly revision: string; readonly report: SimulationReport } & Differences;
};

/** Plays people against the project. Each alone where nothing ties them, so that memory does not grow with their number. */
export function simulate(options: SimulateOptions): Simulated {
  const { source, against, onTrace } = options;
  const now = sideOf(options.compiled, options);
  const before = against && sideOf(against.compiled, options);
  const isTogether = !options.apart && now.shared.length + (before?.shared.length ?? 0) > 0;
  const differences = createDifferences();
  const keepsTraces = onTrace !== undefined || before !== undefined;
  let [contacts, past] = [0, 0];
  for (const people of isTogether ? [[...source.people()]] : each(source.people())) {
    const traces = playOn(now, people, options, source.rejected, keepsTraces);
    // What cannot be taken in is told once.
    const others = before && playOn(before, people, options, [], true);
    for (const { contact } of people) {
      const trace = traces.get(contact.id) ?? [];
      onTrace?.(contact.id, trace);
      if (others !== undefined) differences.compare(contact.id, others.get(contact.id) ?? [], trace);
    }
    contacts += people.length;
    for (const person of people) past += toldBefore(person, options.from);
    options.onProgress?.(contacts);
  }
  const told = { contacts, past, together: isTogether };
  const report = reportOn(now, options, told, source.rejected);
  if (against === undefined || before === undefined) return report;
  const { revision } = against;
  const earlier = reportOn(before, options, told, []);
  return { ...report, against: { revision, report: earlier, ...differences.found() } };
}

function* each(people: Iterable<PersonHistory>): Generator<readonly PersonHistory[]> {
  for (const person of people) yield [person];
}

/** Of a sign-up, events and orders: how many lie before a moment. */
function toldBefore({ contact, happenings }: PersonHistory, from: number): number {
  const moments = [contact.at ?? from, ...happenings.map(({ at }) => at)];
  return moments.filter((at) => at < from).length;
}

/** A text of the project, and what was counted on it. */
interface Side {
  readonly published: Published;
  readonly journeys: readonly string[];
  readonly shared: readonly string[];
  readonly tally: Tally;
}

function sideOf(compiled: CompiledProject, { from, journey }: SimulateOptions): Side {
  const all = compiled.journeys.map(({ program }) => program.journey);
  const journeys = journey === undefined ? all : all.filter((one) => one === journey);
  return {
    published: publish(compiled, from - 1, journeys),
    journeys,
    shared: sharedBetweenPeople(compiled, journeys),
    tally: createTally(),
  };
}

type Traces = ReadonlyMap<string, readonly SimulatedEntry[]>;

function playOn(
  { published, journeys, tally }: Side,
  people: readonly PersonHistory[],
  { from, to, source: { answer, respond } }: SimulateOptions,
  rejected: Rejection[],
  keepsTraces: boolean,
): Traces {
  const traces = new Map<string, SimulatedEntry[]>();
  const keep = (entry: SimulatedEntry): void => {
    tally.onEntry(entry);
    const trace = traces.get(entry.contact);
    if (trace === undefined) traces.set(entry.contact, [entry]);
    else trace.push(entry);
  };
  const host = play(people, {
    published,
    journeys,
    from,
    to,
    ...(answer !== undefined && { answer }),
    ...(respond !== undefined && { respond }),
    onRejected: (place, reason) => {
      if (place !== undefined) rejected.push({ ...place, reason });
    },
    ears: { onEntry: keepsTraces ? keep : tally.onEntry, onMove: tally.onMove },
  });
  tally.count(host.runs());
  tally.forget();
  return traces;
}

function reportOn(
  { published, shared, tally }: Side,
  { journey, from, to }: SimulateOptions,
  told: Pick<SimulationReport, "contacts" | "past" | "together">,
  rejected: readonly Rejection[],
): SimulationReport {
  return reportOf(tally.counts, {
    journey: journey ?? null,
    from,
    to,
    timeZone: published.project.timezone,
    ...told,
    shared,
    rejected: rejected.toSorted(byPlace),
  });
}

function byPlace(one: Rejection, other: Rejection): number {
  return one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1;
}
