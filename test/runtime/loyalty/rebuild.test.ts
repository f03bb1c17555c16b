import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deployCalendar } from "../../../runtime/src/loyalty/rollups/calendar.ts";
import { rebuildRollups } from "../../../runtime/src/loyalty/rollups/rebuild.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { project } from "../store/programs.ts";
import { DATABASES, DAY, T0 } from "../store/world.ts";
import { type Customer, emptyDatabase, fill, type Order, orderRow } from "./shop-database.ts";

const NOW = T0 + DAY;
const HAVANA = { ...project(), timezone: "America/Havana" };
const customer = (id: string, audience: string, archived = false): Customer => ({
  id,
  audience,
  archived,
  fields: {},
  tags: [],
});
const CUSTOMERS = [
  customer("ada", "Newsletter"),
  customer("ben", "Newsletter"),
  customer("cy", "Club"),
  customer("dee", "Club", true),
];
const order = (id: string, contact: string, placedAt: number, store = "Boutique"): Order => ({
  id,
  contact,
  store,
  total: "60.00",
  refunded: "0",
  currency: "EUR",
  status: "paid",
  placedAt,
});
const every = (minutes: number, count: number, from: string): readonly Order[] =>
  Array.from({ length: count }, (_, index) =>
    order(`e${index}`, "ada", Date.parse(from) + index * minutes * 60_000),
  );

describe.each(DATABASES)("a rebuild on %s gives what the triggers gave", (kind) => {
  let db: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ db, close } = await emptyDatabase(kind));
  });
  beforeEach(async () => {
    await sql`truncate orders, contact, rollup, rollup_count, rollup_bucket, rollup_state cascade`.execute(
      db,
    );
  });
  afterAll(() => close());

  const contents = async () =>
    (
      await sql`select b.audience, b.store, b.grain, b.start, r.customer, r.orders, r.spent, r.first, r.last
        from rollup r join rollup_bucket b on b.id = r.bucket order by 1, 2, 3, 4, 5`.execute(db)
    ).rows;

  test.each<readonly [string, readonly Order[], typeof HAVANA]>([
    [
      "of people of two audiences, one of them archived",
      [..."abc"].flatMap((id, index) =>
        ["ada", "ben", "cy", "dee"].map((who) => order(`${id}-${who}`, who, T0 - index * 20 * DAY)),
      ),
      project(),
    ],
    [
      "of more stores than are told apart one by one",
      Array.from({ length: 12 }, (_, index) =>
        order(`s${index}`, index % 2 === 0 ? "ada" : "cy", T0 - index * DAY, `Store ${index}`),
      ),
      project(),
    ],
    ["of days on which the clocks go back over midnight", every(7, 60, "2026-11-01T01:03:00Z"), HAVANA],
    ["of days far ahead, in which the clocks go back too", every(600, 40, "2030-10-28T00:00:00Z"), HAVANA],
    [
      "of the first and of no year that is kept",
      [
        order("old", "ada", Date.parse("1970-06-01T00:00:00Z")),
        order("now", "ada", T0),
        order("late", "ada", Date.parse("2500-06-01T00:00:00Z")),
      ],
      project(),
    ],
  ])("%s", async (_, orders, of) => {
    const now = of === HAVANA ? Date.parse("2026-11-05T12:00:00Z") : NOW;
    await db.transaction().execute((tx) => deployCalendar(tx, of, now));
    await fill(db, CUSTOMERS, []);
    await db.insertInto("orders").values(orders.map(orderRow)).execute();
    const before = await contents();
    expect(before.length).toBeGreaterThan(5);
    await rebuildRollups(db, of, now);
    expect(await contents()).toEqual(before);
  });
});
