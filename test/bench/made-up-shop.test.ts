import { sql } from "kysely";
import { expect, test } from "vitest";
import { fillShop } from "../../bench/shops/fill.ts";
import { SHOP } from "../../bench/shops/project.ts";
import { databases, openBenchStore } from "../../bench/store.ts";
import type { Store } from "../../runtime/src/store/open.ts";

const SIZE = { contacts: 200, orders: 1500, now: Date.parse("2026-11-02T00:00:00Z") };

/** All orders as one text, and how they are spread. */
async function shopOf({ db }: Store, seed: number) {
  await sql`truncate orders, contact cascade`.execute(db);
  await fillShop(db, { ...SIZE, seed });
  const { rows } = await sql<Spread>`
    select md5(string_agg(concat_ws(' ', id, contact, total, placed_at::text, status), ',' order by id)) as all,
      count(*)::int as orders, count(distinct status)::int as statuses,
      count(*) filter (where placed_at >= ${new Date(SIZE.now).toISOString()}::timestamptz)::int as late,
      count(*) filter (where refunded > 0)::int as refunded,
      (select sum(n) from (select count(*) as n from orders group by contact order by 1 desc limit 20) as most)::float8
        / count(*) as share
    from orders`.execute(db);
  return rows[0];
}

interface Spread {
  readonly all: string;
  readonly orders: number;
  readonly statuses: number;
  readonly late: number;
  readonly refunded: number;
  readonly share: number;
}

test.each(databases())("on %s the same seed gives the same shop, another one another", async (database) => {
  const { store, close } = await openBenchStore(database, SHOP);
  try {
    const [one, other, again] = [await shopOf(store, 1), await shopOf(store, 2), await shopOf(store, 1)];
    expect(again).toEqual(one);
    expect(other?.all).not.toBe(one?.all);
    expect(one).toMatchObject({ orders: SIZE.orders, late: 0 });
    expect(one?.statuses).toBeGreaterThan(2);
    expect(one?.refunded).toBeGreaterThan(0);
    expect(one?.share, "a tenth of the customers buys far more than a tenth").toBeGreaterThan(0.3);
  } finally {
    await close();
  }
});
