import type { InputKey } from "@trajet/compiler/program";
import type { Kysely } from "kysely";
import {
  type Door,
  type Draft,
  entryKey,
  type LoadedProgram,
  newDraft,
  type Ports,
} from "../engine/draft.ts";
import type { ConsentStatus, Json, ListPlace, Millis } from "../engine/facts.ts";
import type { Identifiers } from "../engine/request.ts";
import type { Run } from "../engine/run.ts";
import type { Membership, Watch } from "../engine/watches/watch.ts";
import { callLoad } from "./functions.ts";
import { completeHistory, expectedHistory, type HistoryRows } from "./history.ts";
import type { ProgramShelf } from "./programs.ts";
import { type RunRows, readRun, time } from "./read-run.ts";
import { type ReleaseJson, resumptionOf } from "./release.ts";
import type { Schema } from "./schema.ts";
import { sentIn } from "./sent.ts";
import { stamp } from "./wire-types.ts";

/** What the host knows besides the draft: the state of the clock. */
export interface LoadedDraft {
  readonly draft: Draft;
  /** The database's real time. */
  readonly realNow: Millis;
  /** Virtual milliseconds in a real one. */
  readonly factor: number;
}
export interface LoadedContact extends LoadedDraft {
  /** Whether the event that was asked about is taken in already. */
  readonly known: boolean;
}

export type PortsOf = (clock: {
  readonly realNow: Millis;
  readonly factor: number;
}) => Omit<Ports, "program">;

/** About whom a decision is: a contact, or that of a run. */
export interface Subject {
  /** Left out for the contact of `run`, as long as something is left to do for the run and it is not stuck. */
  readonly contact?: string;
  /** A run to load even if it has ended. */
  readonly run?: string;
  /** Runs that have ended are loaded, too, if a goal of theirs is open now, or was then. */
  readonly since?: Millis;
  /** An event to be asked about: under the lock, so that two senders of one event do not both find it new. */
  readonly event?: string;
  /** Keys of the history that the decision reads beside what the contact's own programs do. */
  readonly reads?: Iterable<InputKey>;
}

/**
 * Locks a contact, as the first thing that its transaction does, and loads all that its decisions read.
 *
 * @returns `undefined` where there is no such contact, or nothing is left to do for the run
 */
export async function loadDraft(
  db: Kysely<Schema>,
  shelf: ProgramShelf,
  { contact: contactId, run: runId, since, event, reads: others = [] }: Subject,
  portsOf: PortsOf,
): Promise<LoadedContact | undefined> {
  const expected = expectedHistory(shelf);
  const around = await callLoad<Around>(db, {
    contact: contactId ?? null,
    run: runId ?? null,
    since: stamp(since ?? null),
    event: event ?? null,
    ...expected,
  });
  if (around === null) return undefined;
  const { contact } = around;
  const [now, realNow] = [Date.parse(around.now), Date.parse(around.realNow)];
  const known = (around.runs ?? []).map(readRun).sort(byEntry);
  const journeys = (around.journeys ?? []).sort((a, b) => before(a.name, b.name));
  const doors = journeys.filter((journey) => journey.status === "active");
  // Versions by which messages of a pause are asked how old they may be.
  const deciding = journeys.flatMap(({ release }) => (release?.older_than ? (release.program ?? []) : []));
  await shelf.fetch(db, [
    ...known.map((run) => run.program),
    ...doors.map((door) => door.program),
    ...deciding,
  ]);
  // A run whose program cannot be read is in nobody's way; asked for by itself, it says what is wrong.
  const runs = known.filter((run) => run.id === runId || shelf.canRead(run.program));
  const ports: Ports = { ...portsOf({ realNow, factor: around.factor }), program: shelf.get };
  const loadedDoors: Door[] = doors.map((door) => ({
    loaded: programOfDoor(shelf, door),
    activatedAt: time(door.activated_at) ?? 0,
  }));
  const watches = await shelf.watches.fetch(
    db,
    (around.watches ?? []).sort((a, b) => a - b),
  );
  const needed = new Set(
    [
      ...loadedDoors.map((door) => door.loaded),
      ...[...runs.map((run) => run.program), ...deciding].map(shelf.get),
      ...watches,
      { reads: others },
    ].flatMap(({ reads }) => [...reads]),
  );
  const draft = newDraft({
    now,
    ports,
    contact: {
      id: contact.id,
      audience: contact.audience,
      fields: contact.fields,
      tags: new Set(contact.tags),
      groups: new Set(contact.groups),
      consent: contact.consent as Record<string, ConsentStatus>,
      archived: contact.archived,
      customAudiences: new Map(Object.entries(around.customAudiences ?? {})),
      lists: new Map(Object.entries(contact.lists)),
      seq: contact.seq,
    },
    runs,
    doors: loadedDoors,
    standing: new Map(
      journeys.map(({ name, status, program, release }) => [
        name,
        {
          paused: status === "paused",
          archived: status === "archived",
          resumed: resumptionOf(release, program),
        },
      ]),
    ),
    sent: await sentIn(
      db,
      contact.id,
      shelf,
      now,
      runs.find((run) => run.id === runId),
    ),
    lastEntry: new Map(
      (around.entries ?? []).map((one) => [entryKey(one.journey, one.key), time(one.at) ?? 0]),
    ),
    history: await completeHistory(db, contact.id, needed, expected, around),
    watches,
    memberships: membershipsOf(contact.watches, watches),
    alarms: new Map(
      Object.entries(around.alarms ?? {}).map(([watch, due]) => [Number(watch), time(due) ?? 0] as const),
    ),
  });
  return { draft, realNow, factor: around.factor, known: around.known };
}

/**
 * The program of a journey that lets people in cannot be read. Nobody can be told whom it lets in, so nothing is decided
 * until it can: the next publishing of the project repairs it.
 */
export class UnreadableDoor extends Error {
  override readonly name = "UnreadableDoor";
}

function programOfDoor(shelf: ProgramShelf, { name, program }: JourneyRow): LoadedProgram {
  if (shelf.canRead(program)) return shelf.get(program);
  throw new UnreadableDoor(
    `the program of the active journey ${name} cannot be read; publish the project again`,
  );
}

/** Texts by their code points, whatever the database's language. */
const before = (a: string, b: string): number => Number(a > b) - Number(a < b);

function byEntry(a: Run, b: Run): number {
  return a.enteredAt - b.enteredAt || before(a.journey, b.journey) || before(a.id, b.id);
}

/** What `trajet_load` answers; a list without rows is `null`. */
interface Around extends HistoryRows {
  readonly contact: {
    readonly id: string;
    readonly audience: string;
    readonly fields: Record<string, Json>;
    readonly tags: readonly string[];
    readonly groups: readonly string[];
    readonly consent: Record<string, string>;
    readonly archived: boolean;
    readonly seq: number;
    readonly lists: { readonly [query: string]: ListPlace };
    readonly watches: { readonly [id: string]: Membership };
  };
  readonly now: string;
  readonly realNow: string;
  readonly factor: number;
  readonly journeys: JourneyRow[] | null;
  readonly runs: readonly RunRows[] | null;
  readonly entries: readonly { journey: string; key: string; at: string }[] | null;
  readonly watches: number[] | null;
  readonly alarms: { readonly [watch: string]: string } | null;
  readonly customAudiences: { readonly [audience: string]: Identifiers } | null;
  readonly known: boolean;
}
interface JourneyRow {
  readonly name: string;
  readonly status: string;
  readonly program: string;
  readonly activated_at: string | null;
  readonly release: ReleaseJson | null;
}

/** Copies, as they change with the draft; of what is not kept any more, none. */
function membershipsOf(stored: { readonly [id: string]: Membership }, watches: readonly Watch[]) {
  return new Map(
    watches.flatMap(({ id }) => {
      const known = stored[String(id)];
      return known === undefined ? [] : [[id, { ...known }] as const];
    }),
  );
}
