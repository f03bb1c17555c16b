import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buys, delay, inARow, program, send, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

const MINUTE = 60_000;

/** The clock of the database's machine is set forward or back while people are under way. */
describe.each(DATABASES)("clocks that jump, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const jump = (at: number) => world.store.clock.freeze(at);
  const wait = {
    kind: "wait",
    limit: { for: { hours: 2 } },
    timeout: null,
    arms: [{ triggers: [buys], next: "tag:bought" }],
  } as const;

  test("forward: who is overdue by it is found by the sweep, each thing happens once, and counts from its own moment", async () => {
    await world.run(
      program({ journey: "J", steps: inARow({ delay: delay(1), "send:Welcome": send(), again: delay(1) }) }),
    );
    await world.signUp("ada");
    await world.serveWakes();
    await jump(T0 + 3 * DAY);
    const { overdue } = await world.engine.sweep(10);
    expect(overdue.map(({ runId }) => runId)).toEqual([(await theRun(world)).id]);
    await world.advance(overdue[0]?.runId ?? "");
    await world.advance(overdue[0]?.runId ?? "");
    expect(world.mails).toHaveLength(1);
    expect((await theRun(world)).state).toBe("finished");
    expect((await theRun(world)).at, "the second delay began when the first ended").toBe(T0 + 2 * DAY);
  });

  test("back: who waits is woken early by Temporal's timer, and asks for the rest of its time", async () => {
    await world.run(program({ journey: "J", steps: inARow({ delay: delay(1), "tag:t": tag("t") }) }));
    await world.signUp("ada");
    await world.serveWakes();
    await jump(T0 - 2 * HOUR);
    expect(await world.advance((await theRun(world)).id)).toMatchObject({
      kind: "sleep",
      sleepMs: DAY + 2 * HOUR,
    });
    expect((await world.contact("ada")).tags).toEqual([]);
    await world.until(T0 + DAY);
    expect((await world.contact("ada")).tags).toEqual(["t"]);
  });

  test("back: nothing that happened is done again, and a limit counts what was sent at a moment that is still to come", async () => {
    const limits = [{ messages: 1, per: "day", of: { of: "journey" }, otherwise: "skip" }] as const;
    await world.run(
      program({
        journey: "J",
        starts: [buys],
        sendLimits: limits,
        steps: inARow({ "send:Welcome": send(), delay: delay(2) }),
      }),
    );
    await world.signUp("ada");
    await jump(T0 + 2 * HOUR);
    await world.buy("ada", "o1", T0 + 2 * HOUR);
    await world.serveWakes();
    expect(world.mails).toHaveLength(1);
    await jump(T0 + HOUR);
    await world.buy("ada", "o1", T0 + 2 * HOUR);
    await world.serveWakes();
    for (const { id } of await world.runs()) await world.advance(id);
    expect(world.mails).toHaveLength(1);
    expect(await world.runs()).toHaveLength(1);
  });

  test("back: what comes in until the clock has made up for it is from before a wait that has begun; what comes then counts", async () => {
    await world.run(
      program({
        journey: "J",
        steps: inARow({ delay: delay(1), wait, "tag:bought": tag("bought") }),
      }),
    );
    await world.signUp("ada");
    await world.until(T0 + DAY);
    await jump(T0 + DAY - 10 * MINUTE);
    await world.buy("ada", "o1", await world.store.clock.now());
    await world.serveWakes();
    const { step, due_at } = await theRun(world);
    expect([step, due_at], "it waits on, until its own limit").toEqual(["wait", T0 + DAY + 2 * HOUR]);
    await jump(T0 + DAY + 10 * MINUTE);
    await world.buy("ada", "o2", await world.store.clock.now());
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["bought"]);
    const view = await world.store.gateway.contact("ada");
    expect(view?.timeline.filter(({ kind }) => kind === "matched")).toHaveLength(1);
  });
});
