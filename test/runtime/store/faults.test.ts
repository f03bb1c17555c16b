import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MAX_FAILURES } from "../../../runtime/src/store/stuck.ts";
import { createDying } from "./dying.ts";
import { buys, compiled, delay, inARow, program, send, tag, WELCOME } from "./programs.ts";
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
  /** For this contact nothing can be decided at a sending, as where a key is missing or a mistake of ours is met. */
  const breakFor = (broken: string): void => {
    world.unsubscribeUrl = (contact) => {
      if (contact === broken) throw new TypeError(`there is no key for ${contact}`);
      return `https://trajet.example/u/${contact}`;
    };
  };
  const repair = (): void => breakFor("nobody");
  const inTrouble = async () => {
    await world.run(
      program({
        journey: "J",
        exits: [{ id: "exit#1", when: buys }],
        steps: inARow({ "send:Welcome": send(), "tag:t": tag("t") }),
      }),
    );
    breakFor("ada");
    await world.signUp("ada");
    return theRun(world);
  };

  test("an attempt that fails is made again, and after five in a row the run is stuck with its reason", async () => {
    const run = await inTrouble();
    const answers = await attempts(run.id, MAX_FAILURES);
    expect(answers.slice(0, -1).every((answer) => answer instanceof Error)).toBe(true);
    expect(answers.at(-1)).toEqual({ kind: "held" });
    expect(await row(run.id)).toMatchObject({
      state: "alive",
      due_at: null,
      stuck: expect.stringContaining("no key"),
    });
    const view = await world.store.gateway.contact("ada");
    expect(view?.timeline).toContainEqual(
      expect.objectContaining({
        kind: "failed",
        step: "send:Welcome",
        stuck: true,
        reason: expect.stringContaining("no key"),
      }),
    );
    const [journey] = await world.store.gateway.journeys();
    expect(journey?.counts).toMatchObject({ entered: 1, active: 1, stuck: 1 });
    expect(await world.store.gateway.stuck("J")).toMatchObject([
      { run: run.id, contact: "ada", step: "send:Welcome" },
    ]);
  });

  test("nobody attempts a stuck run: no timer, no sweep, and a wake only rests", async () => {
    const run = await inTrouble();
    await attempts(run.id, MAX_FAILURES);
    await world.until(T0 + DAY);
    expect((await world.engine.sweep(10)).overdue).toEqual([]);
    const { epoch } = await row(run.id);
    expect(await world.advance(run.id)).toEqual({ kind: "held" });
    expect((await row(run.id)).epoch).toBe(epoch);
  });

  test("the other contacts of the journey, and the other journeys of the contact, go on", async () => {
    await world.run(
      program({ journey: "J", steps: inARow({ "send:Welcome": send(), "tag:t": tag("t") }) }),
      program({ journey: "K", steps: inARow({ "tag:k": tag("k") }) }),
    );
    breakFor("ada");
    await world.signUp("ada");
    await world.signUp("ben");
    for (const { id } of await world.runs()) await attempts(id, MAX_FAILURES);
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["k"]);
    expect((await world.contact("ben")).tags.toSorted()).toEqual(["k", "t"]);
  });

  test("an exit still ends a stuck run", async () => {
    const run = await inTrouble();
    await attempts(run.id, MAX_FAILURES);
    await world.buy("ada", "o1", T0 + HOUR);
    expect(await row(run.id)).toMatchObject({ state: "exited" });
    expect(await world.store.gateway.stuck()).toEqual([]);
    expect(await world.advance(run.id)).toEqual({ kind: "done" });
  });

  test("once what was wrong is right, a retry goes on from where the run stood", async () => {
    const run = await inTrouble();
    await attempts(run.id, MAX_FAILURES);
    repair();
    await world.until(T0 + HOUR);
    expect(await row(run.id), "nobody retries on their own").toMatchObject({ step: "send:Welcome" });
    expect(await world.store.gateway.retry({ run: "another" })).toBe(0);
    expect(await world.store.gateway.retry({ journey: "J" })).toBe(1);
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["t"]);
    expect(await world.journal("ada")).toEqual([
      "entered",
      "failed send:Welcome",
      "sent send:Welcome",
      "tagged tag:t",
      "finished",
    ]);
  });

  test("failures that are not in a row leave nothing stuck", async () => {
    const run = await inTrouble();
    await attempts(run.id, MAX_FAILURES - 1);
    repair();
    expect(await world.advance(run.id)).toEqual({ kind: "done" });
    expect(await row(run.id)).toMatchObject({ state: "finished", failures: 0, stuck: null });
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
    await world.run(program({ journey: "J", steps: inARow({ "send:Welcome": send(), again: send() }) }));
    await world.signUp("ada");
    const run = await theRun(world);
    world.answer = async () => {
      breakFor("ada");
      return { kind: "done", providerRef: "250 ok" };
    };
    await attempts(run.id, MAX_FAILURES);
    expect(world.calls).toHaveLength(1);
    const effect = await world.store.db.selectFrom("effect").select("state").executeTakeFirstOrThrow();
    expect(effect.state).toBe("done");
    expect(await row(run.id)).toMatchObject({ stuck: expect.stringContaining("no key") });
    expect(await world.journal("ada")).toEqual(["entered", "sent send:Welcome", "failed send:Welcome"]);
  });

  /** As an update that went wrong, or a hand in the database, may leave it. */
  const damage = async (contact: string, journey: string): Promise<void> => {
    await world.store.db
      .insertInto("program")
      .values({ hash: "damaged", journey, body: "{}", source: "{}", created_at: new Date(T0).toISOString() })
      .execute();
    await world.store.db
      .updateTable("run")
      .set({ program: "damaged" })
      .where("contact", "=", contact)
      .where("journey", "=", journey)
      .execute();
  };

  test("a run whose program cannot be read is stuck, and is in nobody's way", async () => {
    await world.run(
      program({ journey: "J", steps: inARow({ delay: delay(1), "tag:t": tag("t") }) }),
      program({ journey: "K", steps: inARow({ delay: delay(1), "tag:k": tag("k") }) }),
    );
    await world.signUp("ada");
    await world.signUp("ben");
    await world.until(T0 + HOUR);
    await damage("ada", "J");
    const damaged = await world.store.db
      .selectFrom("run")
      .select("id")
      .where("program", "=", "damaged")
      .executeTakeFirstOrThrow();
    await attempts(damaged.id, MAX_FAILURES);
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["k"]);
    expect((await world.contact("ben")).tags.toSorted()).toEqual(["k", "t"]);
    expect(await world.store.gateway.stuck()).toMatchObject([
      { run: damaged.id, reason: expect.stringContaining("version") },
    ]);
  });

  test("while the program of a door cannot be read nothing is stuck and nothing is lost; publishing repairs it", async () => {
    const one = program({ journey: "J", steps: inARow({ "tag:t": tag("t") }) });
    await world.run(one);
    await damage("nobody", "J");
    await world.store.db.updateTable("journey").set({ program: "damaged" }).execute();
    await expect(world.signUp("ada")).rejects.toThrow("the program of the active journey J cannot be read");
    await world.store.db.updateTable("program").set({ body: "{}" }).execute();
    await world.publish(one);
    const { hash } = compiled(one);
    const { body } = await world.store.db
      .selectFrom("program")
      .select("body")
      .where("hash", "=", hash)
      .executeTakeFirstOrThrow();
    expect(body).toEqual(one);
    await world.signUp("ada");
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["t"]);
  });

  test("a template that throws refuses its message, with the reason, and takes otherwise", async () => {
    const broken = {
      ...WELCOME,
      body: { format: "text" as const, template: "{{nobody contact.firstName}}" },
    };
    await world.run(
      program({
        journey: "J",
        messages: { Welcome: broken },
        steps: inARow({ "send:Welcome": send({ next: null, otherwise: "tag:t" }), "tag:t": tag("t") }),
      }),
    );
    await world.signUp("ada");
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["t"]);
    expect((await world.store.gateway.contact("ada"))?.timeline).toContainEqual(
      expect.objectContaining({ kind: "refused", reason: expect.stringContaining("there is no helper") }),
    );
  });

  test("a journey whose field was removed goes on for who is inside, on the version of the entry", async () => {
    const path = (field: string) => ({ op: "get", root: "contact", path: [field] }) as const;
    await world.run(
      program({
        journey: "J",
        fields: { city: { type: "text", optional: true }, points: { type: "number" } },
        messages: { Welcome: { ...WELCOME, body: { format: "text", template: "From {{contact.city}}" } } },
        steps: inARow({
          delay: delay(1),
          if: {
            kind: "if",
            branches: [{ test: { op: "is set", value: path("city") }, next: "send:Welcome" }],
            else: null,
          },
          "send:Welcome": send(),
          update: {
            kind: "update",
            changes: [{ change: "set", field: "city", value: { op: "constant", value: "Lyon" } }],
          },
        }),
      }),
    );
    await world.signUp("ada", { city: "Nice" });
    await world.until(T0 + HOUR);
    await world.publish(
      program({ journey: "J", fields: {}, steps: inARow({ delay: delay(1), "send:Welcome": send() }) }),
    );
    await world.until(T0 + 2 * DAY);
    expect(world.mails.map(({ text }) => text.includes("From Nice"))).toEqual([true]);
    expect((await world.contact("ada")).fields.city).toBe("Lyon");
    expect(await world.store.gateway.stuck()).toEqual([]);
  });

  test("a server that refuses one address of many refuses that one", async () => {
    await world.run(program({ journey: "J", steps: inARow({ "send:Welcome": send(), "tag:t": tag("t") }) }));
    for (const id of ["ada", "ben", "cleo"]) await world.signUp(id);
    world.answer = async ({ request }) =>
      request.kind === "email" && request.to.startsWith("ben@")
        ? { kind: "refused", permanent: true, reason: "550 no such user" }
        : { kind: "done", providerRef: "250 ok" };
    await world.serveWakes();
    const effects = await world.store.db
      .selectFrom("effect")
      .select(["contact", "state"])
      .orderBy("contact")
      .execute();
    expect(effects).toEqual([
      { contact: "ada", state: "done" },
      { contact: "ben", state: "refused" },
      { contact: "cleo", state: "done" },
    ]);
    for (const id of ["ada", "ben", "cleo"]) expect((await world.contact(id)).tags).toEqual(["t"]);
  });
});
