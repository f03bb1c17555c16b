import type { Expr, Goods, Trigger } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const sees = (goods: Goods, more: { store?: string; where?: Expr } = {}): Trigger => ({
  on: "sees back in stock",
  goods,
  store: more.store ?? null,
  where: more.where ?? null,
});
const any: Goods = { kind: "any" };

describe.each(DATABASES)("a product that is back in stock on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const tell = (inStock: boolean, at: number, sku = "mug", store = "Boutique") =>
    world.store.gateway.putStock({ store, sku, product: { sku, category: "kitchen" }, inStock, at });
  const back = async (at = T0 + HOUR) => {
    await tell(false, T0);
    await world.until(at);
    await tell(true, at);
    await world.serveWakes();
  };
  const tagged = async () => {
    const rows = await world.store.db.selectFrom("contact").select(["id", "tags"]).orderBy("id").execute();
    return rows.filter(({ tags }) => tags.length > 0).map(({ id, tags }) => `${id} ${tags.join()}`);
  };
  const events = async () =>
    (await world.store.db.selectFrom("event").select("key").where("key", "=", "stock").execute()).length;

  test("those whose favourite it is are started, and nothing is kept of the others", async () => {
    const favourite: Expr = {
      op: "==",
      left: { op: "get", root: "product", path: ["sku"] },
      right: { op: "get", root: "contact", path: ["favorite"] },
    };
    await world.run({
      ...program({
        journey: "J",
        starts: [sees(any, { where: favourite })],
        steps: inARow({ t: tag("back") }),
      }),
      fields: { favorite: { type: "text", optional: true } },
    });
    await world.signUp("ada", { favorite: "mug" });
    await world.signUp("ben", { favorite: "plate" });
    await back();
    expect(await tagged()).toEqual(["ada back"]);
    expect(await events()).toBe(1);
  });

  test("goods and store are looked at", async () => {
    const starts: readonly [string, Trigger][] = [
      ["Sku", sees({ kind: "products", codes: ["mug"] })],
      ["Other", sees({ kind: "products", codes: ["plate"] })],
      ["Category", sees({ kind: "category", names: ["kitchen"] }, { store: "Boutique" })],
      ["Elsewhere", sees(any, { store: "Atelier" })],
    ];
    await world.run(
      ...starts.map(([journey, start]) =>
        program({ journey, starts: [start], steps: inARow({ t: tag(journey) }) }),
      ),
    );
    await world.signUp("ada");
    await back();
    expect((await world.contact("ada")).tags.sort()).toEqual(["Category", "Sku"]);
  });

  test("only what was known to be out of stock comes back, and once however often it is told", async () => {
    await world.run(
      program({
        journey: "J",
        starts: [sees(any)],
        reenter: { policy: "always" },
        steps: inARow({ t: tag("back") }),
      }),
    );
    await world.signUp("ada");
    expect(await tell(true, T0)).toEqual({ result: "written" });
    await world.serveWakes();
    expect(await events()).toBe(0);
    await back();
    expect(await tell(true, T0 + HOUR)).toEqual({ result: "unchanged" });
    expect(await tell(false, T0)).toEqual({ result: "unchanged" });
    await world.serveWakes();
    expect(await events()).toBe(1);
  });

  test("it matches the wait of who is inside, and ends the run of an exit", async () => {
    const wait = {
      kind: "wait",
      limit: { for: { days: 3 } },
      timeout: null,
      arms: [{ triggers: [sees(any)], next: "t" }],
    } as const;
    await world.run(
      program({ journey: "Waits", steps: inARow({ wait, t: tag("seen") }) }),
      program({
        journey: "Leaves",
        exits: [{ id: "exit#1", when: sees(any) }],
        steps: inARow({ d: { kind: "delay", for: { days: 2 } }, t: tag("stayed") }),
      }),
    );
    await world.signUp("ada");
    await back();
    await world.until(T0 + 5 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["seen"]);
  });

  test("a store that the project does not declare is refused", async () => {
    expect(await tell(true, T0, "mug", "Nowhere")).toMatchObject({ result: "rejected" });
  });
});
