import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { delay, inARow, program, send } from "./programs.ts";
import { DATABASES, openWorld, type World } from "./world.ts";

const SERIES = program({ journey: "J", steps: inARow({ a: delay(1), "send:one": send() }) });

describe.each(DATABASES)("a journey with people inside on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(async () => {
    await world.clear();
    await world.run(SERIES);
    for (const id of ["p0", "p1", "p2"]) await world.signUp(id);
    await world.serveWakes();
    await world.store.gateway.setStatus("J", "paused");
  });
  afterAll(() => world.close());

  test("is archived only where that is said", async () => {
    const result = await world.store.gateway.setStatus("J", "archived");
    expect(result).toEqual({ refused: expect.stringContaining("inside=exit") });
    expect(await world.store.gateway.journeys()).toMatchObject([{ status: "paused" }]);
  });

  test("and then they leave, wherever they stand, and nobody enters any more", async () => {
    const { gateway } = world.store;
    expect(await gateway.setStatus("J", "archived", { inside: "exit" })).toEqual({ changed: true });
    await world.signUp("late");
    expect(await gateway.journeys()).toMatchObject([{ releasing: { total: 3, released: 0 } }]);
    await world.serveWakes();
    expect((await world.runs()).map(({ state }) => state)).toEqual(["exited", "exited", "exited"]);
    const told = (await gateway.contact("p0"))?.timeline ?? [];
    expect(told.filter(({ kind }) => kind === "exited").map(({ reason }) => reason)).toEqual([
      "the journey was archived",
    ]);
    expect(await gateway.journeys()).toMatchObject([{ releasing: null, counts: { active: 0 } }]);
  });
});
