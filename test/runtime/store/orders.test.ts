import type { OrderState, Trigger } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OrderInput } from "../../../runtime/src/store/gateway.ts";
import { inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const gets = (state: OrderState, store: string | null = null): Trigger => ({
  on: "gets order",
  state,
  store,
  where: null,
});

describe.each(DATABASES)("the states of an order on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(async () => {
    await world.clear();
    await world.run(
      ...(["shipped", "fulfilled", "cancelled", "refunded"] as const).map((state) =>
        program({
          journey: `On${state}`,
          starts: [gets(state, "Boutique")],
          reenter: { policy: "always" },
          steps: inARow({ tag: tag(state) }),
        }),
      ),
    );
    await world.signUp("ada");
  });
  afterAll(() => world.close());

  const tell = (more: Partial<OrderInput> = {}) =>
    world.store.gateway.putOrder({
      id: "o1",
      contact: "ada",
      store: "Boutique",
      total: "60.00",
      currency: "EUR",
      placedAt: T0,
      status: "paid",
      ...more,
    });
  const tags = async () => {
    await world.serveWakes();
    return (await world.contact("ada")).tags;
  };
  const happened = async () => {
    const rows = await world.store.db.selectFrom("event").select(["key", "at"]).orderBy("seq").execute();
    return rows.filter(({ key }) => key.startsWith("order")).map(({ key, at }) => `${key} ${at - T0}`);
  };

  test("each state is an event of its own moment, once however often it is told", async () => {
    await tell();
    await world.store.clock.freeze(T0 + DAY);
    await tell({ reached: { shipped: T0 + HOUR } });
    expect(await tell({ reached: { shipped: T0 + HOUR } })).toMatchObject({ result: "unchanged" });
    expect(await tell()).toMatchObject({ result: "unchanged" });
    await tell({ reached: { fulfilled: T0 + 2 * HOUR } });
    expect(await happened()).toEqual(["order 0", `order:shipped ${HOUR}`, `order:fulfilled ${2 * HOUR}`]);
    expect(await tags()).toEqual(["shipped", "fulfilled"]);
  });

  test("told out of order, each counts at its own time", async () => {
    await world.store.clock.freeze(T0 + DAY);
    await tell({ reached: { fulfilled: T0 + 2 * HOUR } });
    await tell({ reached: { shipped: T0 + HOUR } });
    expect(await happened()).toEqual(["order 0", `order:fulfilled ${2 * HOUR}`, `order:shipped ${HOUR}`]);
  });

  test("a known order that is cancelled without a moment is cancelled now", async () => {
    await tell({ status: "pending" });
    await world.store.clock.freeze(T0 + DAY);
    await tell({ status: "cancelled" });
    expect(await happened()).toEqual([`order:cancelled ${DAY}`]);
    expect(await tags()).toEqual(["cancelled"]);
  });

  test("an order of the past that is told for the first time starts nothing", async () => {
    await tell({ placedAt: T0 - 30 * DAY, status: "cancelled" });
    await tell({ id: "o2", placedAt: T0 - 30 * DAY, status: "refunded" });
    expect(await happened()).toEqual([`order:cancelled ${-30 * DAY}`, `order:refunded ${-30 * DAY}`]);
    expect(await tags()).toEqual([]);
  });

  test("each further refund is one, the same refund told again is not", async () => {
    await tell();
    await world.store.clock.freeze(T0 + DAY);
    await tell({ refunded: "10.00" });
    await tell({ refunded: "10.00", items: [{ sku: "mug" }] });
    await world.store.clock.freeze(T0 + 2 * DAY);
    await tell({ refunded: "60" });
    expect(await happened()).toEqual(["order 0", `order:refunded ${DAY}`, `order:refunded ${2 * DAY}`]);
  });

  test("what is corrected later is corrected in each event of that order, and in no other's", async () => {
    await tell({ reached: { shipped: T0 } });
    await tell({ id: "o1:shipped" });
    await tell({ total: "61.00", reached: { shipped: T0 } });
    const rows = await world.store.db.selectFrom("event").select(["id", "body"]).orderBy("seq").execute();
    const totals = rows.flatMap(({ id, body }) =>
      "order" in body ? [[id, (body.order as { total: { amount: string } }).total.amount]] : [],
    );
    expect(totals).toEqual([
      ["order:Boutique:o1", "61.00"],
      ["order.shipped:Boutique:o1", "61.00"],
      ["order:Boutique:o1:shipped", "60.00"],
    ]);
  });

  test("of another store it is none", async () => {
    await world.run(
      program({ journey: "J", starts: [gets("shipped", "Atelier")], steps: inARow({ tag: tag("a") }) }),
    );
    await tell({ reached: { shipped: T0 } });
    expect(await tags()).toEqual(["shipped"]);
  });
});
