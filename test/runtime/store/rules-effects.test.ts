import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Died } from "./dying.ts";
import { buys, delay, inARow, program, RESEND, send, tag } from "./programs.ts";
import { DATABASES, DAY, enterAt, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

/** Each numbered rule of the engine (docs/runtime.md) that a construct of today touches, and a breach that it would catch. */
describe.each(DATABASES)("the engine's rules on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

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
      const run = await enterAt(world, { "send:Welcome": send() });
      await lost();
      expect(await world.advance(run.id)).toMatchObject({ kind: "sleep", summary: "send:Welcome" });
      expect(world.calls).toHaveLength(1);
    });

    test("an outcome that is lost is not repeated, is reported, and takes otherwise", async () => {
      const run = await enterAt(world, {
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
      await enterAt(world, {
        "send:Welcome": send({ next: null, otherwise: "tag:lost" }),
        "tag:lost": tag("lost"),
      });
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
      const run = await theRun(world);
      await lost();
      await endLease();
      await world.advance(run.id);
      expect(world.calls.map(({ key }) => key)).toEqual(Array(2).fill(`${run.id}/send:Welcome/1`));
      expect(new Set(world.mails.map((mail) => mail.messageId)).size).toBe(1);
      expect(await world.journal("ada")).toContain("sent send:Welcome");
    });

    test("an answer that is lost each time is asked for again with pauses, and not for ever", async () => {
      await world.run(program({ ...RESEND, journey: "J", steps: inARow({ "send:Welcome": send() }) }));
      await world.signUp("ada");
      const run = await theRun(world);
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
      const run = await enterAt(world, { "send:Welcome": send() });
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
      const run = await theRun(world);
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

    test("one that was to be tried again when `exit if` ended its run did not leave, and that is said", async () => {
      const points = { op: "get", root: "contact", path: ["points"] } as const;
      const rich = { op: ">", left: points, right: { op: "constant", value: 5 } } as const;
      await world.run(
        program({
          journey: "J",
          exits: [{ id: "exit#1", if: rich }],
          steps: inARow({ "send:Welcome": send() }),
        }),
      );
      await world.signUp("ada", { points: 0 });
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.serveWakes();
      // Nobody decides about it meanwhile: the next try finds out.
      await world.store.db
        .updateTable("contact")
        .set({ fields: JSON.stringify({ points: 9 }) })
        .execute();
      await world.until(T0 + DAY);
      expect(await world.journal("ada")).toEqual([
        "entered",
        "held send:Welcome",
        "exited send:Welcome",
        "refused send:Welcome",
      ]);
      const { state } = await world.store.db.selectFrom("effect").select("state").executeTakeFirstOrThrow();
      expect(state).toBe("refused");
    });

    test("the answer to a call is recorded, though the run was left during it", async () => {
      await world.run(
        program({
          journey: "J",
          exits: [{ id: "exit#1", when: buys }],
          steps: inARow({ "send:Welcome": send() }),
        }),
      );
      await world.signUp("ada");
      world.answer = async () => {
        await world.buy("ada", "o1", T0);
        return { kind: "done", providerRef: "250 ok" };
      };
      expect(await world.advance((await theRun(world)).id)).toEqual({ kind: "done" });
      const effect = await world.store.db
        .selectFrom("effect")
        .select(["state", "provider_ref"])
        .executeTakeFirstOrThrow();
      expect(effect).toEqual({ state: "done", provider_ref: "250 ok" });
      expect(await world.journal("ada")).toEqual(["entered", "exited send:Welcome", "sent send:Welcome"]);
    });

    test("what came of it is stored with it, whatever the run does next", async () => {
      await enterAt(world, { "send:Welcome": send(), delay: delay(1), refused: send() });
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
      await enterAt(world, {
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
      await enterAt(world, { delay: delay(1), "send:Welcome": send() });
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
});
