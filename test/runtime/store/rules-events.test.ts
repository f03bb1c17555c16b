import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPoint, buys, delay, getsTag, inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, enterAt, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

/** Each numbered rule of the engine (docs/runtime.md) that a construct of today touches, and a breach that it would catch. */
describe.each(DATABASES)("the engine's rules on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  test("rule 8: a slow worker counts as a fast one: from the due moment, not from when it came to it", async () => {
    const run = await enterAt(world, { d1: delay(1), d2: delay(1), "tag:end": tag("end") });
    await world.serveWakes();
    await world.store.clock.freeze(T0 + 1.5 * DAY);
    await world.advance(run.id);
    expect((await theRun(world)).due_at).toBe(T0 + 2 * DAY);
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

    test("an event's contact is named by its id, also one that looks like an address, or by its address", async () => {
      await world.run(program({ journey: "J", steps: inARow({ "tag:x": tag("x") }) }));
      await world.signUp("ada");
      await world.signUp("bob@old.example");
      const put = (id: string, contact: string) =>
        world.store.gateway.putEvent({ id, contact, name: "Booked", at: T0, properties: {} });
      expect(await put("e1", "ada")).toEqual({ result: "written", contact: "ada" });
      expect(await put("e2", "bob@old.example")).toEqual({ result: "written", contact: "bob@old.example" });
      expect(await put("e3", "ADA@shop.example")).toEqual({ result: "written", contact: "ada" });
      expect(await put("e4", "nobody")).toMatchObject({
        result: "rejected",
        reason: expect.stringContaining("nobody"),
      });
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
      const { epoch } = await theRun(world);
      await world.store.clock.freeze(T0 + HOUR);
      await world.buy("ada", "o1", T0 + HOUR);
      expect(await theRun(world)).toMatchObject({ state: "exited", epoch: epoch + 1, due_at: null });
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
      expect((await theRun(world)).state).toBe("alive");
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
});
