import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "./database.ts";

/**
 * The two functions of the database through which every decision about a contact goes: one reads, one writes. A statement
 * inside a function is planned once for a connection, where one that is sent is planned each time, and planning is most of
 * what an advance costs on PGlite.
 *
 * A function's name ends in the hash of its text, so that processes of two versions of Trajet, while one takes the other's
 * place, each call their own.
 */
interface DatabaseFunction {
  readonly name: RawBuilder<unknown>;
  readonly create: string;
  readonly signature: string;
}

function define(base: string, parameters: string, types: string, body: string): DatabaseFunction {
  const name = `${base}_${createHash("sha256").update(body).digest("hex").slice(0, 12)}`;
  return {
    name: sql.raw(name),
    signature: `${name}(${types})`,
    create: `create function ${name}(${parameters}) ${body}`,
  };
}

/** Makes those of this version, where they are not there yet. */
export async function createFunctions(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const one of [LOAD, SAVE]) {
      if (await isThere(tx, one)) continue;
      // Two processes that start at once must not both make it.
      await sql`select pg_advisory_xact_lock(hashtext('trajet functions'))`.execute(tx);
      if (!(await isThere(tx, one))) await sql.raw(one.create).execute(tx);
    }
  });
}

async function isThere(db: Database, { signature }: DatabaseFunction): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean;
  }>`select to_regprocedure(${signature}) is not null as there`.execute(db);
  return rows[0]?.there === true;
}

/** What `trajet_load` answers of a contact; `null` where there is no such contact. */
export async function callLoad<Answer>(
  db: Database,
  contact: string,
  run: string,
  since: string | null,
): Promise<Answer | null> {
  const { rows } = await sql<{
    around: Answer | null;
  }>`select ${LOAD.name}(${contact}, ${run}, ${since}::timestamptz) as around`.execute(db);
  return rows[0]?.around ?? null;
}

/** @param change the rows to write, by the names of `trajet_save` */
export async function callSave(db: Database, contact: string, change: object): Promise<void> {
  await sql`select ${SAVE.name}(${contact}, ${JSON.stringify(change)}::jsonb)`.execute(db);
}

/**
 * Locks a contact and reads what surrounds it; `null` where there is none. The lock is a statement of its own: what a
 * waiting statement reads beside the locked row may be older than the lock, and each statement of a volatile function sees
 * what was committed before it. `for no key update` leaves inserts that refer to the contact free.
 */
const LOAD = define(
  "trajet_load",
  "contact_id text, run_id text, since timestamptz",
  "text, text, timestamptz",
  `returns jsonb language plpgsql volatile as $$
declare
  locked contact;
begin
  select * into locked from contact where id = contact_id for no key update;
  if not found then return null; end if;
  return jsonb_build_object(
    'contact', to_jsonb(locked),
    'now', trajet_now(),
    'realNow', (select case when stepped then trajet_now() else clock_timestamp() end from clock),
    'factor', (select factor from clock),
    'journeys', (select coalesce(jsonb_agg(j), '[]') from (
      select name, status, program, activated_at, (select to_jsonb(e) from release e where e.journey = name) as release
      from journey where status in ('active', 'paused') or status = 'archived' and exists (
        select from run where contact = contact_id and run.journey = name and state = 'alive')
      order by name
    ) j),
    'runs', (select coalesce(jsonb_agg(x order by (x.run->>'entered_at')::timestamptz, x.run->>'journey', x.run->>'id'), '[]') from (
      select to_jsonb(r) as run,
        (select to_jsonb(w) from wait w where w.run = r.id and w.step = r.step
          and w.visit = (r.visits->>r.step)::int and r.entered) as wait,
        (select to_jsonb(e) from effect e where e.run = r.id and e.step = r.step
          and e.visit = (r.visits->>r.step)::int and r.entered) as effect
      from run r where r.contact = contact_id and (r.state = 'alive' or r.id = run_id
        or r.goal_until > least(trajet_now(), since))
    ) x),
    'entries', (select coalesce(jsonb_agg(y), '[]') from (
      select journey, key, max(entered_at) as at from run where contact = contact_id group by journey, key
    ) y),
    'customAudiences', (select coalesce(jsonb_object_agg(audience, identifiers), '{}')
      from custom_audience_member where contact = contact_id),
    'watches', (select coalesce(jsonb_agg(s.id order by s.id), '[]') from watch s where s.audience = locked.audience),
    'alarms', (select coalesce(jsonb_object_agg(watch, due_at), '{}') from alarm where contact = contact_id)
  );
end $$`,
);

/**
 * Writes what a decision changed, the parts that there are: \`change\` holds the rows of each table by the table's name.
 * Ended runs come before those that begin: a restarted run gives its place to its successor.
 */
const SAVE = define(
  "trajet_save",
  "contact_id text, change jsonb",
  "text, jsonb",
  `returns void language plpgsql as $$
begin
  if change ? 'contact' then
    update contact set fields = x.fields, tags = x.tags, groups = x.groups, consent = x.consent, archived = x.archived,
      seq = x.seq, lists = x.lists, watches = x.watches
    from jsonb_populate_record(null::contact, change->'contact') x where contact.id = contact_id;
  end if;
  if change ? 'alarm' then
    delete from alarm using jsonb_to_recordset(change->'alarm') x (watch integer, due_at timestamptz)
    where alarm.contact = contact_id and alarm.watch = x.watch and x.due_at is null;
    insert into alarm (contact, watch, due_at)
    select contact_id, watch, due_at from jsonb_to_recordset(change->'alarm') x (watch integer, due_at timestamptz)
    where due_at is not null and exists (select from watch s where s.id = x.watch)
    on conflict (contact, watch) do update set due_at = excluded.due_at, taken_until = null;
  end if;
  if change ? 'customAudience' then
    delete from custom_audience_member using jsonb_to_recordset(change->'customAudience') x (audience text, identifiers jsonb)
    where custom_audience_member.contact = contact_id and custom_audience_member.audience = x.audience
      and x.identifiers is null;
    insert into custom_audience_member (contact, audience, since, identifiers)
    select contact_id, audience, since, identifiers
    from jsonb_to_recordset(change->'customAudience') x (audience text, since timestamptz, identifiers jsonb)
    where identifiers is not null
    on conflict (contact, audience) do update set since = excluded.since, identifiers = excluded.identifiers;
  end if;
  if change ? 'event' then
    insert into event select * from jsonb_populate_recordset(null::event, change->'event');
  end if;
  if change ? 'position' then
    update run set state = x.state, step = x.step, entered = x.entered, visits = x.visits, at = x.at,
      cursor_at = x.cursor_at, cursor_seq = x.cursor_seq, due_at = x.due_at, epoch = x.epoch,
      cause_depth = x.cause_depth, hold = x.hold, ended_at = x.ended_at, reason = x.reason,
      remembered = x.remembered, failures = x.failures, goal_until = x.goal_until, converted_at = x.converted_at
    from jsonb_populate_recordset(null::run, change->'position') x where run.id = x.id;
  end if;
  if change ? 'run' then
    insert into run select * from jsonb_populate_recordset(null::run, change->'run');
  end if;
  if change ? 'wait' then
    insert into wait select * from jsonb_populate_recordset(null::wait, change->'wait')
    on conflict (run, step, visit) do update set
      state = excluded.state, arm = excluded.arm, event_at = excluded.event_at, event_seq = excluded.event_seq,
      saw = excluded.saw;
  end if;
  if change ? 'effect' then
    insert into effect select * from jsonb_populate_recordset(null::effect, change->'effect')
    on conflict (run, step, visit) do update set
      state = excluded.state, lease_until = excluded.lease_until, attempt = excluded.attempt,
      provider_ref = excluded.provider_ref, at = excluded.at;
  end if;
  if change ? 'journal' then
    insert into journal (contact, journey, run, program, at, kind, step, data)
    select contact, journey, run, program, at, kind, step, data
    from jsonb_populate_recordset(null::journal, change->'journal');
  end if;
  if change ? 'outbox' then
    insert into outbox (run, journey)
    select run, journey from jsonb_populate_recordset(null::outbox, change->'outbox');
  end if;
end $$`,
);
