import type { Expr, Trigger } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MERGED_RUN } from "../../../../runtime/src/store/merge/merge-contacts.ts";
import { createDying, Died } from "../dying.ts";
import { buys, delay, getsTag, inARow, program, RESEND, send, signsUp, tag, WELCOME } from "../programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "../world.ts";

describe.each(DATABASES)("the runs of two contacts that are merged, on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const merge = (from = "bea", into = "ada") => world.store.gateway.mergeContacts({ from, into });
  const sentTo = () => world.mails.map(({ to }) => to.split("@")[0]);
  const enter = async (id: string, name = "x") =>
    world.store.gateway.putContact({
      id,
      imported: false,
      fields: { email: `${id}@shop.example`, points: 0 },
      addTags: [name],
    });
  const byTag = (more: object = {}, steps: Parameters<typeof inARow>[0] = {}) =>
    program({
      journey: "J",
      starts: [getsTag("x")],
      steps: inARow({
        delay: delay(1),
        "send:Welcome": send(),
        end: delay(1),
        "tag:end": tag("end"),
        ...steps,
      }),
      ...more,
    });
  const states = async () =>
    (
      await world.store.db
        .selectFrom("run")
        .select(["contact", "state", "reason"])
        .orderBy("entered_at")
        .orderBy("id")
        .execute()
    ).map(({ contact, state, reason }) => [contact, state, reason]);

  test("one goes on as that of the contact that is left, with its timers, and its mail leaves once", async () => {
    await world.run(byTag());
    await world.signUp("ada");
    await enter("bea");
    await world.until(T0 + HOUR);
    expect(await merge()).toMatchObject({ goOn: ["J"], end: [] });
    await world.until(T0 + 3 * DAY);
    expect(sentTo(), "at the address that is left").toEqual(["ada"]);
    expect(await states()).toEqual([["ada", "finished", null]]);
    expect((await world.contact("ada")).tags).toEqual(["x", "end"]);
    const [effect] = await world.store.db.selectFrom("effect").select(["contact", "at"]).execute();
    expect(effect).toEqual({ contact: "ada", at: T0 + DAY });
  });

  test("where both are inside one ends, and says why", async () => {
    await world.run(byTag());
    for (const id of ["ada", "bea"]) await enter(id);
    await world.until(T0 + HOUR);
    expect(await merge()).toMatchObject({ goOn: [], end: ["J"] });
    await world.until(T0 + 3 * DAY);
    expect(sentTo()).toEqual(["ada"]);
    expect((await states()).toSorted()).toEqual([
      ["ada", "exited", MERGED_RUN],
      ["ada", "finished", null],
    ]);
    const { timeline = [] } = (await world.store.gateway.contact("ada")) ?? {};
    expect(timeline.find(({ kind }) => kind === "exited")).toMatchObject({ reason: MERGED_RUN });
    expect(await world.store.db.selectFrom("outbox").selectAll().execute(), "its workflow was told").toEqual(
      [],
    );
  });

  test("of a journey with a run for each order all go on", async () => {
    const keyed = byTag({
      starts: [buys],
      runKey: { per: [{ op: "get", root: "entry", path: ["order", "id"] }] },
      reenter: { policy: "always" },
    });
    await world.run(keyed);
    for (const id of ["ada", "bea"]) {
      await world.signUp(id);
      await world.buy(id, `order-of-${id}`, T0);
    }
    await world.until(T0 + HOUR);
    expect(await merge()).toMatchObject({ goOn: ["J"], end: [] });
    await world.until(T0 + 3 * DAY);
    expect(sentTo()).toEqual(["ada", "ada"]);
  });

  test("a purchase of one ends the other's run that it would have ended, and starts nothing", async () => {
    await world.run(
      byTag({ exits: [{ id: "bought", when: buys }] }),
      program({ journey: "Thanks", starts: [buys], steps: inARow({ "send:Welcome": send() }) }),
    );
    await enter("ada");
    await world.signUp("bea");
    await world.store.clock.freeze(T0 + HOUR);
    await world.buy("bea", "o1", T0 + HOUR);
    await world.until(T0 + 2 * HOUR);
    expect(sentTo()).toEqual(["bea"]);
    await merge();
    await world.until(T0 + 3 * DAY);
    expect(sentTo(), "no reminder of what was bought, and no second thanks").toEqual(["bea"]);
    expect((await world.journal("ada")).filter((line) => line.startsWith("exited"))).toEqual([
      "exited delay",
    ]);
  });

  test("what one did before the other's run began ends nothing", async () => {
    await world.run(byTag({ exits: [{ id: "bought", when: buys }] }));
    for (const id of ["ada", "bea"]) await world.signUp(id);
    await world.buy("bea", "o1", T0);
    await world.store.clock.freeze(T0 + HOUR);
    await enter("ada");
    await merge();
    await world.until(T0 + 3 * DAY);
    expect(sentTo()).toEqual(["ada"]);
  });

  test("a wait of one is over by what the other did in the meantime", async () => {
    const wait = {
      kind: "wait",
      limit: { for: { days: 5 } },
      timeout: null,
      arms: [{ triggers: [buys], next: "tag:bought" }],
    } as const;
    await world.run(
      program({ journey: "J", starts: [getsTag("x")], steps: inARow({ wait, "tag:bought": tag("bought") }) }),
    );
    await enter("ada");
    await world.signUp("bea");
    await world.until(T0 + HOUR);
    await world.buy("bea", "o1", T0 + HOUR);
    await merge();
    await world.until(T0 + 2 * HOUR);
    expect((await world.contact("ada")).tags).toEqual(["x", "bought"]);
  });

  test("messages of both count for the caps", async () => {
    const limits = [
      { messages: 1, per: "day", of: { of: "project", channel: null }, otherwise: "hold" },
    ] as const;
    const at = (name: string, days: number) =>
      program({
        journey: name,
        starts: [getsTag(name)],
        sendLimits: limits,
        steps: inARow({ ...(days > 0 && { delay: delay(days) }), "send:Welcome": send() }),
      });
    await world.run(at("Now", 0), at("Later", 1));
    await enter("ada", "Later");
    await world.store.clock.freeze(T0 + HOUR * 12);
    await enter("bea", "Now");
    await world.until(T0 + 13 * HOUR);
    await merge();
    await world.until(T0 + DAY);
    expect(sentTo(), "ada's of today was bea's").toEqual(["bea"]);
    await world.until(T0 + 2 * DAY);
    expect(sentTo()).toEqual(["bea", "ada"]);
  });

  describe("segments", () => {
    const people = { Vip: { op: "has tag", tag: "vip" } } as const satisfies Record<string, Expr>;
    const enters: Trigger = { on: "enters people", people: "Vip", tier: null, where: null };
    const onEntering = program({
      journey: "J",
      starts: [enters],
      people,
      reenter: { policy: "always" },
      steps: inARow({ "send:Welcome": send() }),
    });

    test("whoever was in as one has entered, and is not welcomed again", async () => {
      await world.run(onEntering);
      await world.signUp("ada");
      await enter("bea", "vip");
      await world.until(T0 + HOUR);
      await merge();
      await world.until(T0 + 2 * HOUR);
      expect(sentTo()).toEqual(["bea"]);
      expect((await world.store.checkWatches()).differences).toEqual([]);
    });

    test("who is in by what both did together enters", async () => {
      const twice = {
        op: "history",
        history: {
          trigger: buys,
          times: { bound: "at least", count: 2 },
          in: null,
          within: null,
          since: null,
          before: null,
        },
      } as Expr;
      await world.run({ ...onEntering, people: { Vip: twice } });
      for (const id of ["ada", "bea"]) {
        await world.signUp(id);
        await world.buy(id, `order-of-${id}`, T0);
      }
      await world.until(T0 + HOUR);
      expect(sentTo()).toEqual([]);
      await merge();
      await world.until(T0 + 2 * HOUR);
      expect(sentTo()).toEqual(["ada"]);
      expect((await world.store.checkWatches()).differences).toEqual([]);
    });
  });

  describe("while a message leaves", () => {
    test.each([
      ["whose run goes on", false],
      ["whose run ends", true],
    ])("the answer to the call is recorded of one %s, and it left once", async (_, both) => {
      await world.run(byTag({}, { delay: delay(0) }));
      if (both) await enter("ada");
      else await world.signUp("ada");
      await world.serveWakes();
      const before = world.calls.length;
      world.answer = async () => {
        if (world.calls.length === before + 1) await merge();
        return { kind: "done", providerRef: "250 ok" };
      };
      await enter("bea");
      await world.serveWakes().catch((error) => expect(error.message).toMatch("taken over"));
      await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
      await world.until(T0 + 3 * DAY);
      expect(sentTo().filter((to) => to === "bea")).toEqual(["bea"]);
      expect(world.calls.length).toBe(before + 1);
      const effects = await world.store.db.selectFrom("effect").select(["contact", "state"]).execute();
      expect(effects).toEqual(Array.from({ length: before + 1 }, () => ({ contact: "ada", state: "done" })));
      expect((await world.contact("ada")).tags).toContain("end");
    });

    test("a merge and an attempt at once: the message leaves once, whoever comes first", async () => {
      for (let round = 0; round < 4; round += 1) {
        await world.clear();
        await world.run(byTag({}, { delay: delay(0) }));
        await world.signUp("ada");
        await enter("bea");
        await Promise.all([world.serveWakes(), merge()]);
        await world.until(T0 + 3 * DAY);
        expect(world.calls).toHaveLength(1);
        expect(await states()).toEqual([["ada", "finished", null]]);
      }
    });
  });

  test("two merges at once in opposite directions are one", async () => {
    for (let round = 0; round < 4; round += 1) {
      await world.clear();
      await world.run(byTag());
      for (const id of ["ada", "bea"]) await enter(id);
      const results = await Promise.all([merge("ada", "bea"), merge("bea", "ada")]);
      expect(results.map(({ result }) => result).toSorted()).toEqual(["unchanged", "written"]);
      expect(await world.store.db.selectFrom("contact").select("id").execute()).toHaveLength(1);
      expect((await states()).map(([, state]) => state).toSorted()).toEqual(["alive", "exited"]);
    }
  });

  test("orders that come in for both while they are merged are all there", async () => {
    for (let round = 0; round < 3; round += 1) {
      await world.clear();
      await world.run();
      for (const id of ["ada", "bea"]) await world.signUp(id);
      await Promise.all([
        ...Array.from({ length: 5 }, (_, i) => world.buy("bea", `b${i}`, T0)),
        merge(),
        ...Array.from({ length: 5 }, (_, i) => world.buy(i % 2 === 0 ? "ada" : "bea", `a${i}`, T0)),
      ]);
      const orders = await world.store.db.selectFrom("orders").select("contact").execute();
      expect(orders).toEqual(Array.from({ length: 10 }, () => ({ contact: "ada" })));
      const seqs = await world.store.db.selectFrom("event").select("seq").orderBy("seq").execute();
      expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_, i) => i + 1));
    }
  });

  test("a death before any statement loses nothing and repeats nothing", async () => {
    const other = program({
      ...RESEND,
      journey: "Other",
      starts: [signsUp],
      steps: inARow({ delay: delay(1), "send:Welcome": send() }),
    });
    let statement = 0;
    for (let died = true; died; statement += 1) {
      await world.clear();
      await world.run(byTag({ messages: { Welcome: { ...WELCOME, ifUnknown: "resend" } } }), other);
      await world.signUp("ada");
      await enter("bea");
      await world.buy("bea", "o1", T0);
      await world.until(T0 + HOUR);
      dying.arm(statement);
      await merge().catch((error) => expect(error).toBeInstanceOf(Died));
      died = dying.disarm();
      const people = await world.store.db.selectFrom("contact").select("id").execute();
      expect(people, `before statement ${statement}`).toHaveLength(died ? 2 : 1);
      await merge();
      await world.until(T0 + 3 * DAY);
      expect(sentTo(), `before statement ${statement}`).toEqual(["ada", "ada"]);
      expect((await states()).map(([contact, state]) => `${contact} ${state}`).toSorted()).toEqual([
        "ada exited",
        "ada finished",
        "ada finished",
      ]);
      const orders = await world.store.db.selectFrom("orders").select("contact").execute();
      expect(orders).toEqual([{ contact: "ada" }]);
    }
    expect(statement).toBeGreaterThan(15);
  }, 300_000);
});
