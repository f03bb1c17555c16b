import type { ServerResponse } from "node:http";
import type { ValueType } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { standardHeaders } from "../../../runtime/src/channels/standard-webhooks.ts";
import { callWebhook, webhookId } from "../../../runtime/src/channels/webhook.ts";
import type { WebhookRequest } from "../../../runtime/src/engine/request.ts";
import { createHttp } from "../../../runtime/src/outgoing/http.ts";
import { startWebhookStandIn, type WebhookStandIn } from "./webhook-stand-in.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const KEY = "0d0c/call:CrmSync/1";
const SCORE: ValueType = {
  type: "record",
  fields: {
    score: { type: "number" },
    owner: { type: "text", optional: true },
    due: { type: "date", optional: true },
    plan: { type: "enum", values: ["free", "pro"], optional: true },
    tags: { type: "text", list: true },
    price: { type: "money", optional: true },
  },
};

let server: WebhookStandIn;
beforeAll(async () => {
  server = await startWebhookStandIn(SECRET);
});
beforeEach(() => {
  server.received.length = 0;
  server.byId.clear();
  server.answer = (_request, response) => void response.writeHead(204).end();
});
afterAll(() => server.close());

/** Stands still, at a whole second: dates in headers have no parts of one. */
const NOW = Math.floor(Date.now() / 1_000) * 1_000;

const call = (more: Partial<WebhookRequest> = {}, timeoutMs = 5_000, env: Record<string, string> = {}) =>
  callWebhook(
    { http: createHttp({ allow: [server.host] }), env: { SECRET, ...env }, now: () => NOW },
    {
      kind: "webhook",
      method: "POST",
      url: `${server.url}/hook`,
      headers: [],
      body: '{"reason":"gold"}',
      secret: "SECRET",
      receive: null,
      ...more,
    },
    KEY,
    { timeoutMs },
  );
const answers = (status: number, body = "", headers: Record<string, string> = {}) => {
  server.answer = (_request, response) => void response.writeHead(status, headers).end(body);
};

describe("what is sent", () => {
  test("is signed as Standard Webhooks say, with the effect's key as its id", async () => {
    expect(await call()).toEqual({ kind: "done", providerRef: "204" });
    expect([...server.byId]).toEqual([[KEY, 1]]);
    expect(server.received[0]).toMatchObject({ method: "POST", path: "/hook", body: '{"reason":"gold"}' });
    expect(server.received[0]?.headers).toMatchObject({ "content-type": "application/json" });
  });

  test("has the signature of the specification's example", () => {
    const at = 1_614_265_330_000;
    expect(
      standardHeaders("msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}', SECRET, at)[
        "webhook-signature"
      ],
    ).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("a forged signature is found out by the receiver", async () => {
    expect(await call({}, 5_000, { SECRET: "whsec_AAAA" })).toEqual({
      kind: "refused",
      reason: "it answered 401",
      permanent: true,
    });
  });

  test("the id can stand in a header, and holds no full stop", () => {
    expect(webhookId("r/été.1/1")).toBe("r/%C3%A9t%C3%A9%2E1/1");
  });

  test("secrets come from the environment; without one nothing is sent, and it is tried again", async () => {
    const headers = [{ name: "Authorization", env: "CRM_TOKEN" }];
    expect(await call({ headers })).toEqual({
      kind: "not-sent",
      reason: "the environment variable CRM_TOKEN is not set",
    });
    expect(await call({ secret: "OTHER" })).toMatchObject({ kind: "not-sent" });
    expect(server.received).toEqual([]);
    await call({ headers }, 5_000, { CRM_TOKEN: "Bearer t" });
    expect(server.received[0]?.headers.authorization).toBe("Bearer t");
  });

  test("a header of the project cannot stand in for the id or the signature", async () => {
    await call({ headers: [{ name: "Webhook-Id", value: "other" }] });
    expect([...server.byId.keys()]).toEqual([KEY]);
  });

  test("more than 256 KiB is refused before anybody is called", async () => {
    const outcome = await call({ body: JSON.stringify("x".repeat(256 * 1024)) });
    expect(outcome).toMatchObject({
      kind: "refused",
      permanent: true,
      reason: expect.stringContaining("256 KiB"),
    });
    expect(server.received).toEqual([]);
  });

  test("an address that is not public is refused before anybody is called", async () => {
    const outcome = await call({ url: "http://169.254.169.254/latest/meta-data" });
    expect(outcome).toMatchObject({
      kind: "refused",
      permanent: true,
      reason: expect.stringContaining("public"),
    });
  });
});

describe("what is answered", () => {
  test.each([408, 425, 429, 500, 502, 503, 599])("%i asks for the same again later", async (status) => {
    answers(status);
    expect(await call()).toEqual({ kind: "refused", reason: `it answered ${status}`, permanent: false });
  });

  test.each([
    ["120", 120_000],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
  ])("Retry-After %s is kept", async (value, ms) => {
    answers(429, "", { "retry-after": value });
    expect(await call()).toMatchObject({ kind: "refused", permanent: false, retryAfterMs: ms });
  });

  test.each([400, 401, 404, 409, 410, 422])("%i is a no for good", async (status) => {
    answers(status);
    expect(await call()).toEqual({ kind: "refused", reason: `it answered ${status}`, permanent: true });
  });

  test.each([301, 302, 307, 308])("%i is followed by nobody", async (status) => {
    answers(status, "", { location: `${server.url}/elsewhere` });
    expect(await call()).toMatchObject({ kind: "refused", permanent: true });
    expect(server.received.map(({ path }) => path)).toEqual(["/hook"]);
  });

  test("an answer is cut down to what is declared", async () => {
    answers(
      200,
      JSON.stringify({ score: 7, owner: "Ana", tags: [], more: { secret: true }, due: "2026-12-24" }),
    );
    expect(await call({ receive: SCORE })).toEqual({
      kind: "done",
      providerRef: "200",
      answer: { score: 7, owner: "Ana", tags: [], due: "2026-12-24" },
    });
  });

  test.each([
    ["<html>", 'no JSON: "<html>"'],
    ["", "no JSON: nothing"],
    ['{"owner":"Ana"}', "score"],
    ['{"score":"7"}', '"score" must be number'],
    ['{"score":7,"plan":"gold"}', "(free, pro)"],
    ['{"score":7,"due":"24.12.2026"}', '"due"'],
    ['{"score":7,"price":{"amount":12,"currency":"EUR"}}', '"price.amount"'],
    ['{"score":7,"tags":"a"}', '"tags" must be array'],
    ["[]", "it must be object"],
    ["null", "it must be object"],
  ])("garbage is a no for good, with its reason: %s", async (body, reason) => {
    answers(200, body);
    const outcome = await call({ receive: SCORE });
    expect(outcome).toMatchObject({
      kind: "refused",
      permanent: true,
      reason: expect.stringContaining(reason),
    });
  });

  test("garbage is no matter where the answer is not read", async () => {
    answers(200, "<html>");
    expect(await call()).toEqual({ kind: "done", providerRef: "200" });
  });

  test("an answer that does not end is cut off, and refused", async () => {
    server.answer = (_request, response) => void endless(response);
    const outcome = await call({ receive: SCORE });
    expect(outcome).toMatchObject({
      kind: "refused",
      permanent: true,
      reason: expect.stringContaining("64 KiB"),
    });
  });

  test("no answer in time: it may have arrived", async () => {
    server.answer = () => undefined;
    expect(await call({}, 300)).toEqual({ kind: "unknown", reason: "no answer within 0.3 s" });
    expect(server.byId.get(KEY)).toBe(1);
  });

  test("a receiver that takes the call and dies: it may have arrived", async () => {
    server.answer = (_request, response) => void response.destroy();
    expect(await call()).toMatchObject({ kind: "unknown" });
  });

  test("nobody there: it is known not to have left", async () => {
    const gone = await startWebhookStandIn();
    await gone.close();
    const outcome = await callWebhook(
      { http: createHttp({ allow: [gone.host] }), env: {}, now: Date.now },
      {
        kind: "webhook",
        method: "POST",
        url: gone.url,
        headers: [],
        body: null,
        secret: null,
        receive: null,
      },
      KEY,
      { timeoutMs: 2_000 },
    );
    expect(outcome).toMatchObject({ kind: "not-sent", reason: expect.stringContaining("ECONNREFUSED") });
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(200);
  const write = (): void => {
    while (!response.destroyed && response.write("x".repeat(16_384)));
  };
  response.on("drain", write);
  write();
}
