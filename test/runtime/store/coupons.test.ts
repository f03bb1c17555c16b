import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying, Died } from "./dying.ts";
import { inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, openWorld, theRun, type World } from "./world.ts";

const give = (more: object = {}) =>
  ({ kind: "give coupon", coupon: "Thanks10", as: "reward", ...more }) as const;

describe.each(DATABASES)("coupons on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const run = (steps: Parameters<typeof inARow>[0]) =>
    world.run(
      program({
        journey: "J",
        coupons: { Thanks10: { pool: true }, Spring: { code: "SPRING" } },
        messages: { Welcome: { ...WELCOME, body: { format: "text", template: "Your code: {{reward}}" } } },
        steps: inARow(steps),
      }),
    );
  const codes = (...all: string[]) =>
    world.store.gateway.putCodes(all.map((code) => ({ coupon: "Thanks10", code })));
  const given = async () => {
    const rows = await world.store.db.selectFrom("coupon_code").selectAll().orderBy("id").execute();
    return rows.flatMap(({ code, contact }) => (contact === null ? [] : [[code, contact]]));
  };

  test("a single code is given once, in the order in which they came, and can be printed", async () => {
    expect(await codes("A-1", "A-2")).toEqual([{ result: "written" }, { result: "written" }]);
    await run({ give: give(), "send:Welcome": send() });
    await world.signUp("ada");
    await world.serveWakes();
    await world.signUp("ben");
    await world.serveWakes();
    expect(await given()).toEqual([
      ["A-1", "ada"],
      ["A-2", "ben"],
    ]);
    expect(world.mails.map(({ text }) => /A-\d/.exec(text)?.[0])).toEqual(["A-1", "A-2"]);
    expect((await world.store.gateway.contact("ada"))?.timeline).toContainEqual(
      expect.objectContaining({ kind: "remembered", name: "reward", value: "A-1", coupon: "Thanks10" }),
    );
    expect(await world.store.gateway.pools()).toEqual([{ coupon: "Thanks10", codes: 2, left: 0 }]);
  });

  test("an empty pool refuses with its reason, and takes otherwise", async () => {
    await run({ give: give({ next: null, otherwise: "tag:none" }), "tag:none": tag("none") });
    await world.signUp("ada");
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["none"]);
    expect((await world.store.gateway.contact("ada"))?.timeline).toContainEqual(
      expect.objectContaining({ kind: "refused", name: "Thanks10", reason: "no codes are left in the pool" }),
    );
  });

  test("one code for all is never refused", async () => {
    await run({ give: give({ coupon: "Spring" }), "send:Welcome": send() });
    await world.signUp("ada");
    await world.signUp("ben");
    await world.serveWakes();
    expect(world.mails.map(({ text }) => text.includes("Your code: SPRING"))).toEqual([true, true]);
  });

  test("codes that are there stay as they are; those of no pool are rejected", async () => {
    await codes("A-1");
    expect(await codes("A-1", "A-2", "A-2")).toEqual([
      { result: "unchanged" },
      { result: "written" },
      { result: "unchanged" },
    ]);
    expect(await world.store.gateway.putCodes([{ coupon: "Spring", code: "A-1" }])).toMatchObject([
      { result: "rejected", reason: expect.stringContaining("one code for all") },
    ]);
    expect(await world.store.gateway.putCodes([{ coupon: "toString", code: "A-1" }])).toMatchObject([
      { result: "rejected", reason: expect.stringContaining("declares no coupon") },
    ]);
  });

  test("many at once get one each, and those for whom none is left are refused", async () => {
    await codes(...Array.from({ length: 20 }, (_, index) => `A-${index}`));
    await run({
      give: give({ next: "tag:got", otherwise: "tag:none" }),
      "tag:got": { ...tag("got"), next: null },
      "tag:none": tag("none"),
    });
    const people = Array.from({ length: 30 }, (_, index) => `p${index}`);
    for (const person of people) await world.signUp(person);
    await Promise.all((await world.runs()).map(({ id }) => world.advance(id)));
    const tags = await Promise.all(people.map(async (person) => (await world.contact(person)).tags[0]));
    expect(tags.filter((one) => one === "got")).toHaveLength(20);
    expect(tags.filter((one) => one === "none")).toHaveLength(10);
    const all = await given();
    expect(new Set(all.map(([code]) => code)).size).toBe(20);
    expect(new Set(all.map(([, contact]) => contact)).size).toBe(20);
  });

  test("a death before any statement gives exactly one code", async () => {
    for (let statement = 0; ; statement += 1) {
      await world.clear();
      await codes("A-1", "A-2", "A-3");
      await run({ give: give(), "tag:a": tag("a"), "send:Welcome": send(), "tag:b": tag("b") });
      await world.signUp("ada");
      dying.arm(statement);
      await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
      if (!dying.disarm()) break;
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
      await world.advance((await theRun(world)).id);
      expect(await given(), `before statement ${statement}`).toEqual([["A-1", "ada"]]);
    }
    expect.hasAssertions();
  });
});

/** On a server, where transactions really run beside each other. */
describe.runIf(DATABASES.includes("postgres"))("a code that another transaction holds", () => {
  test("is waited for where it is the last one, and given when it is let go of", async () => {
    const world = await openWorld("postgres");
    try {
      await world.store.gateway.putCodes([{ coupon: "Thanks10", code: "A-1" }]);
      await world.run(
        program({
          journey: "J",
          coupons: { Thanks10: { pool: true } },
          steps: inARow({
            give: give({ next: "tag:got", otherwise: "tag:none" }),
            "tag:got": { ...tag("got"), next: null },
            "tag:none": tag("none"),
          }),
        }),
      );
      await world.signUp("ada");
      const { id } = await theRun(world);
      let advanced: Promise<unknown> = Promise.resolve();
      await world.store.db
        .transaction()
        .execute(async (tx) => {
          await tx.selectFrom("coupon_code").selectAll().forUpdate().execute();
          advanced = world.advance(id);
          await waiting(world);
          throw new Died("the other transaction rolls back");
        })
        .catch((error) => expect(error).toBeInstanceOf(Died));
      await advanced;
      expect((await world.contact("ada")).tags).toEqual(["got"]);
    } finally {
      await world.close();
    }
  });
});

/** Until somebody waits for a lock. */
async function waiting(world: World): Promise<void> {
  for (;;) {
    const rows = await world.store.db
      .selectFrom("pg_stat_activity" as never)
      .select("pid" as never)
      .where("wait_event_type" as never, "=", "Lock" as never)
      .execute();
    if (rows.length > 0) return;
  }
}
