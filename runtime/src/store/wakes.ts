import { sql } from "kysely";
import type { EngineHost, OverdueRun, Wake } from "../temporal/advance.ts";
import type { Database } from "./database.ts";
import { releasePage } from "./release.ts";
import { SCAN_TYPE } from "./scans.ts";
import { SCHEDULE_TYPE } from "./schedules.ts";

/** How long a relay keeps the wakes that it took, in seconds of real time: long enough for a slow signal. */
const TAKEN_SECONDS = 30;
/** A run is overdue when it is late by so many seconds of real time. */
const OVERDUE_SECONDS = 15;
const DOZE_MS = 1_000;

export interface WakeListeners {
  readonly tell: () => void;
  readonly listen: (listener: () => void) => () => void;
}

export function createWakeListeners(): WakeListeners {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The outbox and the sweep, as the relay and the sweeper see them. */
export function createWakes(db: Database, listeners: WakeListeners): Omit<EngineHost, "advance"> {
  return {
    onWake: listeners.listen,
    takeWakes: (limit) => takeWakes(db, limit),
    async woken(ids) {
      if (ids.length > 0)
        await db
          .deleteFrom("outbox")
          .where("id", "in", [...ids])
          .execute();
    },
    async nextWakeMs() {
      const waiting = await sql<{ any: boolean }>`
        select exists (select from outbox where taken_until is null or taken_until < clock_timestamp()) as "any"
      `.execute(db);
      return waiting.rows[0]?.any === true ? 0 : DOZE_MS;
    },
    sweep: (limit) => sweep(db, limit),
    async release() {
      const page = await releasePage(db);
      if (page.released > 0) listeners.tell();
      return page;
    },
    recordRescue: (runId) => recordRescue(db, runId),
  };
}

async function takeWakes(db: Database, limit: number): Promise<Wake[]> {
  const { rows } = await sql<Wake>`
    update outbox set taken_until = clock_timestamp() + make_interval(secs => ${TAKEN_SECONDS})
    where id in (
      select id from outbox where taken_until is null or taken_until < clock_timestamp()
      order by id limit ${limit} for update skip locked
    )
    returning id as "outboxId", run as "runId", journey,
      exists (select from run where run.id = outbox.run and run.epoch = 0) as fresh
  `.execute(db);
  return rows.sort((a, b) => a.outboxId - b.outboxId);
}

/** Since when something may have been due by now, in a statement that reads from `clock`. */
const overdue = sql`trajet_now() - make_interval(secs => ${OVERDUE_SECONDS} * clock.factor)`;

async function sweep(db: Database, limit: number): Promise<{ overdue: OverdueRun[] }> {
  const { rows } = await sql<OverdueRun>`
    select due.id as "runId", due.journey from clock cross join lateral (
      (select id, journey, due_at from run where state = 'alive' and stuck is null and due_at < ${overdue}
        and not exists (select from outbox o where o.run = run.id) order by due_at limit ${limit})
      union all
      (select id, ${SCHEDULE_TYPE}, due_at from schedule where due_at < ${overdue}
        and not exists (select from outbox o where o.run = schedule.id))
      union all
      (select id, ${SCAN_TYPE}, due_at from scan where not done and due_at < ${overdue}
        and not exists (select from outbox o where o.run = scan.id))
    ) due order by due.due_at limit ${limit}
  `.execute(db);
  return { overdue: rows };
}

async function recordRescue(db: Database, id: string): Promise<boolean> {
  const { rows } = await sql`
    with lost as (
      insert into rescue (run, due_at, at)
      select due.id, due.due_at, trajet_now() from clock cross join lateral (
        (select id, due_at from run where id = ${id} and state = 'alive' and stuck is null)
        union all (select id, due_at from schedule where id = ${id})
        union all (select id, due_at from scan where id = ${id} and not done)
      ) due where due.due_at < ${overdue} and not exists (select from outbox o where o.run = due.id)
      on conflict do nothing returning 1
    )
    insert into counter (name, value) select 'rescued', 1 from lost
    on conflict (name) do update set value = counter.value + 1 returning 1`.execute(db);
  return rows.length > 0;
}
