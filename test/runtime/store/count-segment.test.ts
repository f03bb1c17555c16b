import type { Expr, Trigger } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fillPage } from "../../../runtime/src/alarms/alarm-poller.ts";
import { countSegment } from "../../../runtime/src/store/count-segment.ts";
import { createShelf } from "../../../runtime/src/store/programs.ts";
import { buys, inARow, program, project, tag } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

const Recent: Expr = {
  op: "history",
  history: {
    trigger: buys,
    times: { bound: "at least", count: 1 },
    in: null,
    within: { days: 7 },
    since: null,
    before: null,
  },
};
const Quiet: Expr = { op: "not", of: { op: "in segment", segment: "Recent" } };
const enters: Trigger = { on: "enters people", people: "Recent", tier: null, where: null };
const steps = inARow({ "tag:in": tag("in") });

describe.each(DATABASES)("how many are in a segment, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const count = async (name: string) => (await world.store.gateway.countSegment(name)).count;
  const four = async () => {
    for (const id of ["ada", "ben", "cyd", "dan"]) await world.signUp(id);
    await world.buy("ada", "o1", T0);
    await world.buy("ben", "o2", T0 - DAY);
  };

  test("one that a journey is told of is counted as it is kept, also when time alone makes somebody leave", async () => {
    await world.run(program({ journey: "J", starts: [enters], people: { Recent }, steps }));
    await fillPage({ host: world.store.alarms, logger: console as never }, new AbortController().signal);
    await four();
    const all = { audience: "Newsletter", asked: 4, contacts: 4, kept: true };
    expect(await count("Recent")).toEqual({ ...all, people: 2 });
    await world.until(T0 + 6.5 * DAY);
    expect(await count("Recent")).toEqual({ ...all, people: 1 });
  });

  test("of another one everybody is asked, also of what no journey reads by itself", async () => {
    await world.run(program({ journey: "J", people: { Recent, Quiet }, steps }));
    await four();
    const all = { audience: "Newsletter", asked: 4, contacts: 4, kept: false };
    expect(await count("Recent")).toEqual({ ...all, people: 2 });
    expect(await count("Quiet")).toEqual({ ...all, people: 2 });
    await world.until(T0 + 8 * DAY);
    expect(await count("Quiet")).toEqual({ ...all, people: 4 });
  });

  test("says of how many it is known when the time is up before all were asked", async () => {
    const journey = program({ journey: "J", people: { Recent }, steps });
    await world.run(journey);
    await four();
    let asked = 0;
    const patience = () => asked++ * 400;
    const { count } = await countSegment(world.store.db, createShelf(), project(journey), "Recent", patience);
    expect(count).toEqual({ audience: "Newsletter", people: 2, asked: 2, contacts: 4, kept: false });
  });

  test.each(["Recents", "constructor", "__proto__"])(
    "one of which no journey speaks is not known, and the others are named: %s",
    async (name) => {
      await world.run(program({ journey: "J", people: { Recent, Quiet }, steps }));
      expect(await world.store.gateway.countSegment(name)).toEqual({
        names: ["Quiet", "Recent"],
        count: undefined,
      });
    },
  );
});
