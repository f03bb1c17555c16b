import type { Duration, Expr, Trigger } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CartInput } from "../../../runtime/src/store/gateway.ts";
import { inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const abandons = (left: Duration | null, more: { store?: string; where?: Expr } = {}): Trigger => ({
  on: "abandons cart",
  for: left,
  store: more.store ?? null,
  where: more.where ?? null,
});
const dear: Expr = {
  op: ">=",
  left: { op: "get", root: "cart", path: ["total"] },
  right: { op: "constant", value: { money: "50", currency: "EUR" } },
};

describe.each(DATABASES)("a cart that is left alone on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const on = (journey: string, trigger: Trigger) =>
    program({
      journey,
      starts: [trigger],
      reenter: { policy: "always" },
      steps: inARow({ t: tag(journey) }),
    });
  const tell = (more: Partial<CartInput> = {}) =>
    world.store.gateway.putCart({
      id: "c1",
      contact: "ada",
      store: "Boutique",
      total: "60.00",
      currency: "EUR",
      updatedAt: T0,
      items: [{ sku: "mug", quantity: 1 }],
      ...more,
    });
  const entries = async () => {
    const rows = await world.store.db
      .selectFrom("run")
      .select(["journey", "entered_at"])
      .orderBy("entered_at")
      .orderBy("journey")
      .execute();
    return rows.map(({ journey, entered_at: at }) => `${journey} ${(at - T0) / HOUR}`);
  };

  test("each journey is started after its own time, at that very moment", async () => {
    await world.run(on("Hour", abandons({ hours: 1 })), on("Day", abandons({ days: 1 })));
    await world.signUp("ada");
    await tell();
    await world.until(T0 + 3 * DAY);
    expect(await entries()).toEqual(["Hour 1", "Day 24"]);
  });

  test("a change begins the time anew, the same told again does not, and after the start it counts again", async () => {
    await world.run(on("Hour", abandons({ hours: 1 })));
    await world.signUp("ada");
    await tell();
    await world.until(T0 + 0.5 * HOUR);
    expect(await tell({ total: "70.00", updatedAt: T0 + 0.5 * HOUR })).toMatchObject({ result: "written" });
    expect(await tell({ total: "70.00", updatedAt: T0 + 0.5 * HOUR })).toMatchObject({ result: "unchanged" });
    await world.until(T0 + 4 * HOUR);
    expect(await entries()).toEqual(["Hour 1.5"]);
    await tell({ updatedAt: T0 + 4 * HOUR });
    await world.until(T0 + 9 * HOUR);
    expect(await entries()).toEqual(["Hour 1.5", "Hour 5"]);
  });

  test("bought, or emptied, it was not left alone", async () => {
    await world.run(on("Hour", abandons({ hours: 1 })));
    await world.signUp("ada");
    await tell();
    await world.until(T0 + 0.5 * HOUR);
    await world.buy("ada", "o1", T0 + 0.5 * HOUR);
    await world.until(T0 + 5 * HOUR);
    await tell({ updatedAt: T0 + 5 * HOUR });
    await world.until(T0 + 5.5 * HOUR);
    await tell({ updatedAt: T0 + 5.5 * HOUR, items: [] });
    await world.until(T0 + 9 * HOUR);
    expect(await entries()).toEqual([]);
  });

  test("a purchase in another store leaves it alone; store and filter are looked at", async () => {
    await world.run(
      on("Here", abandons({ hours: 1 }, { store: "Boutique" })),
      on("There", abandons({ hours: 1 }, { store: "Atelier" })),
      on("Dear", abandons({ hours: 1 }, { where: dear })),
    );
    await world.signUp("ada");
    await tell({ total: "10.00" });
    await world.until(T0 + 3 * HOUR);
    await tell({ updatedAt: T0 + 3 * HOUR, total: "50.00" });
    await world.until(T0 + 9 * HOUR);
    expect(await entries()).toEqual(["Here 1", "Dear 4", "Here 4"]);
  });

  test("a condition asks about carts that were left alone for an hour", async () => {
    const left: Expr = {
      op: "history",
      history: {
        trigger: abandons(null),
        times: { bound: "at least", count: 1 },
        in: null,
        within: { days: 1 },
        since: null,
        before: null,
      },
    };
    await world.run({
      ...on("J", { on: "gets tag", tag: "ask", where: null }),
      first: "if",
      steps: {
        if: { kind: "if", summary: "if", next: null, branches: [{ test: left, next: "yes" }], else: null },
        yes: { kind: "tag", tags: ["left"], next: null, summary: "tag" },
      },
    });
    await world.signUp("ada");
    await tell();
    await world.until(T0 + 0.5 * HOUR);
    const ask = (addTags: string[]) =>
      world.store.gateway.putContact({ id: "ada", imported: false, fields: {}, addTags });
    await ask(["ask"]);
    await world.until(T0 + 2 * HOUR);
    expect((await world.contact("ada")).tags).toEqual(["ask"]);
    await world.store.gateway.putContact({ id: "ada", imported: false, fields: {}, removeTags: ["ask"] });
    await ask(["ask"]);
    await world.until(T0 + 3 * HOUR);
    expect((await world.contact("ada")).tags).toEqual(["ask", "left"]);
  });

  test("what was left alone before the activation starts nothing", async () => {
    await world.run(on("Old", { on: "gets tag", tag: "x", where: null }));
    await world.signUp("ada");
    await tell({ updatedAt: T0 - 5 * HOUR });
    await world.run(on("Hour", abandons({ hours: 1 })));
    await world.until(T0 + 3 * HOUR);
    expect(await entries()).toEqual([]);
  });

  test("a store that is not declared, and another currency, are refused", async () => {
    await world.run(on("Hour", abandons({ hours: 1 })));
    await world.signUp("ada");
    expect(await tell({ store: "Nowhere" })).toMatchObject({ result: "rejected" });
    expect(await tell({ currency: "USD" })).toMatchObject({ result: "rejected" });
    expect(await tell({ contact: "nobody" })).toMatchObject({ result: "rejected" });
  });
});
