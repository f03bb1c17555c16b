import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MAX_FAILURES } from "../../../runtime/src/store/stuck.ts";
import { createDying } from "./dying.ts";
import { buys, delay, inARow, program, send, tag } from "./programs.ts";
import { DATABASES, DAY, enterAt, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

/** What cannot be decided leaves one run stuck, with a reason that can be seen, and harms nobody else. */
describe.each(DATABASES)("faults on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const attempt = (run: string) => world.advance(run).catch((error: Error) => error);
  const attempts = async (run: string, times: number): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (let time = 0; time < times; time += 1) answers.push(await attempt(run));
    return answers;
  };
  const row = (run: string) =>
    world.store.db.selectFrom("run").selectAll().where("id", "=", run).executeTakeFirstOrThrow();
  /** A zone that no door lets in, as an older version, or a change by hand, may have left it. */
  const inNoZone = async (zone = "Mars/Olympus") => {
    await world.run(
      program({
        journey: "J",
        exits: [{ id: "exit#1", when: buys }],
        steps: inARow({ delay: delay(1), "tag:t": tag("t") }),
      }),
    );
    await world.signUp("ada", { timezone: zone });
    return theRun(world);
  };

  test("an attempt that fails is made again, and after five in a row the run is stuck with its reason", async () => {
    const run = await inNoZone();
    const answers = await attempts(run.id, MAX_FAILURES);
    expect(answers.slice(0, -1).every((answer) => answer instanceof Error)).toBe(true);
    expect(answers.at(-1)).toEqual({ kind: "held" });
    expect(await row(run.id)).toMatchObject({
      state: "alive",
      due_at: null,
      stuck: expect.stringContaining("MARS/OLYMPUS"),
    });
    const view = await world.store.gateway.contact("ada");
    expect(view?.timeline).toContainEqual(
      expect.objectContaining({
        kind: "failed",
        step: "delay",
        stuck: true,
        reason: expect.stringContaining("MARS"),
      }),
    );
    const [journey] = await world.store.gateway.journeys();
    expect(journey?.counts).toMatchObject({ entered: 1, active: 1, stuck: 1 });
    expect(await world.store.gateway.stuck("J")).toMatchObject([
      { run: run.id, contact: "ada", step: "delay" },
    ]);
  });

  test("nobody attempts a stuck run: no timer, no sweep, and a wake only rests", async () => {
    const run = await inNoZone();
    await attempts(run.id, MAX_FAILURES);
    await world.until(T0 + DAY);
    expect((await world.engine.sweep(10)).overdue).toEqual([]);
    const { epoch } = await row(run.id);
    expect(await world.advance(run.id)).toEqual({ kind: "held" });
    expect((await row(run.id)).epoch).toBe(epoch);
  });

  test("the other contacts of the journey, and the other journeys of the contact, go on", async () => {
    await world.run(
      program({ journey: "J", steps: inARow({ delay: delay(1), "tag:t": tag("t") }) }),
      program({ journey: "K", steps: inARow({ "tag:k": tag("k") }) }),
    );
    await world.signUp("ada", { timezone: "Mars/Olympus" });
    await world.signUp("ben");
    for (const { id } of await world.runs()) await attempts(id, MAX_FAILURES);
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["k"]);
    expect((await world.contact("ben")).tags.toSorted()).toEqual(["k", "t"]);
  });

  test("an exit still ends a stuck run", async () => {
    const run = await inNoZone();
    await attempts(run.id, MAX_FAILURES);
    await world.buy("ada", "o1", T0 + HOUR);
    expect(await row(run.id)).toMatchObject({ state: "exited" });
    expect(await world.store.gateway.stuck()).toEqual([]);
    expect(await world.advance(run.id)).toEqual({ kind: "done" });
  });

  test("once what was wrong is right, a retry goes on from where the run stood", async () => {
    const run = await inNoZone();
    await attempts(run.id, MAX_FAILURES);
    await world.store.gateway.putContact({
      id: "ada",
      imported: false,
      fields: { timezone: "Europe/Paris" },
    });
    await world.until(T0 + HOUR);
    expect(await row(run.id), "nobody retries on their own").toMatchObject({ step: "delay" });
    expect(await world.store.gateway.retry({ run: "another" })).toBe(0);
    expect(await world.store.gateway.retry({ journey: "J" })).toBe(1);
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["t"]);
    expect(await world.journal("ada")).toEqual([
      "entered",
      "failed delay",
      "delayed delay",
      "tagged tag:t",
      "finished",
    ]);
  });

  test("failures that are not in a row leave nothing stuck", async () => {
    const run = await inNoZone();
    await attempts(run.id, MAX_FAILURES - 1);
    await world.store.gateway.putContact({
      id: "ada",
      imported: false,
      fields: { timezone: "Europe/Paris" },
    });
    await world.serveWakes();
    expect(await world.advance(run.id)).toMatchObject({ kind: "sleep" });
    expect(await row(run.id)).toMatchObject({ failures: 0, stuck: null });
  });

  test("the database's own trouble is not counted", async () => {
    const run = await enterAt(world, { delay: delay(1) });
    dying.arm(1);
    await attempts(run.id, 2 * MAX_FAILURES);
    dying.disarm();
    expect(await row(run.id)).toMatchObject({ failures: 0, stuck: null });
    expect(await world.advance(run.id)).toMatchObject({ kind: "sleep" });
  });

  test("what became of a call is recorded, though what follows it cannot be decided", async () => {
    await world.run(program({ journey: "J", steps: inARow({ "send:Welcome": send(), delay: delay(1) }) }));
    await world.signUp("ada");
    const run = await theRun(world);
    // The zone is broken while the call is under way.
    world.answer = async () => {
      await world.store.gateway.putContact({
        id: "ada",
        imported: false,
        fields: { timezone: "Mars/Olympus" },
      });
      return { kind: "done", providerRef: "250 ok" };
    };
    await attempts(run.id, MAX_FAILURES);
    expect(world.calls).toHaveLength(1);
    const effect = await world.store.db.selectFrom("effect").select("state").executeTakeFirstOrThrow();
    expect(effect.state).toBe("done");
    expect(await row(run.id)).toMatchObject({ stuck: expect.stringContaining("MARS") });
    expect(await world.journal("ada")).toEqual(["entered", "sent send:Welcome", "failed send:Welcome"]);
  });
});
