import type { Expr, Program } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { delay, inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

describe.each(DATABASES)("what ends a wait by its condition, on %s", (database) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  describe("rule 12: `wait until` a condition", () => {
    const renewal: Expr = { op: "get", root: "contact", path: ["renewal"] };
    const isOver: Expr = { op: "<=", left: renewal, right: { op: "now" } };
    const isVip: Expr = { op: "has tag", tag: "vip" };
    const waitFor = (until: Expr, inputs: readonly string[], limit = 9) => {
      const wait = { kind: "wait", limit: { for: { days: limit } }, arms: [], until, timeout: "tag:late" };
      const one = program({
        journey: "J",
        fields: { renewal: { type: "moment", optional: true } },
        steps: {
          ...inARow({ wait: { ...wait, next: "tag:held" } as never }),
          ...inARow({ "tag:held": tag("held"), end: delay(30) }),
          ...inARow({ "tag:late": tag("late"), last: delay(30) }),
        },
      });
      const watch = Object.fromEntries(
        inputs.map((key) => [key, [{ kind: "until", step: "wait" }]] as const),
      );
      return { ...one, watch: { ...one.watch, ...watch } } as Program;
    };
    const change = (fields: object, addTags: string[] = []) =>
      world.store.gateway.putContact({ id: "ada", imported: false, fields: fields as never, addTags });
    const inDays = (days: number) => new Date(T0 + days * DAY).toISOString();

    test("ends at once where it holds, and when an event makes it hold", async () => {
      await world.run(waitFor(isVip, ["tag+:vip", "tag-:vip"]));
      await change({ email: "ada@shop.example" }, ["vip"]);
      await world.signUp("ben");
      await world.until(T0 + HOUR);
      expect((await world.contact("ada")).tags).toEqual(["vip", "held"]);
      await world.store.clock.freeze(T0 + 2 * HOUR);
      await world.store.gateway.putContact({ id: "ben", imported: false, fields: {}, addTags: ["vip"] });
      await world.until(T0 + 3 * HOUR);
      expect((await world.runs()).map(({ step, at }) => [step, at])).toEqual([
        ["end", T0],
        ["end", T0 + 2 * HOUR],
      ]);
    });

    test("ends by time alone, at that very moment", async () => {
      await world.run(waitFor(isOver, ["field:renewal"]));
      await world.signUp("ada", { renewal: inDays(2) });
      await world.until(T0 + 20 * DAY);
      expect(await theRun(world)).toMatchObject({ step: "end", at: T0 + 2 * DAY });
    });

    test("what time alone has ended keeps its moment, whatever happens before the run is served", async () => {
      await world.run(waitFor(isOver, ["field:renewal"]));
      await world.signUp("ada", { renewal: inDays(2) });
      await world.serveWakes();
      await world.store.clock.freeze(T0 + 3 * DAY);
      // No event, and so everything is asked anew.
      await world.store.gateway.putContact({
        id: "ada",
        imported: false,
        fields: {},
        consent: { email: "pending" },
      });
      await world.until(T0 + 4 * DAY);
      expect(await theRun(world)).toMatchObject({ step: "end", at: T0 + 2 * DAY });
    });

    test("an event that brings it forward moves the timer, and pokes the run", async () => {
      await world.run(waitFor(isOver, ["field:renewal"]));
      await world.signUp("ada", { renewal: inDays(8) });
      await world.serveWakes();
      await world.store.clock.freeze(T0 + DAY);
      await change({ renewal: inDays(3) });
      expect(await theRun(world)).toMatchObject({ due_at: T0 + 3 * DAY });
      expect(await world.engine.takeWakes(9)).toHaveLength(1);
      await world.until(T0 + 20 * DAY);
      expect(await theRun(world)).toMatchObject({ step: "end", at: T0 + 3 * DAY });
    });

    test("what comes to hold after the limit comes too late", async () => {
      await world.run(waitFor(isOver, ["field:renewal"]));
      await world.signUp("ada", { renewal: inDays(9.5) });
      await world.until(T0 + 20 * DAY);
      expect(await theRun(world)).toMatchObject({ step: "last", at: T0 + 9 * DAY });
    });

    test.each([
      ["time", 4],
      ["an event", 2],
    ])("a slow worker decides as a fast one: ended by %s", async (by, day) => {
      const either: Expr = { op: "or", all: [isVip, isOver] };
      await world.run(waitFor(either, ["tag+:vip", "tag-:vip", "field:renewal"]));
      await world.signUp("ada", { renewal: inDays(4) });
      await world.store.clock.freeze(T0 + 2 * DAY);
      if (by === "an event") await change({}, ["vip"]);
      await world.store.clock.freeze(T0 + 15 * DAY);
      await world.serveWakes();
      expect(await theRun(world)).toMatchObject({ step: "end", at: T0 + day * DAY });
    });

    test("what happens at one instant counts as a whole, as long as no attempt has gone on", async () => {
      const tags = (more: { readonly addTags?: string[]; readonly removeTags?: string[] }) =>
        world.store.gateway.putContact({ id: "ada", imported: false, fields: {}, ...more });
      await world.run(waitFor(isVip, ["tag+:vip", "tag-:vip"]));
      await world.signUp("ada");
      await world.serveWakes();
      await world.store.clock.freeze(T0 + HOUR);
      await tags({ addTags: ["vip"] });
      await tags({ removeTags: ["vip"] });
      await world.serveWakes();
      expect(await theRun(world)).toMatchObject({ step: "wait", due_at: T0 + 9 * DAY });
      await tags({ addTags: ["vip"] });
      await world.serveWakes();
      await tags({ removeTags: ["vip"] });
      await world.until(T0 + 2 * HOUR);
      expect(await theRun(world)).toMatchObject({ step: "end", at: T0 + HOUR });
    });

    test("what is no event ends it, too: the end of another run", async () => {
      const outside: Expr = { op: "not", of: { op: "in journey", journey: "K" } };
      await world.run(
        waitFor(outside, ["journey+:K", "journey-:K"]),
        program({ journey: "K", steps: inARow({ delay: delay(2) }) }),
      );
      await world.signUp("ada");
      await world.until(T0 + 5 * DAY);
      expect((await world.runs()).find(({ step }) => step === "end")?.at).toBe(T0 + 2 * DAY);
    });

    test("time alone does not wake `exit if`", async () => {
      const one = waitFor(isVip, ["tag+:vip", "tag-:vip"]);
      await world.run({ ...one, exits: [{ id: "x", if: isOver }] });
      await world.signUp("ada", { renewal: inDays(2) });
      await world.until(T0 + 8 * DAY);
      expect(await theRun(world)).toMatchObject({ state: "alive", step: "wait" });
      await world.until(T0 + 9 * DAY);
      expect(await theRun(world)).toMatchObject({ state: "exited" });
    });
  });
});
