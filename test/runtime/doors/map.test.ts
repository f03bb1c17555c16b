import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMaps } from "../../../cli/src/journey-maps.ts";
import { compiled } from "../../compiler/lower/compiled.ts";
import { delay, inARow, program, tag } from "../store/programs.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "../store/world.ts";
import { openShop } from "./open-shop.ts";

test("is the map of the command line, with the people in it", async () => {
  const { model } = compiled({
    "shop.journey": `audience Newsletter { tags "vip" }
email Welcome for Newsletter { from "a@shop.example"  subject "W"  body "Hello" }
fragment Ask for Newsletter { delay 1 day }
journey WelcomeSeries for Newsletter { start when contact signs up  send email Welcome  run Ask }
`,
  });
  const { ask } = await openShop({ map: createMaps(model).map });
  const { version, journey, nodes, edges } = (await ask({ url: "/v1/journeys/WelcomeSeries/map" })).json();
  expect([version, journey, edges.length]).toEqual([1, "WelcomeSeries", 3]);
  const counts = nodes.map(({ kind, counts }: { kind: string; counts: object }) => ({ kind, ...counts }));
  expect(counts).toEqual([
    { kind: "start", here: 0, passed: 5 },
    { kind: "send", here: 1, passed: 5 },
    { kind: "run", here: 2, passed: 3 },
    { kind: "end", here: 0, passed: 2 },
  ]);
  expect(nodes[1]).toMatchObject({ label: "send email Welcome", file: "shop.journey" });
  expect((await ask({ url: "/v1/journeys/Wellcome/map" })).json()).toMatchObject({ status: 404 });
});

test("a journey that has left the project has none", async () => {
  const { ask } = await openShop();
  expect((await ask({ url: "/v1/journeys/WelcomeSeries/map" })).json()).toMatchObject({
    status: 404,
    detail: expect.stringContaining("not in the project any more"),
  });
});

describe.each(DATABASES)("the counts, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterAll(() => world.close());

  test("who is here, who came by, by which start, and who finished", async () => {
    await world.run(program({ journey: "J", steps: inARow({ delay: delay(2), "tag:vip": tag("vip") }) }));
    await world.signUp("ada");
    await world.until(T0 + DAY);
    await world.signUp("ben");
    await world.until(T0 + 2.5 * DAY);
    expect(await world.store.gateway.stepCounts("J")).toEqual({
      here: { delay: 1 },
      passed: { delay: 2, "tag:vip": 1 },
      starts: { "start#1": 2 },
      finished: 1,
    });
    expect(await world.store.gateway.stepCounts("K")).toEqual({
      here: {},
      passed: {},
      starts: {},
      finished: 0,
    });
  });
});
