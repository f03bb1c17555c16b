import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { storedAudit } from "../../../../runtime/src/store/audit.ts";
import { tablesAbout } from "../../../../runtime/src/store/export-contact.ts";
import { MERGED } from "../../../../runtime/src/store/merge/move-rows.ts";
import { delay, getsTag, inARow, program, send, tag } from "../programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "../world.ts";

describe.each(DATABASES)("merging two contacts, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterEach(async () => {
    await world.clear();
    await sql`delete from suppression`.execute(world.store.db);
  });
  afterAll(() => world.close());

  const merge = (from = "bea", into = "ada", more: object = {}) =>
    world.store.gateway.mergeContacts({ from, into, ...more });
  const put = (id: string, more: object = {}) =>
    world.store.gateway.putContact({ id, imported: false, fields: { email: `${id}@shop.example` }, ...more });
  const seen = async (id = "ada") => (await world.store.gateway.contact(id))?.contact;

  test("what becomes of a table's rows is decided for every table about a person", async () => {
    const about = await tablesAbout(world.store.db);
    const tables = about.filter(({ column }) => column === "contact").map(({ table }) => table);
    expect(Object.keys(MERGED).sort()).toEqual(tables.sort());
  });

  test("leaves one contact with what both have: fields, tags, groups, orders, history and timeline", async () => {
    await world.run();
    await put("ada", { fields: { email: "ada@shop.example", firstName: "Ada" }, addTags: ["a", "both"] });
    await put("bea", {
      fields: { email: "bea@shop.example", firstName: "Bea", lastName: "B", phone: "+33611223344" },
      addTags: ["b", "both"],
      joinGroups: ["Interests/Baking"],
    });
    await world.buy("ada", "o1", T0);
    await world.buy("bea", "o2", T0 - DAY);
    expect(await merge()).toEqual({
      result: "written",
      contact: "ada",
      from: "bea",
      orders: 1,
      goOn: [],
      end: [],
    });
    expect(await seen()).toMatchObject({
      id: "ada",
      fields: { email: "ada@shop.example", firstName: "Ada", lastName: "B", phone: "+33611223344" },
      tags: ["a", "both", "b"],
      groups: ["Interests/Baking"],
    });
    const { db } = world.store;
    expect(await db.selectFrom("orders").select(["id", "contact"]).orderBy("id").execute()).toEqual([
      { id: "o1", contact: "ada" },
      { id: "o2", contact: "ada" },
    ]);
    const events = await db.selectFrom("event").select(["contact", "seq", "key"]).orderBy("seq").execute();
    expect(events.map(({ contact, seq }) => [contact, seq])).toEqual(events.map((_, i) => ["ada", i + 1]));
    expect((await world.journal("ada")).at(-1)).toBe("merged");
    expect(await db.selectFrom("contact").select("id").execute()).toEqual([{ id: "ada" }]);
  });

  test("the next event is numbered behind those of both", async () => {
    await world.run();
    for (const id of ["ada", "bea"]) await world.signUp(id);
    await world.buy("bea", "o1", T0);
    await merge();
    await world.buy("ada", "o2", T0);
    const rows = await world.store.db.selectFrom("event").select("seq").orderBy("seq").execute();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5].slice(0, rows.length));
    expect(rows).toHaveLength(4);
  });

  test.each([
    ["ada", "ada", /the same contact is named twice/],
    ["nobody", "ada", /no contact with the id or e-mail address "nobody"/],
    ["bea", "nobody", /no contact with the id or e-mail address "nobody"/],
    ["bea", "trader", /contact bea is one of Newsletter, trader one of Trade/],
    ["bea", "gone", /gone is archived.*merge gone into bea/],
  ])("%s into %s is refused, and changes nothing", async (from, into, why) => {
    await world.run();
    for (const id of ["ada", "bea", "gone", "trader"]) await world.signUp(id);
    const { db } = world.store;
    await db.updateTable("contact").set({ archived: true }).where("id", "=", "gone").execute();
    await db.updateTable("contact").set({ audience: "Trade" }).where("id", "=", "trader").execute();
    const result = await merge(from, into);
    expect(result).toMatchObject({ result: "rejected", reason: expect.stringMatching(why) });
    expect(await db.selectFrom("contact").select("id").orderBy("id").execute()).toHaveLength(4);
    expect(await db.selectFrom("contact_alias").selectAll().execute()).toEqual([]);
  });

  test("an archived contact goes into one that is not, with the orders", async () => {
    await world.run();
    for (const id of ["ada", "bea"]) await world.signUp(id);
    await world.store.db.updateTable("contact").set({ archived: true }).where("id", "=", "bea").execute();
    expect(await merge()).toMatchObject({ result: "written" });
    const row = await world.store.db.selectFrom("contact").select("archived").executeTakeFirstOrThrow();
    expect(row.archived).toBe(false);
  });

  test("asked what would happen, it says so and changes nothing", async () => {
    await world.run(program({ journey: "J", steps: inARow({ delay: delay(1), "send:Welcome": send() }) }));
    for (const id of ["ada", "bea"]) await world.signUp(id);
    await world.buy("bea", "o1", T0);
    const told = await merge("bea", "ada", { dryRun: true });
    expect(told).toMatchObject({ result: "written", orders: 1, goOn: [], end: ["J"] });
    expect((await world.runs()).map(({ state }) => state)).toEqual(["alive", "alive"]);
    expect(await seen("bea")).toMatchObject({ id: "bea" });
    expect(await merge(), "and then it does").toEqual(told);
  });

  describe("the former id", () => {
    test("leads to the contact that is left, and the same merge again changes nothing", async () => {
      await world.run();
      for (const id of ["ada", "bea", "cleo"]) await world.signUp(id);
      await merge();
      expect(await merge()).toEqual({ result: "unchanged", contact: "ada" });
      expect(await merge("bea@shop.example")).toEqual({ result: "unchanged", contact: "ada" });
      expect(await merge("ada", "bea"), "and the other way round").toEqual({
        result: "unchanged",
        contact: "ada",
      });
      expect(await merge("bea", "cleo")).toMatchObject({
        result: "rejected",
        reason: expect.stringContaining("bea was merged into ada before"),
      });
      expect(await merge("cleo", "bea"), "whoever is named by it is the one that is left").toMatchObject({
        result: "written",
        contact: "ada",
      });
    });

    test("chains are flattened: whoever was merged first is found in the last", async () => {
      await world.run();
      for (const id of ["ada", "bea", "cleo"]) await world.signUp(id);
      await merge("cleo", "bea");
      await merge("bea", "ada");
      const aliases = await world.store.db
        .selectFrom("contact_alias")
        .select(["id", "contact"])
        .orderBy("id")
        .execute();
      expect(aliases).toEqual([
        { id: "bea", contact: "ada" },
        { id: "cleo", contact: "ada" },
      ]);
      await world.buy("cleo", "o1", T0);
      expect(await seen("cleo")).toMatchObject({ id: "ada" });
    });

    test("takes orders, events, consents and changes for the contact that is left", async () => {
      await world.run();
      for (const id of ["ada", "bea"]) await world.signUp(id);
      await world.buy("bea", "o1", T0);
      await merge();
      const { gateway, db } = world.store;
      await world.buy("bea", "o2", T0);
      await world.buy("bea@shop.example", "o3", T0);
      const refund = { id: "o1", contact: "bea@shop.example", store: "Boutique", total: "60.00" } as const;
      expect(
        await gateway.putOrder({ ...refund, currency: "EUR", status: "paid", placedAt: T0, refunded: "10" }),
      ).toEqual({ result: "written", contact: "ada" });
      const event = { name: "Booked", at: T0, properties: {} };
      expect(await gateway.putEvent({ ...event, id: "e1", contact: "bea" })).toMatchObject({
        result: "written",
      });
      expect(await gateway.setConsent("bea", "email", "unsubscribed", "link")).toMatchObject({
        result: "written",
      });
      await put("bea", { fields: { email: "bea@shop.example", firstName: "Bea" }, addTags: ["told"] });
      expect(await seen()).toMatchObject({
        fields: { email: "ada@shop.example", firstName: "Bea" },
        tags: ["told"],
        consent: { email: "unsubscribed" },
      });
      const orders = await db.selectFrom("orders").select(["contact"]).execute();
      expect(orders.map(({ contact }) => contact)).toEqual(["ada", "ada", "ada"]);
      expect(await db.selectFrom("contact").select("id").execute()).toEqual([{ id: "ada" }]);
    });

    test("an address that was left behind is free for somebody new, and suppressed after a no", async () => {
      await world.run();
      for (const id of ["ada", "bea"]) await world.signUp(id);
      await world.store.gateway.setConsent("bea", "email", "unsubscribed", "link");
      await merge();
      const imported = { imported: true, fields: { email: "bea@shop.example" } } as const;
      const { result } = await world.store.gateway.putContact(imported);
      expect(result).toBe("written");
      expect(await seen("bea@shop.example")).toMatchObject({ consent: { email: "unsubscribed" } });
    });

    test("a STOP from the number that was left behind, and a complaint about a mail there, count", async () => {
      await world.run();
      await put("ada", {
        fields: { email: "ada@shop.example", phone: "+331" },
        consent: { sms: "subscribed" },
      });
      await put("bea", { fields: { email: "bea@shop.example", phone: "+332" } });
      await merge();
      const { gateway } = world.store;
      const text = { id: "t1", from: "+332", to: "+339", text: "STOP", stop: "unsubscribe" };
      expect(await gateway.receiveText(text as never)).toEqual({ contacts: 1, written: 1 });
      const report = { id: "m1", address: "bea@shop.example", reason: "" };
      expect(await gateway.reportMail({ ...report, kind: "hard bounce" })).toMatchObject({ contacts: 0 });
      expect(await gateway.reportMail({ ...report, kind: "complaint" })).toMatchObject({ contacts: 1 });
      expect((await seen())?.consent).toEqual({ email: "unsubscribed", sms: "unsubscribed" });
    });

    test("is exported with the contact, and erased with it", async () => {
      await world.run();
      for (const id of ["ada", "bea"]) await world.signUp(id, { phone: `+33${id}` });
      const change = { who: "ana", via: "console", what: "POST /v1/contacts/:id/merge" } as const;
      await storedAudit(world.store.db).begin({ ...change, contact: "bea", subject: "ada" }, T0);
      await merge();
      const exported = await world.store.gateway.exportContact("bea");
      expect(exported?.data.contact_alias).toMatchObject([{ id: "bea", email: "bea@shop.example" }]);
      expect(await world.store.gateway.eraseContact("bea"), "by either id").toEqual({ runs: 0 });
      const { rows } = await sql<{ all: string }>`select coalesce(string_agg(t::text, ' '), '') as all
        from contact_alias t`.execute(world.store.db);
      expect(rows).toEqual([{ all: "" }]);
      const { rows: tables } = await sql<{ name: string }>`select table_name as name
        from information_schema.tables where table_schema = current_schema()`.execute(world.store.db);
      for (const { name } of tables) {
        const left = await sql`select from ${sql.table(name)} t where t::text ~ '\\m(ada|bea)\\M'`.execute(
          world.store.db,
        );
        expect(left.rows, name).toEqual([]);
      }
      await put("new", { imported: true, fields: { email: "bea@shop.example" } });
      expect(await seen("new")).toMatchObject({ consent: { email: "unsubscribed" } });
    });
  });

  test("a tag of the other starts nothing again", async () => {
    await world.run(
      program({ journey: "J", starts: [getsTag("x")], steps: inARow({ "tag:seen": tag("seen") }) }),
    );
    for (const id of ["ada", "bea"]) await world.signUp(id);
    await put("bea", { addTags: ["x"] });
    await world.until(T0 + HOUR);
    await merge();
    await world.until(T0 + 2 * HOUR);
    expect((await world.runs()).map(({ state }) => state)).toEqual(["finished"]);
  });
});
