import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { journeysOf } from "../engine/play.ts";
import { createDying, Died } from "./dying.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

/** All that decides where a run goes, on a database: kept between steps, and whole after a death. */
describe.each(DATABASES)("the control flow on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const run = (text: string) => world.run(...journeysOf(text).map(({ program }) => program));
  const does = (event: string, id: string, properties: object) =>
    world.store.gateway.putEvent({
      id,
      contact: "ada",
      name: event,
      at: T0,
      properties: properties as never,
    });
  const states = async () =>
    (
      await world.store.db
        .selectFrom("run")
        .select(["journey", "key", "state"])
        .orderBy("entered_at")
        .orderBy("key")
        .execute()
    ).map(({ journey, key, state }) => `${journey} ${key} ${state}`.replace("  ", " "));

  const EVERYTHING = `
    fragment Ask(patience: duration, word: text) for Newsletter {
      delay patience
      remember seen = contact.points
      if word == "Ada" { update contact { set points = contact.points + 100 } }
      wait up to 1 day { when contact gets tag "e" { } otherwise { } }
      if contact.points >= seen { tag "a" }
    }
    journey Main for Newsletter {
      start when contact signs up
      remember name = contact.firstName or "you"
      match contact.plan { "free" { tag "b" } else { exit } }
      repeat up to 2 times {
        update contact { set points = contact.points + 1 }
        repeat up to 3 times { delay 1 hour if contact has tag "b" { break } }
      }
      run Ask(patience: 2 * 12 hours, word: name)
      start journey Other otherwise { tag "d" }
      delay 1 day
      leave journey Other
      archive contact
    }
    journey Other for Newsletter {
      start manually
      tag "c"
      delay 30 days
      tag "vip"
    }`;

  test("a death before any statement loses nothing and repeats nothing", async () => {
    const journeys = journeysOf(EVERYTHING).map(({ program }) => program);
    let statement = 0;
    for (let died = true; died; statement += 1) {
      await world.clear();
      await world.run(...journeys);
      await world.signUp("ada", { points: 0, plan: "free", firstName: "Ada" });
      dying.arm(statement);
      await world.until(T0 + 20 * DAY).catch((error) => expect(error).toBeInstanceOf(Died));
      died = dying.disarm();
      await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
      await world.until(T0 + 20 * DAY);
      const { fields, tags } = await world.contact("ada");
      expect([fields.points, tags], `before statement ${statement}`).toEqual([102, ["b", "a", "c"]]);
      expect(await states()).toEqual(["Main finished", "Other exited"]);
      expect((await world.journal("ada")).filter((line) => !line.startsWith("held"))).toEqual(LINES);
      const { remembered, visits } = await world.store.db
        .selectFrom("run")
        .select(["remembered", "visits"])
        .where("journey", "=", "Main")
        .executeTakeFirstOrThrow();
      expect(remembered).toEqual({
        values: { name: "Ada", "run:Ask/seen": 2 },
        arguments: {
          "run:Ask/patience": { type: "duration", duration: { hours: 24 } },
          "run:Ask/word": "Ada",
        },
        turns: {},
        goals: {},
        sendings: {},
      });
      expect(visits).toMatchObject({ repeat: 3, "repeat#2": 2, break: 2, delay: 2 });
    }
    expect(statement).toBeGreaterThan(15);
    // Some fifty lives of the same contact.
  }, 240_000);

  const LINES = [
    "entered",
    "remembered remember:name",
    "branched match",
    "tagged tag:b",
    "updated update:points",
    "delayed delay",
    "branched if",
    "updated update:points",
    "delayed delay",
    "branched if",
    "delayed run:Ask/delay",
    "remembered run:Ask/remember:seen",
    "branched run:Ask/if",
    "updated run:Ask/update:points",
    "waiting run:Ask/wait",
    "timedOut run:Ask/wait",
    "branched run:Ask/if#2",
    "tagged run:Ask/tag:a",
    "entered",
    "delayed delay#2",
    "tagged tag:c",
    "delayed delay",
    "exited delay",
    "archived archive",
    "finished",
  ];

  test("what an event does to keyed runs survives a death before any statement", async () => {
    const journeys = journeysOf(`journey J for Newsletter {
      start when contact does Booked
      exit when contact does Cancelled where event.id == entry.event.id
      one run per entry.event.id
      reenter restart
      enter from 2026-03-01 to 2026-03-31
      delay 3 days
      tag "a"
    }`).map(({ program }) => program);
    let statement = 0;
    for (let died = true; died; statement += 1) {
      await world.clear();
      await world.run(...journeys);
      await world.signUp("ada");
      dying.arm(statement);
      const events = async () => {
        await does("Booked", "b1", { id: "x" });
        await does("Booked", "b2", { id: "y" });
        await does("Booked", "b3", { id: "x" });
        await does("Cancelled", "c1", { id: "y" });
      };
      await events().catch((error) => expect(error).toBeInstanceOf(Died));
      died = dying.disarm();
      // Whoever sent them sends them again.
      await events();
      expect((await states()).sort(), `before statement ${statement}`).toEqual([
        "J x alive",
        "J x exited",
        "J y exited",
      ]);
      const rows = await world.store.db.selectFrom("journal").select("kind").execute();
      expect(rows.map(({ kind }) => kind).sort()).toEqual([
        "entered",
        "entered",
        "entered",
        "exited",
        "exited",
      ]);
    }
    expect(statement).toBeGreaterThan(8);
  });

  test("re-entry is asked of the entries of each key, also of runs that ended long ago", async () => {
    await run(`journey J for Newsletter {
      start when contact does Booked
      one run per entry.event.id
      tag "a"
    }`);
    await world.signUp("ada");
    await does("Booked", "b1", { id: "x" });
    await world.until(T0 + HOUR);
    await does("Booked", "b2", { id: "x" });
    await does("Booked", "b3", { id: "y" });
    await world.until(T0 + 2 * HOUR);
    expect(await states()).toEqual(["J x finished", "J y finished"]);
    const view = await world.store.gateway.contact("ada");
    expect(view?.timeline).toContainEqual(
      expect.objectContaining({ kind: "refused", reason: expect.stringContaining("reenter never") }),
    );
  });

  test("a loop that never rests is done in several transactions", async () => {
    await run(`journey J for Newsletter {
      start when contact signs up
      repeat up to 400 times {
        delay until 2026-01-01 at 8:00
        update contact { set points = contact.points + 1 }
      }
    }`);
    await world.signUp("ada", { points: 0 });
    const { id } = await theRun(world);
    expect(await world.advance(id)).toEqual({ kind: "continue" });
    await world.until(T0);
    expect(await world.contact("ada")).toMatchObject({ fields: { points: 400 } });
    expect(await states()).toEqual(["J finished"]);
  });
});
