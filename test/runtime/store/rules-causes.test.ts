import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPoint, buys, delay, getsTag, inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

/** Each numbered rule of the engine (docs/runtime.md) that a construct of today touches, and a breach that it would catch. */
describe.each(DATABASES)("the engine's rules on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

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
});
