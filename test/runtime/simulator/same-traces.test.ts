import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSimulator } from "../../../runtime/src/simulator/simulator.ts";
import { DATABASES, openWorld, T0, type World } from "../store/world.ts";
import { databaseHost, traceOf, traceOfDatabase } from "./database-host.ts";
import { answering, begin, DELIVERED, SCENARIOS } from "./scenarios.ts";

/** The host in memory decides what the one on a database decides, at the same moments, in the same order for each contact. */
describe.each(DATABASES)("traces in memory and on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  test.each(Object.entries(SCENARIOS))("%s", async (_, { compiled: published, answer, play, shows }) => {
    const onDatabase = await databaseHost(world, published, T0, answer ?? (() => DELIVERED));
    await begin(onDatabase, { compiled: published, play });
    const inMemory = createSimulator({
      compiled: published,
      startAt: T0,
      // The stand-in of the database's host is answered at once, whatever is answered.
      callLimit: 0,
      outside: answering(answer),
    });
    await begin(inMemory, { compiled: published, play });
    expect(await traceOf(inMemory)).toEqual(await traceOfDatabase(world));
    const kinds = new Set(inMemory.journal().map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining([...shows]));
  });
});
