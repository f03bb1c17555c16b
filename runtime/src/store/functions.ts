import { createHash } from "node:crypto";
import type { InputKey } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import { kept, lastOfTransaction } from "./driver.ts";

/**
 * The two functions of the database through which every decision about a contact goes: one reads, one writes. A statement
 * inside a function is planned once for a connection, where one that is sent is planned each time, and planning is most of
 * what an advance costs on PGlite.
 *
 * A function's name ends in the hash of its text, so that processes of two versions of Trajet, while one takes the other's
 * place, each call their own.
 */
interface DatabaseFunction {
  readonly name: string;
  readonly create: string;
  readonly signature: string;
}

/**
 * A plan stays for as long as its connection, and on PGlite nobody counts rows anew: one made while a table was empty would
 * read the whole of it when it has a million. So a table that has an index is never read whole, and a plan does not look at
 * who is asked for. Compiling one takes seconds, which the price of a scan that is not wanted would set off.
 */
const PLANNING = "set enable_seqscan = off set plan_cache_mode = force_generic_plan set jit = off";

function define(base: string, parameters: string, types: string, body: string): DatabaseFunction {
  const text = `${body} ${PLANNING}`;
  const name = `${base}_${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
  return {
    name,
    signature: `${name}(${types})`,
    create: `create function ${name}(${parameters}) ${text}`,
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

/** Whose decision it is, and what is read for it beside what always is. */
export interface LoadQuestion {
  /** `null` for the contact of the run, where something is left to do for it. */
  readonly contact: string | null;
  /** A run to read even if it has ended. */
  readonly run: string | null;
  /** RFC 3339: runs that have ended are read, too, if a goal of theirs is open now, or was then. */
  readonly since: string | null;
  /** An event's id, to be told whether it is known. */
  readonly event: string | null;
  /** Keys of the events to be read. */
  readonly history: readonly InputKey[];
  /** Of these, the events of all their kinds: the opens of any message. */
  readonly families: readonly InputKey[];
}

/** What `trajet_load` answers; `null` where there is no such contact, or nothing is left to do for the run. */
export async function callLoad<Answer>(db: Database, question: LoadQuestion): Promise<Answer | null> {
  const { contact, run, since, event } = question;
  const [history, families] = [listed(question.history), listed(question.families)];
  const statement = sql<{
    around: string | null;
  }>`select ${sql.raw(LOAD.name)}(${contact}, ${run}, ${since}, ${event},
    ${history}, ${families}) as around`.compile(db);
  const { rows } = await db.executeQuery(kept(LOAD.name, statement));
  const around = rows[0]?.around ?? null;
  return around === null ? null : (JSON.parse(around) as Answer);
}

const listed = (keys: readonly InputKey[]): string | null =>
  keys.length === 0 ? null : JSON.stringify(keys);

/** @param change the rows to write, by the names of `trajet_save` */
export async function callSave(db: Database, contact: string, change: object): Promise<void> {
  const statement = sql`select ${sql.raw(SAVE.name)}(${contact}, ${JSON.stringify(change)})`.compile(db);
  await db.executeQuery(lastOfTransaction(kept(SAVE.name, statement)));
}

/**
 * Locks a contact and reads what surrounds it. The lock is a statement of its own: what a waiting statement reads beside the
 * locked row may be older than the lock, and each statement of a volatile function sees what was committed before it.
 * `for no key update` leaves inserts that refer to the contact free.
 *
 * Who is asked for by the id of a contact that was merged gets the one that it became, also where that happened while the
 * lock was waited for.
 *
 * Runs that have ended are read as long as a goal of theirs was open at the moment that this is about: what a run does that is
 * late happened at its own time.
 *
 * The answer is written as text, since a `jsonb` would be taken apart and sorted only to be written again. Lists come as they
 * are found, and whoever reads them puts them in order. The clock is read here as `trajet_now` reads it: a function within a
 * function is planned anew in each transaction.
 */
const LOAD = define(
  "trajet_load",
  "contact_id text, run_id text, since timestamptz, event_id text, history jsonb, families jsonb",
  "text, text, timestamptz, text, jsonb, jsonb",
  `returns text language plpgsql volatile as $$
declare
  locked contact;
  virtual_now timestamptz;
  real_now timestamptz;
  speed double precision;
begin
  if contact_id is null then
    select r.contact into contact_id from run r where r.id = run_id and case r.state when 'alive' then r.stuck is null
      else exists (select from effect e where e.run = r.id and e.state in ('intent', 'retry')) end;
  end if;
  loop
    select * into locked from contact where id = contact_id for no key update;
    exit when found;
    select a.contact into contact_id from contact_alias a where a.id = contact_id;
    if not found then return null; end if;
  end loop;
  select c.factor, m.virtual, case when c.stepped then m.virtual else clock_timestamp() end
    into speed, virtual_now, real_now
    from clock c, lateral (select date_trunc('milliseconds',
      case when c.frozen then c.at else c.at + (clock_timestamp() - c.real_at) * c.factor end) as virtual) m;
  return json_build_object(
    'contact', row_to_json(locked),
    'now', virtual_now,
    'realNow', real_now,
    'factor', speed,
    'journeys', (select json_agg(j) from (
      select name, status, program, activated_at, (select row_to_json(e) from release e where e.journey = name) as release
      from journey where status in ('active', 'paused') or status = 'archived' and exists (
        select from run where contact = contact_id and run.journey = name and state = 'alive')
    ) j),
    'runs', (select json_agg(x) from (
      select row_to_json(r) as run,
        (select row_to_json(w) from wait w where w.run = r.id and w.step = r.step
          and w.visit = (r.visits->>r.step)::int and r.entered) as wait,
        (select row_to_json(e) from effect e where e.run = r.id and e.step = r.step
          and e.visit = (r.visits->>r.step)::int and r.entered) as effect
      from run r where r.contact = contact_id and (r.state = 'alive' or r.id = run_id
        or r.goal_until > least(virtual_now, since, (select own.at from run own where own.id = run_id)))
    ) x),
    'entries', (select json_agg(y) from (
      select journey, key, max(entered_at) as at from run where contact = contact_id group by journey, key
    ) y),
    'customAudiences', (select json_object_agg(audience, identifiers)
      from custom_audience_member where contact = contact_id),
    'watches', (select json_agg(s.id) from watch s where s.audience = locked.audience),
    'alarms', (select json_object_agg(watch, due_at) from alarm where contact = contact_id),
    'known', exists (select from event where id = event_id),
    'history', (select json_agg(h) from (
      select id, seq, key, at, received_at, body from event
      where contact = contact_id and key = any(array(select jsonb_array_elements_text(history)))
    ) h),
    'families', (select json_agg(f) from (
      select id, seq, key, at, received_at, body from event where families is not null and contact = contact_id
        and split_part(key, ':', 1) = any(array(select jsonb_array_elements_text(families)))
    ) f)
  )::text;
end $$`,
);

/**
 * Writes what a decision changed, the parts that there are: \`change\` holds the rows of each table by the table's name.
 * Ended runs come before those that begin: a restarted run gives its place to its successor. Positions are written one by
 * one: joined with a set of rows, whose number PostgreSQL takes for a hundred, the whole table of runs would be read.
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
    for place in 0 .. jsonb_array_length(change->'position') - 1 loop
      update run set state = moved.state, step = moved.step, entered = moved.entered, visits = moved.visits, at = moved.at,
        cursor_at = moved.cursor_at, cursor_seq = moved.cursor_seq, due_at = moved.due_at, epoch = moved.epoch,
        cause_depth = moved.cause_depth, hold = moved.hold, ended_at = moved.ended_at, reason = moved.reason,
        remembered = moved.remembered, failures = moved.failures, goal_until = moved.goal_until, converted_at = moved.converted_at
      from jsonb_populate_record(null::run, change->'position'->place) moved where run.id = moved.id;
    end loop;
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
