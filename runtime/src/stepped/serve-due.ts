import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Store } from "../store/open.ts";
import { SCAN_TYPE } from "../store/scans.ts";
import { SCHEDULE_TYPE } from "../store/schedules.ts";
import type { EngineHost } from "../temporal/advance.ts";
import type { Raise } from "../temporal/raise.ts";
import type { Line } from "./line.ts";
import type { SteppedOutside } from "./outside.ts";

export interface Parts {
  readonly store: Store;
  readonly host: EngineHost;
  readonly line: Line;
  readonly raise: Raise;
  readonly outside: SteppedOutside;
}

const AT_ONCE = 50;

/** Brings to work all that the outbox holds, one after the other, and those whom the end of a pause releases. */
export async function serveWakes(parts: Parts): Promise<void> {
  const { host } = parts;
  do {
    for (let wakes = await host.takeWakes(AT_ONCE); wakes.length > 0; wakes = await host.takeWakes(AT_ONCE)) {
      for (const wake of wakes) {
        await parts.line.serve(wake, parts.raise);
        await host.woken([wake.outboxId]);
      }
    }
  } while ((await host.release()).released > 0);
}

/** Brings to work all that is due at the moment at which the clock stands. */
export async function serveDue(parts: Parts, now: Millis): Promise<void> {
  const { alarms, db } = parts.store;
  while (await alarms.makeList());
  for (
    let some = await alarms.takeUnfilled(AT_ONCE);
    some.length > 0;
    some = await alarms.takeUnfilled(AT_ONCE)
  )
    for (const contact of some) await alarms.ring(contact);
  for (const contact of await alarms.takeAlarms(AT_ONCE)) await alarms.ring(contact);
  await parts.outside.giveUp(now, parts.line);
  await serveWakes(parts);
  const { rows } = await sql<{ runId: string; journey: string }>`
    (select id as "runId", journey from run where state = 'alive' and stuck is null and due_at <= trajet_now()
      and id <> all(${[...parts.outside.parked()]}) order by due_at, entered_at, id)
    union all select id, ${SCHEDULE_TYPE} from schedule where due_at <= trajet_now()
    union all select id, ${SCAN_TYPE} from scan where not done and due_at <= trajet_now()`.execute(db);
  for (const due of rows) await parts.line.serve(due, parts.raise);
  await serveWakes(parts);
}

/** The next moment at which something is due. */
export async function nextDue({ store, outside }: Parts): Promise<Millis | undefined> {
  const { rows } = await sql<{ due: number | null }>`select least(
    (select min(due_at) from run where state = 'alive' and stuck is null and id <> all(${[...outside.parked()]})), (select min(due_at) from schedule),
    (select min(due_at) from alarm), (select min(due_at) from loyalty_list),
    (select min(due_at) from scan where not done)) as due`.execute(store.db);
  const due = rows[0]?.due ?? Number.POSITIVE_INFINITY;
  const next = Math.min(due, outside.nextDue() ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(next) ? next : undefined;
}
