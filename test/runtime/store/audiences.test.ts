import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AudienceRequest } from "../../../runtime/src/engine/request.ts";
import { createDying, Died } from "./dying.ts";
import { delay, inARow, program, signsUp, tag } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, theRun, type World } from "./world.ts";

const add = (more: object = {}) => ({ kind: "add to", customAudience: "Buyers", ...more }) as const;
const remove = { kind: "remove from", customAudience: "Buyers" } as const;
const isIn = { op: "in custom audience", customAudience: "Buyers" } as const;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe.each(DATABASES)("custom audiences on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const journey = (steps: Parameters<typeof inARow>[0], more: object = {}) =>
    program({
      journey: "J",
      customAudiences: { Buyers: { network: "meta" } },
      steps: inARow(steps),
      ...more,
    });
  const requests = () => world.calls.map(({ request }) => request as AudienceRequest);
  const members = () =>
    world.store.db
      .selectFrom("custom_audience_member")
      .select(["contact", "audience", "identifiers"])
      .execute();
  const lines = async (step: string) =>
    (await world.store.gateway.contact("ada"))?.timeline.filter((entry) => entry.step === step);

  test("a contact is handed over by hashes of what it is subscribed to, once, and conditions see it", async () => {
    await world.run(
      journey({
        add: add(),
        again: add(),
        if: { kind: "if", branches: [{ test: isIn, next: "tag:in" }], else: null },
        "tag:in": tag("in"),
      }),
    );
    await world.signUp("ada", { email: " Ada@Shop.Example", phone: "+33 6 11 22 33 44" });
    await world.serveWakes();
    // No consent to text messages: the number stays here.
    expect(requests()).toEqual([
      {
        kind: "audience",
        network: "meta",
        audience: "Buyers",
        action: "add",
        identifiers: { email: sha256("ada@shop.example") },
      },
    ]);
    expect((await world.contact("ada")).tags).toEqual(["in"]);
    expect(await lines("add")).toMatchObject([{ kind: "added", name: "Buyers" }]);
    expect(await lines("again")).toEqual([]);
    expect(JSON.stringify(await world.store.db.selectFrom("effect").selectAll().execute())).not.toContain(
      "shop.example",
    );
  });

  test("it is taken out by what it was added by, whatever its address and its consent are by then", async () => {
    await world.run(journey({ add: add(), delay: delay(1), remove }));
    await world.signUp("ada");
    await world.until(T0 + 1);
    await world.store.gateway.putContact({
      id: "ada",
      imported: false,
      fields: { email: "other@shop.example" },
      consent: { email: "unsubscribed" },
    });
    await world.until(T0 + 2 * DAY);
    expect(requests().map(({ action, identifiers }) => [action, identifiers.email])).toEqual([
      ["add", sha256("ada@shop.example")],
      ["remove", sha256("ada@shop.example")],
    ]);
    expect(await members()).toEqual([]);
    expect(await lines("remove")).toMatchObject([{ kind: "removed", name: "Buyers" }]);
  });

  test("taking out who is not there changes nothing", async () => {
    await world.run(journey({ remove, "tag:t": tag("t") }));
    await world.signUp("ada");
    await world.serveWakes();
    expect(world.calls).toEqual([]);
    expect((await world.contact("ada")).tags).toEqual(["t"]);
  });

  test("who is not subscribed is handed over to nobody: refused, and otherwise is taken", async () => {
    await world.run(
      journey({
        delay: delay(1),
        add: add({ next: null, otherwise: "tag:refused" }),
        "tag:refused": tag("refused"),
      }),
    );
    await world.signUp("ada");
    await world.until(T0 + 1);
    await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
    await world.until(T0 + 2 * DAY);
    expect(world.calls).toEqual([]);
    expect((await world.contact("ada")).tags).toEqual(["refused"]);
    expect(await lines("add")).toMatchObject([
      { kind: "refused", reason: expect.stringContaining("subscribed") },
    ]);
  });

  test("an answer that is lost is asked for again: who is there is not added twice", async () => {
    await world.run(journey({ add: add() }));
    await world.signUp("ada");
    const run = await theRun(world);
    world.answer = async () => ({ kind: "unknown", reason: "no answer" });
    await world.serveWakes();
    expect(await members()).toEqual([]);
    await world.store.db
      .updateTable("effect")
      .set({ lease_until: new Date(0).toISOString() })
      .execute();
    world.answer = async () => ({ kind: "done", providerRef: "1" });
    await world.advance(run.id);
    expect(await members()).toMatchObject([{ contact: "ada", audience: "Buyers" }]);
  });

  test("entering and leaving one starts journeys", async () => {
    await world.run(
      journey({ add: add(), delay: delay(1), remove }, { starts: [signsUp] }),
      program({
        journey: "Entered",
        customAudiences: { Buyers: { network: "meta" } },
        starts: [{ on: "enters people", people: "Buyers", tier: null, where: null }],
        steps: inARow({ "tag:entered": tag("entered") }),
      }),
      program({
        journey: "Left",
        customAudiences: { Buyers: { network: "meta" } },
        starts: [{ on: "leaves people", people: "Buyers", tier: null, where: null }],
        steps: inARow({ "tag:left": tag("left") }),
      }),
    );
    await world.signUp("ada");
    await world.until(T0 + 1);
    expect((await world.contact("ada")).tags).toEqual(["entered"]);
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["entered", "left"]);
  });

  test("a death before any statement adds once", async () => {
    for (let statement = 0; ; statement += 1) {
      await world.clear();
      await world.run(journey({ add: add(), "tag:t": tag("t") }));
      await world.signUp("ada");
      dying.arm(statement);
      await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
      if (!dying.disarm()) break;
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
      await world.advance((await theRun(world)).id);
      expect(await members(), `before statement ${statement}`).toHaveLength(1);
      expect((await lines("add"))?.filter(({ kind }) => kind === "added")).toHaveLength(1);
      expect(new Set(world.calls.map(({ key }) => key)).size).toBe(1);
    }
    expect.hasAssertions();
  });
});
