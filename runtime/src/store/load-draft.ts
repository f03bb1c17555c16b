import { type Kysely, sql } from "kysely";
import { type Door, type Draft, entryKey, newDraft, type Ports } from "../engine/draft.ts";
import type { ConsentStatus, Json, Millis, Occurrence, PastEvent } from "../engine/facts.ts";
import type { HeldBy, Hold } from "../engine/hold.ts";
import { nothingRemembered } from "../engine/remembered.ts";
import type { EffectRequest, Identifiers } from "../engine/request.ts";
import type { Effect, Run, Wait } from "../engine/run.ts";
import type { Membership, Watch } from "../engine/watches/watch.ts";
import type { ProgramShelf } from "./programs.ts";
import { type ReleaseJson, resumptionOf } from "./release.ts";
import type { Schema } from "./schema.ts";
import { sentIn } from "./sent.ts";

/** What the host knows besides the draft: the state of the clock. */
export interface LoadedDraft {
  readonly draft: Draft;
  /** The database's real time. */
  readonly realNow: Millis;
  /** Virtual milliseconds in a real one. */
  readonly factor: number;
}

export type PortsOf = (clock: { readonly realNow: Millis }) => Omit<Ports, "program">;

/**
 * Locks a contact and loads all that its decisions read. The lock is the first statement, and a statement of its own:
 * what a waiting statement reads beside the locked row may be older than the lock. `for no key update` leaves inserts
 * that refer to the contact free.
 *
 * @param runId a run to load even if it has ended
 * @returns `undefined` where there is no such contact
 */
export async function loadDraft(
  db: Kysely<Schema>,
  shelf: ProgramShelf,
  contactId: string,
  portsOf: PortsOf,
  runId?: string,
): Promise<LoadedDraft | undefined> {
  const contact = await db
    .selectFrom("contact")
    .selectAll()
    .where("id", "=", contactId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (contact === undefined) return undefined;
  const around = await readAround(db, contactId, runId);
  const runs = around.runs.map(readRun);
  const doors = around.journeys.filter((journey) => journey.status === "active");
  await shelf.fetch(db, [...runs.map((run) => run.program), ...doors.map((door) => door.program)]);
  const ports: Ports = { ...portsOf({ realNow: around.realNow }), program: shelf.get };
  const loadedDoors: Door[] = doors.map((door) => ({
    loaded: shelf.get(door.program),
    activatedAt: time(door.activated_at) ?? 0,
  }));
  const watches = await shelf.watches.fetch(db, around.watches);
  const draft = newDraft({
    now: around.now,
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
      around.now,
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
  return { draft, realNow: around.realNow, factor: around.factor };
}

type Row = { readonly [column: string]: Json };
interface Around {
  readonly now: Millis;
  readonly realNow: Millis;
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

/** One statement for all that surrounds a contact: a round trip costs more than the rows. */
async function readAround(db: Kysely<Schema>, contactId: string, runId: string | undefined): Promise<Around> {
  const { rows } = await sql<Around>`
    select trajet_now() as "now", clock_timestamp() as "realNow",
      (select factor from clock) as "factor",
      (select coalesce(jsonb_agg(j), '[]') from (
        select name, status, program, activated_at, (select to_jsonb(e) from release e where e.journey = name) as release
        from journey where status in ('active', 'paused') or status = 'archived' and exists (
          select from run where contact = ${contactId} and run.journey = name and state = 'alive')
        order by name
      ) j) as "journeys",
      (select coalesce(jsonb_agg(x order by (x.run->>'entered_at')::timestamptz, x.run->>'journey', x.run->>'id'), '[]') from (
        select to_jsonb(r) as run,
          (select to_jsonb(w) from wait w where w.run = r.id and w.step = r.step
            and w.visit = (r.visits->>r.step)::int and r.entered) as wait,
          (select to_jsonb(e) from effect e where e.run = r.id and e.step = r.step
            and e.visit = (r.visits->>r.step)::int and r.entered) as effect
        from run r where r.contact = ${contactId} and (r.state = 'alive' or r.id = ${runId ?? ""})
      ) x) as "runs",
      (select coalesce(jsonb_agg(y), '[]') from (
        select journey, key, max(entered_at) as at from run where contact = ${contactId} group by journey, key
      ) y) as "entries",
      (select coalesce(jsonb_object_agg(audience, identifiers), '{}') from custom_audience_member where contact = ${contactId}) as "customAudiences",
      (select coalesce(jsonb_agg(s.id order by s.id), '[]') from watch s join contact c on c.audience = s.audience
        where c.id = ${contactId}) as "watches",
      (select coalesce(jsonb_object_agg(watch, due_at), '{}') from alarm where contact = ${contactId}) as "alarms"
  `.execute(db);
  const [around] = rows;
  if (around === undefined) throw new Error("the database has no clock");
  return around;
}

async function readHistory(
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
    .where("key", "in", [...keys])
    .orderBy("at")
    .orderBy("seq")
    .execute();
  for (const { received_at: receivedAt, ...row } of rows) {
    const events = history.get(row.key) ?? [];
    events.push({ ...row, receivedAt });
    history.set(row.key, events);
  }
  return history;
}

const time = (value: Json | undefined): Millis | null =>
  typeof value === "string" ? Date.parse(value) : null;
const text = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

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
