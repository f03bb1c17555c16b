import type { Kysely } from "kysely";
import { sendingOf } from "../engine/begin-effect.ts";
import {
  type Door,
  type Draft,
  entryKey,
  type LoadedProgram,
  newDraft,
  type Ports,
  putInOrder,
} from "../engine/draft.ts";
import type { ConsentStatus, Json, ListPlace, Millis, Occurrence, PastEvent } from "../engine/facts.ts";
import { FAMILIES, keysOf, SENDINGS, sendingKey } from "../engine/families.ts";
import type { HeldBy, Hold } from "../engine/hold.ts";
import { nothingRemembered } from "../engine/remembered.ts";
import type { EffectRequest, Identifiers } from "../engine/request.ts";
import type { Effect, Run, Wait } from "../engine/run.ts";
import type { Membership, Watch } from "../engine/watches/watch.ts";
import { callLoad } from "./functions.ts";
import type { ProgramShelf } from "./programs.ts";
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

export type PortsOf = (clock: {
  readonly realNow: Millis;
  readonly factor: number;
}) => Omit<Ports, "program">;

/**
 * Locks a contact, as the first thing that its transaction does, and loads all that its decisions read.
 *
 * @param runId a run to load even if it has ended
 * @param since runs that have ended are loaded, too, if a goal of theirs is open now, or was then
 * @returns `undefined` where there is no such contact
 */
export async function loadDraft(
  db: Kysely<Schema>,
  shelf: ProgramShelf,
  contactId: string,
  portsOf: PortsOf,
  runId?: string,
  since?: Millis,
): Promise<LoadedDraft | undefined> {
  const around = await callLoad<Around>(db, contactId, runId ?? "", stamp(since ?? null));
  if (around === null) return undefined;
  const { contact } = around;
  const [now, realNow] = [Date.parse(around.now), Date.parse(around.realNow)];
  const known = around.runs.map(readRun);
  const doors = around.journeys.filter((journey) => journey.status === "active");
  await shelf.fetch(db, [...known.map((run) => run.program), ...doors.map((door) => door.program)]);
  // A run whose program cannot be read is in nobody's way; asked for by itself, it says what is wrong.
  const runs = known.filter((run) => run.id === runId || shelf.canRead(run.program));
  const ports: Ports = { ...portsOf({ realNow, factor: around.factor }), program: shelf.get };
  const loadedDoors: Door[] = doors.map((door) => ({
    loaded: programOfDoor(shelf, door),
    activatedAt: time(door.activated_at) ?? 0,
  }));
  const watches = await shelf.watches.fetch(db, around.watches);
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
      customAudiences: new Map(Object.entries(around.customAudiences)),
      lists: new Map(Object.entries(contact.lists)),
      seq: contact.seq,
    },
    runs,
    doors: loadedDoors,
    standing: new Map(
      around.journeys.map(({ name, status, release }) => [
        name,
        { paused: status === "paused", archived: status === "archived", resumed: resumptionOf(release) },
      ]),
    ),
    sent: await sentIn(
      db,
      contactId,
      shelf,
      now,
      runs.find((run) => run.id === runId),
    ),
    lastEntry: new Map(around.entries.map((one) => [entryKey(one.journey, one.key), time(one.at) ?? 0])),
    history: await readHistory(db, contactId, [
      ...loadedDoors.map((d) => d.loaded),
      ...runs.map((r) => shelf.get(r.program)),
      ...watches,
    ]),
    watches,
    memberships: membershipsOf(contact.watches, watches),
    alarms: new Map(
      Object.entries(around.alarms).map(([watch, due]) => [Number(watch), time(due) ?? 0] as const),
    ),
  });
  return { draft, realNow, factor: around.factor };
}

/**
 * The program of a journey that lets people in cannot be read. Nobody can be told whom it lets in, so nothing is decided
 * until it can: the next publishing of the project repairs it.
 */
export class UnreadableDoor extends Error {
  override readonly name = "UnreadableDoor";
}

function programOfDoor(shelf: ProgramShelf, { name, program }: Around["journeys"][number]): LoadedProgram {
  if (shelf.canRead(program)) return shelf.get(program);
  throw new UnreadableDoor(
    `the program of the active journey ${name} cannot be read; publish the project again`,
  );
}

type Row = { readonly [column: string]: Json };
/** What `trajet_load` answers. */
interface Around {
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
  readonly journeys: readonly {
    name: string;
    status: string;
    program: string;
    activated_at: string | null;
    release: ReleaseJson | null;
  }[];
  readonly runs: readonly { run: Row; wait: Row | null; effect: Row | null }[];
  readonly entries: readonly { journey: string; key: string; at: string }[];
  readonly watches: readonly number[];
  readonly alarms: { readonly [watch: string]: string };
  readonly customAudiences: { readonly [audience: string]: Identifiers };
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

/** What happened to a contact, by the keys that are asked for, earliest first. */
export async function readHistory(
  db: Kysely<Schema>,
  contactId: string,
  programs: readonly { readonly reads: ReadonlySet<string> }[],
): Promise<Map<string, PastEvent[]>> {
  const keys = new Set(programs.flatMap((program) => [...program.reads]));
  const history = new Map<string, PastEvent[]>();
  if (keys.size === 0) return history;
  const rows = await db
    .selectFrom("event")
    .select(["id", "seq", "key", "at", "received_at", "body"])
    .where("contact", "=", contactId)
    .where((where) =>
      where.or([
        where("key", "in", [...keys]),
        ...[...keys].filter((key) => FAMILIES.has(key)).map((family) => where("key", "like", `${family}:%`)),
      ]),
    )
    .orderBy("at")
    .orderBy("seq")
    .execute();
  for (const { received_at: receivedAt, ...row } of rows) {
    for (const key of keysOf(row.key).filter((one) => keys.has(one))) {
      const events = history.get(key) ?? [];
      events.push({ ...row, receivedAt });
      history.set(key, events);
    }
  }
  await addSendings(db, contactId, keys, history);
  return history;
}

/** When messages were sent is read from the sendings themselves. */
async function addSendings(
  db: Kysely<Schema>,
  contactId: string,
  keys: ReadonlySet<string>,
  history: Map<string, PastEvent[]>,
): Promise<void> {
  const messages = [...keys].flatMap((key) => (key.startsWith(SENDINGS) ? key.slice(SENDINGS.length) : []));
  if (messages.length === 0) return;
  const rows = await db
    .selectFrom("effect")
    .select(["run", "step", "visit", "message", "at"])
    .where("contact", "=", contactId)
    .where("kind", "=", "email")
    .where("state", "in", ["done", "unknown"])
    .where("message", "in", messages)
    .orderBy("at")
    .execute();
  for (const { run, message, at, ...effect } of rows) {
    const key = sendingKey(message);
    putInOrder({ history }, key, { id: sendingOf(run, effect), seq: 0, key, at, receivedAt: at, body: {} });
  }
}

const time = (value: Json | undefined): Millis | null =>
  typeof value === "string" ? Date.parse(value) : null;
const text = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

/** A run, as `trajet_load` gives it. */
function readRun({ run, wait, effect }: Around["runs"][number]): Run {
  return {
    id: String(run.id),
    journey: String(run.journey),
    key: String(run.key),
    program: String(run.program),
    state: run.state as Run["state"],
    step: text(run.step),
    entered: run.entered === true,
    visits: run.visits as Record<string, number>,
    at: time(run.at) ?? 0,
    cursorAt: time(run.cursor_at) ?? 0,
    cursorSeq: Number(run.cursor_seq),
    dueAt: time(run.due_at),
    epoch: Number(run.epoch),
    enteredAt: time(run.entered_at) ?? 0,
    entry: run.entry as unknown as Occurrence,
    occurrence: String(run.occurrence),
    causeDepth: Number(run.cause_depth),
    hold: run.hold == null ? null : readHold(run.hold as Row),
    endedAt: time(run.ended_at),
    reason: text(run.reason),
    remembered: { ...nothingRemembered(), ...(run.remembered as Partial<Run["remembered"]>) },
    goalUntil: time(run.goal_until),
    convertedAt: time(run.converted_at),
    failures: Number(run.failures),
    wait: wait === null ? null : readWait(wait),
    effect: effect === null ? null : readEffect(effect),
  };
}

function readHold(row: Row): Hold {
  return {
    by: row.by as HeldBy,
    since: time(row.since) ?? 0,
    until: time(row.until),
    reason: String(row.reason),
  };
}

function readWait(row: Row): Wait {
  return {
    step: String(row.step),
    visit: Number(row.visit),
    from: time(row.from_at) ?? 0,
    fromSeq: Number(row.from_seq),
    deadline: time(row.deadline),
    state: row.state as Wait["state"],
    arm: row.arm == null ? null : Number(row.arm),
    eventAt: time(row.event_at),
    eventSeq: row.event_seq == null ? null : Number(row.event_seq),
    saw: (row.saw ?? null) as Wait["saw"],
  };
}

function readEffect(row: Row): Effect {
  return {
    step: String(row.step),
    visit: Number(row.visit),
    name: String(row.message),
    labels: row.labels as string[],
    marketing: row.marketing === true,
    request: row.request as unknown as EffectRequest,
    state: row.state as Effect["state"],
    attempt: Number(row.attempt),
    leaseUntil: time(row.lease_until),
    providerRef: text(row.provider_ref),
    reason: null,
  };
}
