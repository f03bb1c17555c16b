import type { WebhookProgram } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WebhookRequest } from "../../../runtime/src/engine/request.ts";
import { createDying, Died } from "./dying.ts";
import { addPoint, inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, openWorld, theRun, type World } from "./world.ts";

const get = (root: "contact" | "argument" | "remembered", ...path: string[]) =>
  ({ op: "get", root, path }) as const;

const CRM: WebhookProgram = {
  method: "POST",
  url: "https://crm.example/hooks/{{contact.id}}?points={{contact.points}}",
  headers: [
    { name: "X-Name", value: "{{contact.firstName}}" },
    { name: "Authorization", env: "CRM_TOKEN" },
  ],
  secret: { env: "CRM_SECRET" },
  parameters: { reason: { type: "text" } },
  send: {
    op: "object",
    fields: {
      email: get("contact", "email"),
      reason: get("argument", "reason"),
      city: get("contact", "city"),
      tags: { op: "list", items: [{ op: "constant", value: "journey" }] },
    },
  },
  receive: { type: "record", fields: { score: { type: "number" } } },
  ifUnknown: "resend",
};

const call = (more: object = {}) =>
  ({
    kind: "call",
    webhook: "CrmSync",
    args: { reason: { op: "constant", value: "gold" } },
    as: "crm",
    ...more,
  }) as const;
/** Adds what was answered to the contact's points. */
const addScore = {
  kind: "update",
  changes: [
    {
      change: "set",
      field: "points",
      value: { op: "+", left: get("contact", "points"), right: get("remembered", "crm", "score") },
    },
  ],
} as const;

describe.each(DATABASES)("calls of webhooks on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const enter = async (
    steps: Parameters<typeof inARow>[0],
    webhook: Partial<WebhookProgram> = {},
    fields: object = {},
  ) => {
    const fieldTypes = {
      city: { type: "text", optional: true },
      firstName: { type: "text", optional: true },
      points: { type: "number" },
    } as const;
    await world.run(
      program({
        journey: "J",
        fields: fieldTypes,
        webhooks: { CrmSync: { ...CRM, ...webhook } },
        messages: {
          Welcome: { ...WELCOME, body: { format: "text", template: "Your score: {{crm.score}}" } },
        },
        steps: inARow(steps),
      }),
    );
    await world.signUp("ada", { points: 1234, firstName: "Ada", ...fields });
    return theRun(world);
  };
  const requests = () => world.calls.map(({ request }) => request as WebhookRequest);
  const answer = (score: number) => async () =>
    ({ kind: "done", providerRef: "200", answer: { score } }) as const;
  const effect = () => world.store.db.selectFrom("effect").selectAll().executeTakeFirstOrThrow();
  const endLease = () =>
    world.store.db
      .updateTable("effect")
      .set({ lease_until: new Date(0).toISOString() })
      .execute();
  const lastLine = async () =>
    (await world.store.gateway.contact("ada"))?.timeline.findLast(({ step }) => step === "call");

  test("is rendered when it is decided: address and headers as they travel, the body by its names, no secret in it", async () => {
    await enter({ call: call() }, {}, { id: undefined });
    world.answer = answer(7);
    await world.serveWakes();
    expect(requests()).toEqual([
      {
        kind: "webhook",
        method: "POST",
        url: "https://crm.example/hooks/ada?points=1234",
        headers: [
          { name: "X-Name", value: "Ada" },
          { name: "Authorization", env: "CRM_TOKEN" },
        ],
        body: expect.any(String),
        secret: "CRM_SECRET",
        receive: CRM.receive,
      },
    ]);
    expect(JSON.parse(requests()[0]?.body ?? "")).toEqual({
      email: "ada@shop.example",
      reason: "gold",
      city: null,
      tags: ["journey"],
    });
    expect(await effect()).toMatchObject({
      kind: "webhook",
      channel: "webhook",
      message: "CrmSync",
      state: "done",
    });
    expect(await world.journal("ada")).toEqual(["entered", "called call", "finished"]);
  });

  test("what a value holds leads to no other path, host or header", async () => {
    await enter(
      { call: call() },
      { url: "https://crm.example/{{contact.city}}/x" },
      { city: "../../admin?a=b#c", firstName: "Ada\r\nX-Admin: 1" },
    );
    world.answer = answer(7);
    await world.serveWakes();
    expect(requests()[0]).toMatchObject({
      url: "https://crm.example/..%2F..%2Fadmin%3Fa%3Db%23c/x",
      headers: [
        { name: "X-Name", value: "Ada X-Admin: 1" },
        { name: "Authorization", env: "CRM_TOKEN" },
      ],
    });
  });

  test("its answer is remembered, for expressions and for the messages behind it", async () => {
    await enter({ call: call(), update: addScore, "send:Welcome": send() });
    world.answer = async ({ request }) =>
      request.kind === "webhook" ? answer(7)() : { kind: "done", providerRef: "250" };
    await world.serveWakes();
    expect((await world.contact("ada")).fields.points).toBe(1241);
    expect(world.mails[0]?.text).toContain("Your score: 7");
  });

  test("a refusal for good is recorded with its reason and takes otherwise", async () => {
    await enter({ call: call({ next: null, otherwise: "tag:refused" }), "tag:refused": tag("refused") });
    world.answer = async () => ({ kind: "refused", permanent: true, reason: "it answered 404" });
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["refused"]);
    expect(await lastLine()).toMatchObject({ kind: "refused", name: "CrmSync", reason: "it answered 404" });
  });

  test("one that cannot be made is refused, and nobody is called", async () => {
    await enter({
      call: call({ args: { reason: get("contact", "city") }, next: null, otherwise: "tag:refused" }),
      "tag:refused": tag("refused"),
    });
    await world.serveWakes();
    expect(world.calls).toEqual([]);
    expect((await world.contact("ada")).tags).toEqual(["refused"]);
    expect(await lastLine()).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("reason has no value"),
    });
  });

  test("what asks for the same again is called later, by the same id, after the pause that it asks for", async () => {
    const run = await enter({ call: call(), update: addScore });
    world.answer = async () => ({
      kind: "refused",
      permanent: false,
      reason: "it answered 503",
      retryAfterMs: 3_600_000,
    });
    await world.serveWakes();
    const answered = await world.advance(run.id);
    expect(answered).toMatchObject({ kind: "sleep", summary: "call" });
    expect(answered.kind === "sleep" && answered.sleepMs).toBeGreaterThan(3_590_000);
    expect(await lastLine()).toMatchObject({ kind: "held", reason: "it answered 503" });
    await endLease();
    world.answer = answer(7);
    await world.advance(run.id);
    expect(new Set(world.calls.map(({ key }) => key)).size).toBe(1);
    expect((await world.contact("ada")).fields.points).toBe(1241);
  });

  test("an answer that is lost is asked for again by the same id, since the receiver knows it; not for ever", async () => {
    const run = await enter({ call: call({ next: null, otherwise: "tag:lost" }), "tag:lost": tag("lost") });
    world.answer = async () => ({ kind: "unknown", reason: "no answer within 10 s" });
    await world.serveWakes();
    for (
      let answer = await world.advance(run.id);
      answer.kind !== "done";
      answer = await world.advance(run.id)
    ) {
      expect(answer).toMatchObject({ kind: "sleep" });
      await endLease();
    }
    expect(world.calls).toHaveLength(16);
    expect(new Set(world.calls.map(({ key }) => key)).size).toBe(1);
    expect((await world.contact("ada")).tags).toEqual(["lost"]);
    expect(await lastLine()).toMatchObject({ kind: "failed", outcome: "unknown" });
  });

  test("with `if unknown skip` an answer that is lost takes otherwise at once", async () => {
    await enter(
      { call: call({ next: null, otherwise: "tag:lost" }), "tag:lost": tag("lost") },
      { ifUnknown: "skip" },
    );
    world.answer = async () => ({ kind: "unknown", reason: "no answer within 10 s" });
    await world.serveWakes();
    expect(world.calls).toHaveLength(1);
    expect((await world.contact("ada")).tags).toEqual(["lost"]);
  });

  test("a process that dies during the call leaves it to the next one, which calls by the same id", async () => {
    const run = await enter({ call: call(), update: addScore });
    world.answer = async () => {
      throw new Died("the process ended during the call");
    };
    await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
    expect(await world.advance(run.id), "its lease is slept out").toMatchObject({ kind: "sleep" });
    expect(world.calls).toHaveLength(1);
    await endLease();
    world.answer = answer(7);
    await world.advance(run.id);
    expect(new Set(world.calls.map(({ key }) => key)).size).toBe(1);
    expect(await world.contact("ada")).toMatchObject({ fields: { points: 1241 } });
  });

  test("a death before any statement calls by one id, and adds what was answered once", async () => {
    for (let statement = 0; ; statement += 1) {
      await world.clear();
      await enter({ call: call(), update: addScore, again: addPoint });
      world.answer = answer(7);
      dying.arm(statement);
      await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
      if (!dying.disarm()) break;
      await endLease();
      await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
      await world.serveWakes();
      const run = await theRun(world);
      await world.advance(run.id);
      expect(await world.contact("ada"), `before statement ${statement}`).toMatchObject({
        fields: { points: 1242 },
      });
      expect(new Set(world.calls.map(({ key }) => key)).size).toBe(1);
    }
    expect.hasAssertions();
  });

  test("an answer that comes when the run has ended is stored with the call, and moves nobody", async () => {
    await enter({ call: call(), update: addScore });
    world.answer = async () => {
      await world.store.db
        .updateTable("run")
        .set({ state: "exited", ended_at: new Date().toISOString() })
        .execute();
      return answer(7)();
    };
    await world.serveWakes();
    expect(await effect()).toMatchObject({ state: "done" });
    expect((await world.contact("ada")).fields.points).toBe(1234);
  });
});
