import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPoint, buys, delay, inARow, program, send, tag } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

describe.each(DATABASES)("a run on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  test("goes from the sign-up over a delay to a mail and an action, and finishes", async () => {
    await world.run(
      program({
        journey: "Hello",
        steps: inARow({ delay: delay(7), "send:Welcome": send(), "tag:new": tag("new"), update: addPoint }),
      }),
    );
    await world.signUp("ada", { firstName: "Ada", points: 1 });
    await world.until(T0 + 6 * DAY);
    expect(world.calls).toEqual([]);
    await world.until(T0 + 8 * DAY);
    expect(world.mails.map((mail) => [mail.to, mail.subject])).toEqual([["ada@shop.example", "Welcome"]]);
    expect(world.mails[0]?.text).toContain("Hello Ada");
    expect(await world.contact("ada")).toMatchObject({ tags: ["new"], fields: { points: 2 } });
    expect(await world.journal("ada")).toEqual([
      "entered",
      "delayed delay",
      "sent send:Welcome",
      "tagged tag:new",
      "updated update",
      "finished",
    ]);
    expect(await world.runs()).toMatchObject([{ state: "finished", at: T0 + 7 * DAY }]);
  });

  test("takes the arm of what happened in a wait, or its time-out", async () => {
    const wait = {
      kind: "wait",
      limit: { for: { days: 3 } },
      timeout: "tag:quiet",
      arms: [{ triggers: [buys], next: "tag:buyer" }],
    } as const;
    await world.run(
      program({
        journey: "Watch",
        steps: {
          ...inARow({ wait }),
          ...inARow({ "tag:buyer": tag("buyer") }),
          ...inARow({ "tag:quiet": tag("quiet") }),
        },
      }),
    );
    await world.signUp("ada");
    await world.signUp("ben");
    await world.until(T0 + DAY);
    await world.buy("ada", "o1", T0 + DAY);
    await world.until(T0 + 4 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["buyer"]);
    expect((await world.contact("ben")).tags).toEqual(["quiet"]);
    expect(await world.journal("ben")).toEqual([
      "entered",
      "waiting wait",
      "timedOut wait",
      "tagged tag:quiet",
      "finished",
    ]);
  });
});
