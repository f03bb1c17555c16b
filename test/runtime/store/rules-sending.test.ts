import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buys, delay, hours, inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

const AT = (text: string): number => Date.parse(text);
const RECEIPT = { ...WELCOME, kind: "transactional" } as const;
const polite = (more: object = {}, steps: Parameters<typeof inARow>[0] = { "send:Welcome": send() }) =>
  program({ journey: "J", sendWindow: hours("12:00", "20:00"), ...more, steps: inARow(steps) });

/** The gate of rule 6: hours, and everything that is asked again when they open. `T0` is a Monday, 10:00 UTC. */
describe.each(DATABASES)("the rules of sending on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const enter = async (one: ReturnType<typeof program>, fields = {}) => {
    await world.run(one);
    await world.signUp("ada", fields);
    await world.serveWakes();
    return theRun(world);
  };
  const held = async () =>
    (await world.store.db.selectFrom("run").select("hold").executeTakeFirstOrThrow()).hold;
  const timeline = async (kind: string) =>
    ((await world.store.gateway.contact("ada"))?.timeline ?? []).filter((entry) => entry.kind === kind);

  describe("rule 6: a message leaves within its hours", () => {
    test("outside it is held until they open, and says why and until when", async () => {
      const run = await enter(polite());
      expect(world.calls).toEqual([]);
      const noon = new Date(T0 + 2 * HOUR).toISOString();
      expect(await held()).toMatchObject({ by: "window", since: new Date(T0).toISOString(), until: noon });
      expect(await timeline("held")).toMatchObject([
        {
          step: "send:Welcome",
          name: "Welcome",
          channel: "email",
          by: "window",
          reason: "messages leave between 12:00 and 20:00 (UTC)",
          until: noon,
        },
      ]);
      expect(await world.advance(run.id)).toEqual({
        kind: "sleep",
        sleepMs: 2 * HOUR,
        summary: "send:Welcome",
      });
      await world.until(T0 + DAY);
      expect(world.calls).toHaveLength(1);
      expect(await timeline("sent")).toMatchObject([{ at: noon }]);
      expect(await timeline("held"), "said once").toHaveLength(1);
    });

    test("what follows counts from the moment at which it left", async () => {
      await enter(polite({}, { "send:Welcome": send(), delay: delay(1), "tag:x": tag("x") }));
      await world.until(T0 + DAY + HOUR);
      expect((await world.contact("ada")).tags).toEqual([]);
      await world.until(T0 + DAY + 2 * HOUR);
      expect((await world.contact("ada")).tags).toEqual(["x"]);
    });

    test.each([
      ["the contact's zone counts", { timezone: "Pacific/Auckland" }, "UTC", "2026-03-02T23:00:00.000Z"],
      ["without one the journey's", {}, "America/New_York", "2026-03-02T17:00:00.000Z"],
    ])("%s", async (_, fields, timezone, until) => {
      await enter(polite({ timezone }), fields);
      expect(await held()).toMatchObject({ until });
    });

    test("on its days alone, across a clock change", async () => {
      await world.run(polite({ sendWindow: hours("09:00", "20:00", { days: [1, 2, 3, 4, 5] }) }));
      await world.store.clock.freeze(AT("2026-03-27T21:00:00Z"));
      await world.signUp("ada", { timezone: "Europe/Paris" });
      await world.serveWakes();
      // Monday at 9:00 in Paris, which keeps summer time since Sunday.
      expect(await held()).toMatchObject({ until: "2026-03-30T07:00:00.000Z" });
      expect(await timeline("held")).toMatchObject([
        { reason: "messages leave between 9:00 and 20:00 on weekdays (Europe/Paris)" },
      ]);
    });

    test("`otherwise skip` drops it, says so, and goes on", async () => {
      await enter(
        polite(
          { sendWindow: hours("12:00", "20:00", { otherwise: "skip" }) },
          { "send:Welcome": send({ otherwise: "tag:refused" }), "tag:x": tag("x"), "tag:refused": tag("no") },
        ),
      );
      expect(world.calls).toEqual([]);
      expect(await timeline("skipped")).toMatchObject([
        { name: "Welcome", reason: "messages leave between 12:00 and 20:00 (UTC)" },
      ]);
      expect((await world.contact("ada")).tags, "it is no refusal").toEqual(["x", "no"]);
    });

    test("a transactional message leaves at any hour", async () => {
      await enter(polite({ messages: { Welcome: RECEIPT } }));
      expect(world.calls).toHaveLength(1);
    });

    test("a slow worker does not make it leave at a wrong hour", async () => {
      await enter(
        polite({ sendWindow: hours("09:00", "20:00") }, { delay: delay(1), "send:Welcome": send() }),
      );
      const { id } = await theRun(world);
      await world.store.clock.freeze(AT("2026-03-03T20:00:00Z"));
      await world.advance(id);
      expect(world.calls).toEqual([]);
      expect(await held()).toMatchObject({ until: "2026-03-04T09:00:00.000Z" });
    });

    test("a message that is tried again is asked about its hours again", async () => {
      await enter(polite({ sendWindow: hours("09:00", "10:30") }));
      const { id } = await theRun(world);
      expect(world.calls).toHaveLength(1);
      await world.clear();
      await world.run(polite({ sendWindow: hours("09:00", "10:30") }));
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.signUp("ada");
      await world.serveWakes();
      const retried = await theRun(world);
      expect(retried.id).not.toBe(id);
      expect(await held()).toMatchObject({ by: "provider", reason: "connection refused" });
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
      world.answer = async () => ({ kind: "done", providerRef: "250" });
      await world.store.clock.freeze(T0 + HOUR);
      expect(await world.advance(retried.id)).toMatchObject({ kind: "sleep", sleepMs: 22 * HOUR });
      expect(world.calls).toHaveLength(1);
      await world.until(T0 + DAY);
      expect(world.calls, "the same mail, the next morning").toHaveLength(2);
    });
  });

  describe("rule 6: the gate asks everything again when it opens", () => {
    test("an exit ends the run while it is held", async () => {
      await enter(polite({ exits: [{ id: "exit#1", when: buys }] }));
      await world.store.clock.freeze(T0 + HOUR);
      await world.buy("ada", "o1", T0 + HOUR);
      await world.until(T0 + DAY);
      expect(world.calls).toEqual([]);
      expect(await world.journal("ada")).toEqual(["entered", "held send:Welcome", "exited send:Welcome"]);
      expect(await held()).toBeNull();
    });

    test("consent that was withdrawn meanwhile refuses it", async () => {
      await enter(
        polite({}, { "send:Welcome": send({ otherwise: "tag:no", next: null }), "tag:no": tag("no") }),
      );
      await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
      await world.until(T0 + DAY);
      expect(world.calls).toEqual([]);
      expect((await world.contact("ada")).tags).toEqual(["no"]);
    });

    test("a wake in between asks nothing: who comes back in time gets the message", async () => {
      const run = await enter(polite());
      await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
      expect(await world.advance(run.id)).toMatchObject({ kind: "sleep", sleepMs: 2 * HOUR });
      expect(await timeline("refused")).toEqual([]);
      await world.store.gateway.setConsent("ada", "email", "subscribed", "u2");
      await world.until(T0 + DAY);
      expect(world.calls).toHaveLength(1);
    });

    test("consent that was withdrawn before a message is tried again refuses it", async () => {
      await world.run(polite({ sendWindow: hours("09:00", "20:00") }));
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.signUp("ada");
      await world.serveWakes();
      await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
      await world.advance((await theRun(world)).id);
      expect(world.calls).toHaveLength(1);
      expect(await timeline("refused")).toMatchObject([{ reason: "not subscribed to email (unsubscribed)" }]);
    });

    test("a contact who moved meanwhile is asked about their new zone", async () => {
      await enter(polite());
      await world.store.gateway.putContact({
        id: "ada",
        imported: false,
        fields: { email: "ada@shop.example", timezone: "America/Los_Angeles" },
      });
      await world.until(T0 + 2 * HOUR);
      expect(world.calls).toEqual([]);
      expect(await held()).toMatchObject({ until: "2026-03-02T20:00:00.000Z" });
    });

    test("the visit is counted once, however often it is held", async () => {
      const run = await enter(polite());
      await world.advance(run.id);
      await world.until(T0 + DAY);
      const { visits } = await world.store.db.selectFrom("run").select("visits").executeTakeFirstOrThrow();
      expect(visits).toEqual({ "send:Welcome": 1 });
    });
  });
});
