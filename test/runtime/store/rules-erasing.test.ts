import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ERASED } from "../../../runtime/src/store/erase-contact.ts";
import { tablesAbout } from "../../../runtime/src/store/export-contact.ts";
import { delay, inARow, program, send } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

describe.each(DATABASES)("rule 18: erasing, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterEach(async () => {
    await world.clear();
    await sql`delete from suppression`.execute(world.store.db);
  });
  afterAll(() => world.close());

  const named = {
    kind: "update",
    changes: [
      { change: "set", field: "firstName", value: { op: "get", root: "contact", path: ["lastName"] } },
    ],
  } as const;

  /** Olga signs up, gets a mail, buys, and waits for a second one; Ben does the same. */
  async function twoPeople() {
    await world.run(
      program({
        journey: "J",
        fields: { firstName: { type: "text", optional: true }, lastName: { type: "text", optional: true } },
        steps: inARow({ "send:Welcome": send(), named, delay: delay(2), again: send() }),
      }),
    );
    for (const id of ["olga", "ben"]) {
      await world.signUp(id, { firstName: `${id}-first`, lastName: `${id}-last`, phone: "+33 6 12 00" });
      await world.buy(id, `order-of-${id}`, T0);
    }
    await world.until(T0 + DAY);
  }

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name
      from information_schema.tables where table_schema = current_schema()`.execute(world.store.db);
    const dumped = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
        world.store.db,
      );
      dumped.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return dumped.join("\n");
  }

  test("ends the runs and leaves nothing of the person in any table, and the journal without them", async () => {
    await twoPeople();
    const before = await world.store.db
      .selectFrom("journal")
      .select(["kind", "step"])
      .orderBy("id")
      .execute();
    expect(await everything()).toMatch(/olga-last/);
    expect(await world.store.gateway.eraseContact("olga")).toEqual({ runs: 1 });

    expect(await everything()).not.toMatch(/\bada\b|olga-|of-olga/i);
    expect(await everything(), "the other one is untouched").toMatch(/ben-last/);
    const after = await world.store.db.selectFrom("journal").select(["kind", "step"]).orderBy("id").execute();
    expect(after).toEqual([...before, { kind: "exited", step: "delay" }]);
    await world.until(T0 + 3 * DAY);
    expect(world.calls.map(({ request }) => (request.kind === "email" ? request.to : ""))).toEqual([
      "olga@shop.example",
      "ben@shop.example",
      "ben@shop.example",
    ]);
    expect((await world.runs()).map(({ state }) => state).toSorted()).toEqual(["exited", "finished"]);
    expect(await world.store.gateway.contact("olga")).toBeUndefined();
    expect(await world.store.gateway.eraseContact("olga"), "once is enough").toBeUndefined();
  });

  test("a mail that was still to be tried again is not sent any more", async () => {
    await world.run(program({ journey: "J", steps: inARow({ "send:Welcome": send() }) }));
    world.answer = async () => ({ kind: "not-sent", reason: "olga@shop.example: no connection" });
    await world.signUp("olga");
    await world.serveWakes();
    await world.store.gateway.eraseContact("olga");
    await world.until(T0 + DAY);
    expect(world.calls).toHaveLength(1);
    expect(await everything()).not.toMatch(/\bada\b/i);
    const [effect] = await world.store.db.selectFrom("effect").select(["state", "request"]).execute();
    expect(effect).toEqual({ state: "refused", request: {} });
  });

  test("one that is erased during a call is not brought back by its outcome", async () => {
    await world.run(program({ journey: "J", steps: inARow({ "send:Welcome": send() }) }));
    world.answer = async () => {
      await world.store.gateway.eraseContact("olga");
      return { kind: "done", providerRef: "250 for olga" };
    };
    await world.signUp("olga");
    await world.until(T0 + DAY);
    expect(await everything()).not.toMatch(/\bada\b/i);
    const [effect] = await world.store.db.selectFrom("effect").select("state").execute();
    expect(effect?.state, "it may have left, and is not repeated").toBe("unknown");
  });

  const load = (more: object = {}, imported = true) =>
    world.store.gateway.putContact({
      id: "a2",
      imported,
      fields: { email: "OLGA@shop.example ".trim() },
      ...more,
    });
  const consent = async () => (await world.store.gateway.contact("a2"))?.contact.consent;

  test.each([
    ["loaded again", {}, true, "unsubscribed"],
    ["loaded as subscribed", { consent: { email: "subscribed" } }, true, "unsubscribed"],
    ["sent by a shop that says nothing of consent", {}, false, "unsubscribed"],
    ["who signs up and says so", { consent: { email: "subscribed" } }, false, "subscribed"],
  ] as const)("an address stays suppressed: %s", async (_, more, imported, status) => {
    await world.run();
    await world.signUp("olga");
    await world.store.gateway.eraseContact("olga");
    await load(more, imported);
    expect(await consent()).toEqual({ email: status });
  });

  test("who came back is not suppressed by a later load, and one that came back as undeliverable stays so", async () => {
    await world.run();
    await world.signUp("olga");
    await world.store.gateway.eraseContact("olga");
    await load({ consent: { email: "subscribed" } }, false);
    await load({ fields: { firstName: "A" } });
    expect(await consent()).toEqual({ email: "subscribed" });
    await load({ consent: { email: "cleaned" } });
    await world.store.gateway.eraseContact("a2");
    await load({ consent: { email: "subscribed" } }, false);
    expect(await consent()).toEqual({ email: "cleaned" });
  });

  test("an address that a contact takes on later is suppressed, too", async () => {
    await world.run();
    await world.signUp("olga");
    await world.store.gateway.eraseContact("olga");
    await world.signUp("a2");
    await load({ fields: { email: "olga@shop.example" } });
    expect(await consent()).toEqual({ email: "unsubscribed" });
  });

  test("everything of a person is exported, and nothing of another", async () => {
    await twoPeople();
    const exported = await world.store.gateway.exportContact("olga@shop.example");
    expect(exported?.contact).toBe("olga");
    const { data = {} } = exported ?? {};
    expect(Object.keys(data).toSorted()).toEqual(
      ["contact", "effect", "event", "journal", "orders", "run", "wait"].toSorted(),
    );
    expect(data.effect?.[0]?.request).toMatchObject({ to: "olga@shop.example" });
    expect(JSON.stringify(exported)).not.toMatch(/\bben\b/);
    expect(await world.store.gateway.exportContact("nobody")).toBeUndefined();
  });

  test("what becomes of a table's rows is decided for every table about a person", async () => {
    const about = (await tablesAbout(world.store.db)).filter(({ column }) => column === "contact");
    expect(about.map(({ table }) => table).toSorted()).toEqual(Object.keys(ERASED).toSorted());
  });
});
