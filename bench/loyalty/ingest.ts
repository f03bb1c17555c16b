import { sql } from "kysely";
import type { Database } from "../../runtime/src/store/database.ts";
import type { Store } from "../../runtime/src/store/open.ts";
import { median } from "../machine.ts";

/** They come from the customers that the smallest shop has. */
const FEWEST = 1_000;

/** Orders a second, taken in by the gateway as a door and an import do, with roll-ups and without. */
export async function timeGateway(store: Store, now: number, batch: number, turns: number) {
  return inTurns(store.db, turns, async (turn) => {
    const waiting = Array.from({ length: batch }, (_, index) => index);
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
          await store.gateway.putOrder(orderOf(turn, index, now));
        }
      }),
    );
    return batch / ((performance.now() - began) / 1000);
  });
}

/** Orders a second of a statement that writes a whole batch, with roll-ups and without. */
export async function timeStatements(store: Store, now: number, batch: number, turns: number) {
  return inTurns(store.db, turns, async (turn) => {
    const rows = Array.from({ length: batch }, (_, index) => orderOf(`s${turn}`, index, now));
    const began = performance.now();
    await sql`insert into orders (store, id, contact, total, currency, status, placed_at)
      select x.store, x.id, x.contact, x.total, x.currency, x.status, to_timestamp(x."placedAt" / 1000)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x (store text, id text, contact text, total numeric,
        currency text, status text, "placedAt" float8)`.execute(store.db);
    return batch / ((performance.now() - began) / 1000);
  });
}

/** Takes them away again, so that a database can be measured twice. */
export async function removeTaken(db: Database): Promise<void> {
  await sql`delete from orders where store = 'Boutique' and id like 'bench-%'`.execute(db);
}

function orderOf(turn: number | string, index: number, now: number) {
  return {
    id: `bench-${turn}-${index}`,
    contact: `c${String((index * 7919) % FEWEST).padStart(8, "0")}`,
    store: "Boutique",
    total: `${10 + (index % 90)}.50`,
    currency: "EUR",
    status: "paid" as const,
    placedAt: now - index * 60_000,
  };
}

async function inTurns(db: Database, turns: number, work: (turn: number) => Promise<number>) {
  const found = { with: [] as number[], without: [] as number[] };
  for (let turn = 0; turn < turns * 2; turn += 1) {
    const rolled = turn % 2 === 0;
    await sql`alter table orders ${sql.raw(rolled ? "enable" : "disable")} trigger user`.execute(db);
    (rolled ? found.with : found.without).push(await work(turn));
  }
  await sql`alter table orders enable trigger user`.execute(db);
  const [rolled, bare] = [median(found.with), median(found.without)];
  return {
    perSecondWith: Math.round(rolled),
    perSecondWithout: Math.round(bare),
    ratio: Math.round((rolled / bare) * 100) / 100,
  };
}
