import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying, Died } from "./dying.ts";
import { addPoint, buys, delay, getsTag, inARow, program, send, signsUp, tag, WELCOME } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const RESEND = { messages: { Welcome: { ...WELCOME, ifUnknown: "resend" } } } as const;
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

  const theRun = async () => {
    const [run] = await world.runs();
    if (run === undefined) throw new Error("nobody entered");
    return run;
  };
  const enterAt = async (...steps: Parameters<typeof inARow>) => {
    await world.run(program({ journey: "J", steps: inARow(...steps) }));
    await world.signUp("ada", { points: 0 });
    return theRun();
  };

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
        expect(new Set(world.calls.map((call) => call.request.messageId)).size).toBe(1);
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
      expect(statement).toBeGreaterThan(25);
    });

    test("the visit is counted by the commit that enters a step, not by a retry", async () => {
      const run = await enterAt({ "send:Welcome": send() });
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.serveWakes();
      await world.advance(run.id);
      const { visits } = await world.store.db.selectFrom("run").select("visits").executeTakeFirstOrThrow();
      expect(visits).toEqual({ "send:Welcome": 1 });
    });
  });

  describe("rule 3: an attempt holds the run's epoch, or decides nothing", () => {
    test("one that was overtaken during its call records what came of it, and moves nobody", async () => {
      const run = await enterAt({ "send:Welcome": send(), "tag:after": tag("after"), delay: delay(1) });
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
      const run = await enterAt({ "tag:a": tag("a") });
      await expect(world.engine.advance(run.id, { deadline: Date.now() - 1, local: true })).rejects.toThrow();
      expect((await world.contact("ada")).tags).toEqual([]);
    });

    test("advancing a finished or missing run is a read", async () => {
      const run = await enterAt({ "tag:a": tag("a") });
      expect(await world.advance(run.id)).toEqual({ kind: "done" });
      const { epoch } = await theRun();
      expect(await world.advance(run.id)).toEqual({ kind: "done" });
      expect(await world.advance(NOWHERE)).toEqual({ kind: "done" });
      expect((await theRun()).epoch).toBe(epoch);
    });
  });

  test("rule 4: an attempt starts no call that its time cannot cover", async () => {
    const run = await enterAt({ "tag:a": tag("a"), "send:Welcome": send() });
    const short = await world.engine.advance(run.id, { deadline: Date.now() + 1_500, local: true });
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

  describe("rule 6: an outside effect is known by run, step and visit", () => {
    const lost = async (): Promise<void> => {
      world.answer = async () => {
        throw new Died("the process ended during the call");
      };
      await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
      world.answer = async () => ({ kind: "done", providerRef: "250" });
    };
    const endLease = () =>
      world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();

    test("a live lease of another attempt is slept out", async () => {
      const run = await enterAt({ "send:Welcome": send() });
      await lost();
      expect(await world.advance(run.id)).toMatchObject({ kind: "sleep", summary: "send:Welcome" });
      expect(world.calls).toHaveLength(1);
    });

    test("an outcome that is lost is not repeated, is reported, and takes otherwise", async () => {
      const run = await enterAt({
        "send:Welcome": send({ next: null, otherwise: "tag:lost" }),
        "tag:lost": tag("lost"),
      });
      await lost();
      await endLease();
      await world.advance(run.id);
      expect(world.calls).toHaveLength(1);
      expect((await world.contact("ada")).tags).toEqual(["lost"]);
      const view = await world.store.gateway.contact("ada");
      expect(view?.timeline).toContainEqual(
        expect.objectContaining({ kind: "failed", outcome: "unknown", name: "Welcome" }),
      );
    });

    test("an answer that never came counts the same, in the attempt that waited for it", async () => {
      await enterAt({ "send:Welcome": send({ next: null, otherwise: "tag:lost" }), "tag:lost": tag("lost") });
      world.answer = async () => ({ kind: "unknown", reason: "the connection was cut" });
      await world.serveWakes();
      expect(world.calls).toHaveLength(1);
      expect((await world.contact("ada")).tags).toEqual(["lost"]);
      const { state } = await world.store.db.selectFrom("effect").select("state").executeTakeFirstOrThrow();
      expect(state).toBe("unknown");
    });

    test("with `if unknown resend` it is called again under the same name", async () => {
      await world.run(program({ ...RESEND, journey: "J", steps: inARow({ "send:Welcome": send() }) }));
      await world.signUp("ada");
      const run = await theRun();
      await lost();
      await endLease();
      await world.advance(run.id);
      expect(world.calls).toHaveLength(2);
      expect(new Set(world.calls.map((call) => call.request.messageId)).size).toBe(1);
      expect(await world.journal("ada")).toContain("sent send:Welcome");
    });

    test("an answer that is lost each time is asked for again with pauses, and not for ever", async () => {
      await world.run(program({ ...RESEND, journey: "J", steps: inARow({ "send:Welcome": send() }) }));
      await world.signUp("ada");
      const run = await theRun();
      world.answer = async () => ({ kind: "unknown", reason: "the connection was cut" });
      for (
        let answer = await world.advance(run.id);
        answer.kind !== "done";
        answer = await world.advance(run.id)
      ) {
        expect(answer).toMatchObject({ kind: "sleep" });
        await endLease();
      }
      expect(world.calls).toHaveLength(5);
      expect(await world.journal("ada")).toEqual(["entered", "failed send:Welcome", "finished"]);
    });

    test("what is known not to have left is tried again later, and is still one effect", async () => {
      const run = await enterAt({ "send:Welcome": send() });
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.serveWakes();
      expect(await world.advance(run.id), "each wait for a retry is a suspension").toMatchObject({
        kind: "sleep",
      });
      expect(world.calls).toHaveLength(1);
      world.answer = async () => ({ kind: "done", providerRef: "250" });
      await endLease();
      await world.advance(run.id);
      expect(world.calls).toHaveLength(2);
      expect(await world.journal("ada")).toEqual([
        "entered",
        "held send:Welcome",
        "sent send:Welcome",
        "finished",
      ]);
    });

    test("one that was under way when its run was left is still accounted for", async () => {
      await world.run(
        program({
          ...RESEND,
          journey: "J",
          exits: [{ id: "exit#1", when: buys }],
          steps: inARow({ "send:Welcome": send() }),
        }),
      );
      await world.signUp("ada");
      const run = await theRun();
      await lost();
      await world.buy("ada", "o1", T0);
      expect(await world.advance(run.id), "the lease is still live").toMatchObject({ kind: "sleep" });
      await endLease();
      expect(await world.advance(run.id)).toEqual({ kind: "done" });
      expect(world.calls, "a run that was left sends nothing more").toHaveLength(1);
      const { state } = await world.store.db.selectFrom("effect").select("state").executeTakeFirstOrThrow();
      expect(state).toBe("unknown");
      expect(await world.journal("ada")).toEqual(["entered", "exited send:Welcome", "failed send:Welcome"]);
    });

    test("what came of it is stored with it, whatever the run does next", async () => {
      await enterAt({ "send:Welcome": send(), delay: delay(1), refused: send() });
      await world.serveWakes();
      world.answer = async () => ({ kind: "refused", permanent: true, reason: "550" });
      await world.until(T0 + 2 * DAY);
      const effects = await world.store.db
        .selectFrom("effect")
        .select(["step", "state", "provider_ref"])
        .orderBy("at")
        .execute();
      expect(effects).toEqual([
        { step: "send:Welcome", state: "done", provider_ref: "250 ok" },
        { step: "refused", state: "refused", provider_ref: null },
      ]);
    });

    test("a final refusal is recorded with its reason and takes otherwise", async () => {
      await enterAt({
        "send:Welcome": send({ next: null, otherwise: "tag:refused" }),
        "tag:refused": tag("refused"),
      });
      world.answer = async () => ({ kind: "refused", permanent: true, reason: "550 no such user" });
      await world.serveWakes();
      expect((await world.contact("ada")).tags).toEqual(["refused"]);
      const view = await world.store.gateway.contact("ada");
      expect(view?.timeline).toContainEqual(
        expect.objectContaining({ kind: "refused", reason: "550 no such user" }),
      );
    });

    test("consent is asked in the transaction that writes the intent", async () => {
      await enterAt({ delay: delay(1), "send:Welcome": send() });
      await world.until(T0 + HOUR);
      await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
      await world.until(T0 + 2 * DAY);
      expect(world.calls).toEqual([]);
      expect(await world.store.db.selectFrom("effect").selectAll().execute()).toEqual([]);
      expect(await world.journal("ada")).toEqual([
        "entered",
        "delayed delay",
        "refused send:Welcome",
        "finished",
      ]);
    });
  });

  test("rule 8: a slow worker counts as a fast one: from the due moment, not from when it came to it", async () => {
    const run = await enterAt({ d1: delay(1), d2: delay(1), "tag:end": tag("end") });
    await world.serveWakes();
    await world.store.clock.freeze(T0 + 1.5 * DAY);
    await world.advance(run.id);
    expect((await theRun()).due_at).toBe(T0 + 2 * DAY);
  });

  describe("rule 9: events decide by their own time, in their own transaction", () => {
    const waiting = {
      kind: "wait",
      limit: { for: { days: 3 } },
      timeout: "tag:late",
      arms: [{ triggers: [buys], next: "tag:bought" }],
    } as const;
    const arms = {
      ...inARow({ wait: waiting }),
      ...inARow({ "tag:bought": tag("bought") }),
      ...inARow({ "tag:late": tag("late") }),
    };

    test("a repeated event changes nothing", async () => {
      await world.run(
        program({
          journey: "J",
          starts: [{ on: "does", event: "Booked", where: null }],
          reenter: { policy: "always" },
          steps: inARow({ "tag:x": tag("x") }),
        }),
      );
      await world.signUp("ada");
      const event = { id: "e1", contact: "ada", name: "Booked", at: T0, properties: {} };
      expect(await world.store.gateway.putEvent(event)).toMatchObject({ result: "written" });
      await world.until(T0 + HOUR);
      expect(await world.store.gateway.putEvent(event)).toMatchObject({ result: "unchanged" });
      expect(await world.runs()).toHaveLength(1);
    });

    test("what happened in time wins over a time-out that no attempt has decided yet", async () => {
      await world.run(program({ journey: "J", steps: arms }));
      await world.signUp("ada");
      await world.serveWakes();
      await world.store.clock.freeze(T0 + 5 * DAY);
      await world.buy("ada", "o1", T0 + 3 * DAY);
      await world.until(T0 + 5 * DAY);
      expect((await world.contact("ada")).tags).toEqual(["bought"]);
    });

    test("what happened too late does not, however early it is heard of", async () => {
      await world.run(program({ journey: "J", steps: arms }));
      await world.signUp("ada");
      await world.serveWakes();
      await world.store.clock.freeze(T0 + 5 * DAY);
      await world.buy("ada", "o1", T0 + 3 * DAY + 1);
      await world.until(T0 + 5 * DAY);
      expect((await world.contact("ada")).tags).toEqual(["late"]);
    });

    test("of two events that nobody has decided about the earlier one counts, in whichever order they come", async () => {
      const two = {
        ...waiting,
        arms: [
          { triggers: [buys], next: "tag:bought" },
          { triggers: [getsTag("vip")], next: "tag:late" },
        ],
      } as const;
      await world.run(
        program({ journey: "J", steps: { ...arms, wait: { ...two, next: null, summary: "wait" } } }),
      );
      await world.signUp("ada");
      await world.serveWakes();
      await world.store.clock.freeze(T0 + 2 * HOUR);
      await world.store.gateway.putContact({ id: "ada", imported: false, fields: {}, addTags: ["vip"] });
      await world.buy("ada", "o1", T0 + HOUR);
      await world.serveWakes();
      expect((await world.contact("ada")).tags).toEqual(["vip", "bought"]);
    });

    test("an exit ends the run at once and takes its epoch; at one instant it comes before the wait", async () => {
      await world.run(program({ journey: "J", exits: [{ id: "exit#1", when: buys }], steps: arms }));
      await world.signUp("ada");
      await world.serveWakes();
      const { epoch } = await theRun();
      await world.store.clock.freeze(T0 + HOUR);
      await world.buy("ada", "o1", T0 + HOUR);
      expect(await theRun()).toMatchObject({ state: "exited", epoch: epoch + 1, due_at: null });
      await world.until(T0 + 5 * DAY);
      expect((await world.contact("ada")).tags).toEqual([]);
      expect(await world.journal("ada")).toEqual(["entered", "waiting wait", "exited wait"]);
    });

    test("an event never exits the run that it starts", async () => {
      await world.run(
        program({
          journey: "J",
          starts: [buys],
          exits: [{ id: "exit#1", when: buys }],
          steps: inARow({ delay: delay(1) }),
        }),
      );
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.until(T0 + HOUR);
      expect((await theRun()).state).toBe("alive");
    });

    test("restart ends the old run and inserts the new one together", async () => {
      await world.run(
        program({
          journey: "J",
          starts: [buys],
          reenter: { policy: "restart" },
          steps: inARow({ delay: delay(1), "tag:x": tag("x") }),
        }),
      );
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.until(T0 + HOUR);
      await world.buy("ada", "o2", T0 + HOUR);
      expect((await world.runs()).map((run) => run.state)).toEqual(["exited", "alive"]);
    });

    test("only what happens after activation starts; an old start and a second one are refused and said", async () => {
      await world.run(program({ journey: "J", starts: [buys], steps: inARow({ delay: delay(1) }) }));
      await world.signUp("ada");
      await world.buy("ada", "before", T0 - 2 * HOUR);
      expect(await world.runs()).toEqual([]);
      expect(await world.journal("ada")).toEqual([]);
      await world.store.clock.freeze(T0 + 8 * DAY);
      await world.buy("ada", "old", T0);
      await world.buy("ada", "new", T0 + 8 * DAY);
      await world.buy("ada", "again", T0 + 8 * DAY);
      expect(await world.journal("ada")).toEqual(["refused", "entered", "refused"]);
    });
  });

  test("data that does not fit keeps no event out, and is said", async () => {
    const condition = {
      op: ">",
      left: { op: "get", root: "contact", path: ["points"] },
      right: { op: "constant", value: 1 },
    } as const;
    await world.run(
      program({
        journey: "Odd",
        starts: [{ ...buys, where: condition }],
        steps: inARow({ "tag:x": tag("x") }),
      }),
      program({ journey: "Sound", starts: [buys], steps: inARow({ "tag:y": tag("y") }) }),
    );
    await world.signUp("ada", { points: "many" });
    await world.buy("ada", "o1", T0);
    await world.until(T0 + HOUR);
    expect((await world.contact("ada")).tags).toEqual(["y"]);
    expect(await world.journal("ada")).toEqual(["failed", "entered", "tagged tag:y", "finished"]);
  });

  test("data that does not fit a step is said there, and holds nobody for ever", async () => {
    const test = {
      op: ">",
      left: { op: "get", root: "contact", path: ["points"] },
      right: { op: "constant", value: 1 },
    } as const;
    const branch = { kind: "if", branches: [{ test, next: "tag:yes" }], else: "tag:no" } as const;
    await world.run(
      program({
        journey: "J",
        steps: {
          ...inARow({ update: addPoint, branch }),
          ...inARow({ "tag:yes": tag("yes") }),
          ...inARow({ "tag:no": tag("no") }),
        },
      }),
    );
    await world.signUp("ada", { points: "many" });
    await world.until(T0 + HOUR);
    expect(await world.contact("ada")).toMatchObject({ tags: ["no"], fields: { points: "many" } });
    expect(await world.journal("ada")).toEqual([
      "entered",
      "failed update",
      "failed branch",
      "branched branch",
      "tagged tag:no",
      "finished",
    ]);
  });

  describe("rule 10: a wait that opens looks back, and uses no event twice", () => {
    const wait = {
      kind: "wait",
      limit: { for: { days: 3 } },
      timeout: null,
      arms: [{ triggers: [buys], next: "tag:bought" }],
    } as const;

    test("a purchase between the wait's start and a slow worker counts", async () => {
      await world.run(
        program({ journey: "J", steps: inARow({ delay: delay(1), wait, "tag:bought": tag("bought") }) }),
      );
      await world.signUp("ada");
      await world.serveWakes();
      await world.store.clock.freeze(T0 + 1.5 * DAY);
      await world.buy("ada", "o1", T0 + 1.2 * DAY);
      await world.until(T0 + 2 * DAY);
      expect((await world.contact("ada")).tags).toEqual(["bought"]);
    });

    test("one from before the wait's start, and the one that started the run, do not", async () => {
      await world.run(
        program({
          journey: "J",
          starts: [buys],
          steps: inARow({ delay: delay(1), wait, "tag:bought": tag("bought") }),
        }),
      );
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.until(T0 + HOUR);
      await world.buy("ada", "o2", T0 + HOUR);
      await world.until(T0 + 2 * DAY);
      expect((await world.contact("ada")).tags).toEqual([]);
    });

    test("what the run itself did before the wait, at the same instant, does not count", async () => {
      const tagged = { ...wait, arms: [{ triggers: [getsTag("x")], next: "tag:seen" }] } as const;
      await world.run(
        program({
          journey: "J",
          steps: inARow({ "tag:x": tag("x"), wait: tagged, "tag:seen": tag("seen") }),
        }),
      );
      await world.signUp("ada");
      await world.until(T0 + 4 * DAY);
      expect((await world.contact("ada")).tags).toEqual(["x"]);
    });

    test("a wait that counts since entry sees what came before it, but nothing that was used", async () => {
      const since = {
        ...wait,
        arms: [{ triggers: [{ ...buys, sinceEntry: true }], next: "tag:first" }],
      } as const;
      const again = {
        ...since,
        arms: [{ triggers: [{ ...buys, sinceEntry: true }], next: "tag:second" }],
      } as const;
      await world.run(
        program({
          journey: "J",
          starts: [buys],
          steps: inARow({
            delay: delay(1),
            since,
            "tag:first": tag("first"),
            again,
            "tag:second": tag("second"),
          }),
        }),
      );
      await world.signUp("ada");
      await world.buy("ada", "start", T0);
      await world.until(T0 + HOUR);
      expect(await world.journal("ada")).toEqual(["entered", "delayed delay"]);
      await world.buy("ada", "between", T0 + HOUR);
      await world.until(T0 + 10 * DAY);
      expect((await world.contact("ada")).tags).toEqual(["first"]);
    });

    test("a start that is heard of late is left by what happened since", async () => {
      await world.run(
        program({
          journey: "J",
          starts: [buys],
          exits: [{ id: "exit#1", when: getsTag("stop") }],
          steps: inARow({ "tag:x": tag("x") }),
        }),
      );
      await world.signUp("ada");
      await world.store.clock.freeze(T0 + 2 * HOUR);
      await world.store.gateway.putContact({ id: "ada", imported: false, fields: {}, addTags: ["stop"] });
      await world.buy("ada", "late", T0 + HOUR);
      await world.until(T0 + DAY);
      expect((await world.contact("ada")).tags).toEqual(["stop"]);
      expect(await world.journal("ada")).toEqual(["entered", "exited tag:x"]);
    });

    test("an event is dated no later than it is received", async () => {
      await world.run(program({ journey: "J", steps: inARow({ delay: delay(1) }) }));
      await world.signUp("ada");
      await world.buy("ada", "o1", T0 + DAY);
      const row = await world.store.db
        .selectFrom("event")
        .select("at")
        .where("key", "=", "order")
        .executeTakeFirstOrThrow();
      expect(row.at).toBe(T0);
    });
  });

  describe("rule 11: a step's own effects are events too", () => {
    test("exits are tested after each step, in the same transaction", async () => {
      await world.run(
        program({
          journey: "J",
          exits: [{ id: "exit#1", when: getsTag("x") }],
          steps: inARow({ "tag:x": tag("x"), "tag:y": tag("y") }),
        }),
      );
      await world.signUp("ada");
      await world.until(T0 + HOUR);
      expect((await world.contact("ada")).tags).toEqual(["x"]);
      expect(await world.journal("ada")).toEqual(["entered", "tagged tag:x", "exited tag:x"]);
    });

    test("a tag that is there already causes nothing", async () => {
      await world.run(
        program({ journey: "A", steps: inARow({ "tag:x": tag("x", "x") }) }),
        program({
          journey: "B",
          starts: [getsTag("x")],
          reenter: { policy: "always" },
          steps: inARow({ update: addPoint }),
        }),
      );
      await world.signUp("ada", { points: 0 });
      await world.until(T0 + HOUR);
      expect(await world.contact("ada")).toMatchObject({ fields: { points: 1 } });
      const events = await world.store.db
        .selectFrom("event")
        .select("key")
        .where("key", "=", "tag+:x")
        .execute();
      expect(events).toHaveLength(1);
    });

    test("journeys that cause each other in a circle end after sixteen, and it is said", async () => {
      const untag = (name: string) => ({ kind: "untag", tags: [name] }) as const;
      await world.run(
        program({
          journey: "A",
          starts: [getsTag("a")],
          reenter: { policy: "always" },
          steps: inARow({ u: untag("a"), p: addPoint, t: tag("b") }),
        }),
        program({
          journey: "B",
          starts: [getsTag("b")],
          reenter: { policy: "always" },
          steps: inARow({ u: untag("b"), p: addPoint, t: tag("a") }),
        }),
      );
      await world.signUp("ada", { points: 0 });
      await world.store.gateway.putContact({ id: "ada", imported: false, fields: {}, addTags: ["a"] });
      await world.until(T0 + HOUR);
      const view = await world.store.gateway.contact("ada");
      expect(view?.contact.fields.points).toBe(17);
      expect(view?.timeline).toContainEqual(
        expect.objectContaining({ kind: "refused", reason: expect.stringContaining("more than 16") }),
      );
    });
  });

  describe("rule 13: whatever wakes a run writes it down in the same transaction", () => {
    test("a start, a match and an exit each leave a wake and a due moment", async () => {
      const wait = {
        kind: "wait",
        limit: null,
        timeout: null,
        arms: [{ triggers: [buys], next: null }],
      } as const;
      await enterAt({ wait });
      expect((await theRun()).due_at).toBe(T0);
      expect(await world.engine.takeWakes(10)).toMatchObject([{ journey: "J" }]);
      expect(await world.engine.takeWakes(10), "no two relays take one").toEqual([]);
      const { id } = await theRun();
      expect(await world.advance(id)).toEqual({ kind: "held" });
      await world.store.clock.freeze(T0 + HOUR);
      await world.buy("ada", "o1", T0 + HOUR);
      expect((await theRun()).due_at).toBe(T0 + HOUR);
      expect(await world.engine.takeWakes(10)).toMatchObject([{ runId: id }]);
    });

    test("the sweep finds what is overdue and not about to be woken", async () => {
      const run = await enterAt({ delay: delay(1) });
      await world.store.clock.freeze(T0 + HOUR);
      expect((await world.engine.sweep(10)).overdue, "its wake is in the outbox").toEqual([]);
      await world.serveWakes();
      expect((await world.engine.sweep(10)).overdue).toEqual([]);
      await world.store.clock.freeze(T0 + 2 * DAY);
      expect((await world.engine.sweep(10)).overdue).toEqual([{ runId: run.id, journey: "J" }]);
    });
  });

  test("rule 15: a paused journey lets nobody in and moves nobody; resuming wakes who was held", async () => {
    const run = await enterAt({ delay: delay(1), "tag:x": tag("x") });
    await world.serveWakes();
    await world.store.gateway.setStatus("J", "paused");
    await world.signUp("ben");
    expect(await world.runs()).toHaveLength(1);
    await world.store.clock.freeze(T0 + 2 * DAY);
    expect(await world.advance(run.id)).toEqual({ kind: "held" });
    expect((await world.contact("ada")).tags).toEqual([]);
    expect((await theRun()).due_at).toBeNull();
    await world.store.gateway.setStatus("J", "active");
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["x"]);
    expect(await world.journal("ada")).toEqual([
      "entered",
      "delayed delay",
      "held delay",
      "tagged tag:x",
      "finished",
    ]);
  });

  test("rule 16: who is inside stays on the version of the entry; who enters later takes the new one", async () => {
    await enterAt({ delay: delay(1), "tag:old": tag("old") });
    await world.serveWakes();
    await world.store.clock.freeze(T0 + HOUR);
    const changed = program({
      journey: "J",
      starts: [signsUp],
      steps: inARow({ delay: delay(1), "tag:new": tag("new") }),
    });
    await world.store.deploy((await import("./programs.ts")).project(changed));
    await world.signUp("ben");
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["old"]);
    expect((await world.contact("ben")).tags).toEqual(["new"]);
  });
});
