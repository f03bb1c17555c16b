import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { AlarmHost } from "../store/alarms.ts";
import type { Database } from "../store/database.ts";
import { SCAN_TYPE } from "../store/scans.ts";
import { SCHEDULE_TYPE } from "../store/schedules.ts";
import { stamp } from "../store/wire-types.ts";

const AT_ONCE = 50;

/** When the next of those goes whose journey lets them go over a time: in the millisecond in which it is more than have gone. */
const NEXT_RELEASED = sql`
  select r.at + interval '1 ms' * (floor(extract(epoch from r.until - r.at) * 1000 * r.released / nullif(r.total, 0)) + 1)
    as due_at from release r where r.finished_at is null and r.until is not null`;

/** The next moment, behind another if that is given, at which something in the database is due. */
export async function earliestDue(
  db: Database,
  except: readonly string[] = [],
  after: Millis = Number.NEGATIVE_INFINITY,
): Promise<Millis | undefined> {
  const behind = sql`due_at > ${Number.isFinite(after) ? stamp(after) : "-infinity"}::timestamptz`;
  const { rows } = await sql<{ due: number | null }>`select least(
    (select min(due_at) from run where state = 'alive' and stuck is null and id <> all(${[...except]}) and ${behind}),
    (select min(due_at) from schedule where ${behind}), (select min(due_at) from alarm where ${behind}),
    (select min(due_at) from loyalty_list where ${behind}),
    (select min(due_at) from scan where not done and ${behind}),
    (select min(due_at) from (${NEXT_RELEASED}) next where ${behind})) as due`.execute(db);
  return rows[0]?.due ?? undefined;
}

/** What is to be advanced at the moment at which the clock stands: runs, in the order of a server, then the calendar, by names. */
export async function dueNow(
  db: Database,
  except: readonly string[] = [],
): Promise<readonly { readonly runId: string; readonly journey: string }[]> {
  const { rows } = await sql<{ runId: string; journey: string }>`
    (select id as "runId", journey from run where state = 'alive' and stuck is null and due_at <= trajet_now()
      and id <> all(${[...except]}) order by due_at, entered_at, (select min(j.id) from journal j where j.run = run.id))
    union all (select id, ${SCHEDULE_TYPE} from schedule where due_at <= trajet_now() order by due_at, id collate "C")
    union all (select id, ${SCAN_TYPE} from scan where not done and due_at <= trajet_now()
      order by due_at, id collate "C")`.execute(db);
  return rows;
}

/** What a poller of alarms does, once: lists that are due, all of new segments, a page of what time alone has changed. */
export async function ringDue({ makeList, takeUnfilled, takeAlarms, ring }: AlarmHost): Promise<void> {
  while (await makeList());
  for (let some = await takeUnfilled(AT_ONCE); some.length > 0; some = await takeUnfilled(AT_ONCE))
    for (const contact of some) await ring(contact);
  for (const contact of await takeAlarms(AT_ONCE)) await ring(contact);
}
