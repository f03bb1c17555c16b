import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying, Died } from "./dying.ts";
import { addPoint, delay, getsTag, inARow, program, RESEND, send, tag } from "./programs.ts";
import { DATABASES, DAY, enterAt, openWorld, T0, theRun, type World } from "./world.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

/** Each numbered rule of the engine (docs/runtime.md) that a construct of today touches, and a breach that it would catch. */
describe.each(DATABASES)("the engine's rules on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  describe("rule 2: a step is committed with its effects, once", () => {
    test("a death before any statement loses nothing and repeats nothing", async () => {
      const steps = inARow({
        "tag:a": tag("a"),
        u1: addPoint,
        delay: delay(1),
        u2: addPoint,
        "send:Welcome": send(),
        "tag:b": tag("b"),
      });
      let statement = 0;
      for (let died = true; died; statement += 1) {
        await world.clear();
        await world.run(program({ ...RESEND, journey: "J", steps }));
        await world.signUp("ada", { points: 0 });
        dying.arm(statement);
        await world.until(T0 + 2 * DAY).catch((error) => expect(error).toBeInstanceOf(Died));
        died = dying.disarm();
        await world.store.db
          .updateTable("effect")
          .set({ lease_until: new Date(0).toISOString() })
          .where("state", "=", "intent")
          .execute();
        await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
        await world.until(T0 + 3 * DAY);
        expect(await world.contact("ada"), `before statement ${statement}`).toMatchObject({
          tags: ["a", "b"],
          fields: { points: 2 },
        });
        expect(new Set(world.mails.map((mail) => mail.messageId)).size).toBe(1);
        expect((await world.journal("ada")).filter((line) => !line.startsWith("held"))).toEqual([
          "entered",
          "tagged tag:a",
          "updated u1",
          "delayed delay",
          "updated u2",
          "sent send:Welcome",
          "tagged tag:b",
          "finished",
        ]);
      }
      expect(statement).toBeGreaterThan(15);
    });

    test("the visit is counted by the commit that enters a step, not by a retry", async () => {
      const run = await enterAt(world, { "send:Welcome": send() });
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.serveWakes();
      await world.advance(run.id);
      const { visits } = await world.store.db.selectFrom("run").select("visits").executeTakeFirstOrThrow();
      expect(visits).toEqual({ "send:Welcome": 1 });
    });
  });

  describe("rule 3: an attempt holds the run's epoch, or decides nothing", () => {
    test("one that was overtaken during its call records what came of it, and moves nobody", async () => {
      const run = await enterAt(world, {
        "send:Welcome": send(),
        "tag:after": tag("after"),
        delay: delay(1),
      });
      const gate = Promise.withResolvers<void>();
      const calling = Promise.withResolvers<void>();
      world.answer = async () => {
        calling.resolve();
        await gate.promise;
        return { kind: "done", providerRef: "250" };
      };
      const first = world.advance(run.id);
      await calling.promise;
      const second = await world.advance(run.id);
      expect(second, "sleeps on the live lease").toMatchObject({ kind: "sleep" });
      gate.resolve();
      await expect(first).rejects.toThrow("taken over");
      expect(world.calls).toHaveLength(1);
      const { state } = await world.store.db.selectFrom("effect").select("state").executeTakeFirstOrThrow();
      expect(state).toBe("done");
      expect((await world.contact("ada")).tags).toEqual([]);
      await world.serveWakes();
      expect((await world.contact("ada")).tags).toEqual(["after"]);
      expect(world.calls).toHaveLength(1);
    });

    test("one past its deadline is refused", async () => {
      const run = await enterAt(world, { "tag:a": tag("a") });
      await expect(world.engine.advance(run.id, { deadline: Date.now() - 1, local: true })).rejects.toThrow();
      expect((await world.contact("ada")).tags).toEqual([]);
    });

    test("advancing a finished or missing run is a read", async () => {
      const run = await enterAt(world, { "tag:a": tag("a") });
      expect(await world.advance(run.id)).toEqual({ kind: "done" });
      const { epoch } = await theRun(world);
      expect(await world.advance(run.id)).toEqual({ kind: "done" });
      expect(await world.advance(NOWHERE)).toEqual({ kind: "done" });
      expect((await theRun(world)).epoch).toBe(epoch);
    });
  });

  test("rule 4: an attempt starts no call that its time cannot cover", async () => {
    const run = await enterAt(world, { "tag:a": tag("a"), "send:Welcome": send() });
    const short = await world.engine.advance(run.id, { deadline: Date.now() + 1_990, local: true });
    expect(short).toEqual({ kind: "continue" });
    expect(world.calls).toEqual([]);
    expect(await world.store.db.selectFrom("effect").selectAll().execute()).toEqual([]);
    expect((await world.contact("ada")).tags, "what it did before stands").toEqual(["a"]);
    await world.advance(run.id);
    expect(world.calls).toHaveLength(1);
  });

  test("rule 5: many events of one contact at once are each taken in, numbered without gaps", async () => {
    await world.run(program({ journey: "J", starts: [getsTag("x")], steps: inARow({ delay: delay(1) }) }));
    await world.signUp("ada");
    await Promise.all(Array.from({ length: 20 }, (_, i) => world.buy("ada", `o${i}`, T0)));
    const rows = await world.store.db.selectFrom("event").select("seq").orderBy("seq").execute();
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  });
});
