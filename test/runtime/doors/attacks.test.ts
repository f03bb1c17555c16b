import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDoors } from "../../../runtime/src/doors/open-doors.ts";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import { bounce, generic, HOOKS, mailgun, sns } from "./email/hook-calls.ts";
import { KEY, openShop, PROJECT, type Shop, signer } from "./open-shop.ts";

/** What is tried against what stands open to the world, and what comes of it. */
let store: Store;
let shop: Shop;
beforeAll(async () => {
  store = await openStore({ project: () => PROJECT });
  shop = await openShop({ gateway: store.gateway });
  await shop.post("/v1/contacts", { id: "ada", email: "ada@example.com" });
});
afterAll(async () => {
  await shop.app.close();
  await store.close();
});

const consent = async () => (await store.gateway.contact("ada"))?.contact.consent.email;
const LINK = { contact: "ada", channel: "email", run: "r", step: "s" };

describe("forged signatures", () => {
  const [payload = "", mac = ""] = signer.sign(LINK).split(".");
  const other = Buffer.from(JSON.stringify(["ben", "email", null, null])).toString("base64url");
  test.each([
    ["of another secret", createSigner("another secret of 16 bytes").sign(LINK)],
    ["over another contact", `${other}.${mac}`],
    ["none", payload],
    ["an empty one", `${payload}.`],
    ["a shorter one", `${payload}.${mac.slice(0, 10)}`],
    ["one with more behind it", `${payload}.${mac}.${mac}`],
    ["of the payload's own choice", `${payload}.${payload}`],
  ])("%s unsubscribes nobody", async (_, token) => {
    for (const method of ["GET", "POST"] as const) {
      expect((await shop.app.inject({ method, url: `/u/${token}` })).statusCode).toBe(404);
    }
    expect(await consent()).toBe("subscribed");
  });
});

describe("the unsubscribe page", () => {
  test("cannot be framed, run scripts, send its form elsewhere, or tell where the reader came from", async () => {
    const { headers } = await shop.app.inject(`/u/${signer.sign(LINK)}`);
    const policy = String(headers["content-security-policy"]);
    for (const rule of [
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/script-src|unsafe-eval/);
    expect(headers).toMatchObject({ "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" });
  });

  test("another site can neither read the doors nor use somebody's key: no answer allows it", async () => {
    for (const url of [`/u/${signer.sign(LINK)}`, "/v1/journeys", "/openapi.json"]) {
      const { headers } = await shop.app.inject({ url, headers: { origin: "https://evil.example" } });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(headers["set-cookie"]).toBeUndefined();
    }
  });

  test("shows nothing of what stands in its address", async () => {
    const { body } = await shop.app.inject(`/u/${encodeURIComponent("<script>alert(1)</script>")}`);
    expect(body).not.toContain("<script");
  });
});

test.each([
  "/u//evil.example",
  "//evil.example/",
  "/u/https:%2f%2fevil.example",
  "/%5cevil.example",
  "/?url=https://evil.example",
])("%s redirects nobody", async (url) => {
  const answer = await shop.app.inject({ url });
  expect(answer.statusCode).toBe(404);
  expect(answer.headers.location).toBeUndefined();
});

describe("SQL in every field", () => {
  const SQL = "x'); drop table contact; --";
  const QUOTED = `' or '1'='1`;
  test.each([SQL, QUOTED, `$1; ${SQL}`, `\\'; ${SQL}`])("%s is a text like any other", async (text) => {
    const before = await store.db.selectFrom("contact").select("id").execute();
    for (const path of [`/contacts/${encodeURIComponent(text)}`, `/journeys/${encodeURIComponent(text)}`])
      expect((await shop.ask({ url: `/v1${path}` })).statusCode).toBe(404);
    const answers = [
      await shop.post("/v1/contacts", {
        id: text,
        firstName: text,
        tags: [text],
        groups: [text],
        audience: text,
      }),
      await shop.post("/v1/orders", {
        id: text,
        contact: text,
        store: text,
        total: text,
        placedAt: text,
        status: text,
      }),
      await shop.post("/v1/events", { id: text, contact: text, name: text, properties: { [text]: text } }),
      await shop.post("/v1/messages", { message: text, contact: text, args: { [text]: text }, id: text }),
      await shop.ask({ url: `/v1/journeys?audience=${encodeURIComponent(text)}` }),
    ];
    for (const { statusCode } of answers) expect(statusCode).toBeLessThan(500);
    await shop.post("/v1/contacts", { id: text, firstName: text });
    const view = await store.gateway.contact(text);
    expect(view?.contact.fields.firstName, "kept as it is").toBe(text);
    await store.gateway.eraseContact(text);
    expect(
      await store.db
        .selectFrom("contact")
        .select("id")
        .where(
          "id",
          "in",
          before.map(({ id }) => id),
        )
        .execute(),
    ).toHaveLength(before.length);
  });
});

test.each([
  ["of a document", '{"__proto__":{"admin":true},"id":"p"}', "application/json"],
  ["of its constructor", '{"constructor":{"prototype":{"admin":true}},"id":"p"}', "application/json"],
  ["of a line", '{"__proto__":{"admin":true},"id":"p"}', "application/x-ndjson"],
])("the prototype %s cannot be set", async (_, payload, type) => {
  const answer = await shop.ask({
    method: "POST",
    url: "/v1/contacts",
    payload,
    headers: { "content-type": type },
  });
  expect(answer.statusCode).toBeLessThan(500);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  expect(await store.gateway.contact("p")).toBeUndefined();
});

describe("too much", () => {
  test.each([
    ["a document", `{"id":"${"x".repeat(2_000_000)}"}`, 413, "too long"],
    ["a deep document", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`, 400, "inside each other"],
  ])("%s is refused", async (_, payload, status, detail) => {
    const headers = { "content-type": "application/json" };
    const answer = await shop.ask({ method: "POST", url: "/v1/contacts", payload, headers });
    expect(answer.json()).toMatchObject({ status, detail: expect.stringContaining(detail) });
  });

  test("a batch of too many lines, or too long, is refused before anything is written", async () => {
    const lines = Array.from({ length: 10_001 }, (_, n) => `{"id":"many${n}"}`);
    expect((await shop.postLines("/v1/contacts", lines)).statusCode).toBe(413);
    expect((await shop.postLines("/v1/contacts", ["x".repeat(17_000_000)])).statusCode).toBe(413);
    expect(await store.gateway.contact("many0")).toBeUndefined();
  });
});

test.each([
  ["with a key", `authorization: Bearer ${KEY}\r\n`, 408],
  ["without one", "", 401],
])("who sends a body drop by drop, %s, is let go of", async (_, header, status) => {
  const { app } = await openShop({ limits: { requestMs: 300 } });
  const open = await openDoors(app, { port: 0 });
  const socket = connect(open.port, "127.0.0.1");
  let said = "";
  socket.on("data", (chunk) => {
    said += chunk.toString();
  });
  const head = `host: x\r\n${header}content-type: application/json\r\ncontent-length: 100`;
  socket.write(`POST /v1/contacts HTTP/1.1\r\n${head}\r\n\r\n{`);
  await once(socket, "close");
  expect(said.split("\r\n")[0]).toContain(String(status));
  await open.close();
});

describe("links of mails", () => {
  const BROWSER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" };
  const token = signer.signClick({ sending: "r/s/1", target: "https://shop.example/", links: [] });
  const [payload = "", mac = ""] = token.split(".");
  const evil = Buffer.from(JSON.stringify(["r/s/1", "https://evil.example/"])).toString("base64url");
  test.each([
    ["to a place of the caller's own choice", `${evil}.${mac}`],
    [
      "signed by somebody else",
      createSigner("another secret of 16 bytes").signClick({
        sending: "r/s/1",
        target: "https://evil.example/",
        links: [],
      }),
    ],
    ["signed for something else", signer.signOpen("r/s/1")],
    ["not signed", payload],
    ["with a target behind it", `${token}?to=https://evil.example/`],
    ["with one more segment", `${token}/https://evil.example`],
  ])("%s lead nowhere else", async (_what, forged) => {
    const answer = await shop.app.inject({ url: `/t/c/${forged}`, headers: BROWSER });
    expect([undefined, "https://shop.example/"]).toContain(answer.headers.location);
    if (answer.headers.location === undefined) expect(answer.statusCode).toBe(404);
  });

  test("an open of the caller's own choice is noted of nobody", async () => {
    const forged = `${Buffer.from(JSON.stringify(["r/s/1"])).toString("base64url")}.${mac}`;
    expect((await shop.app.inject({ url: `/t/o/${forged}`, headers: BROWSER })).statusCode).toBe(200);
    expect(await store.db.selectFrom("event").select("id").where("key", "like", "open:%").execute()).toEqual(
      [],
    );
  });
});

describe("hooks of mail providers", () => {
  let hooked: Shop;
  beforeAll(async () => {
    hooked = await openShop({ gateway: store.gateway, emailHooks: HOOKS });
  });
  afterAll(() => hooked.app.close());
  const address = "ada@example.com";
  const failed = { id: "e-1", event: "failed", severity: "permanent", recipient: address };
  const old = Date.now() - 25 * 60 * 60 * 1000;

  test.each([
    [
      "SNS, changed on its way",
      () => ({
        ...sns(bounce("ben@example.com")),
        payload: sns(bounce("ben@example.com")).payload.replace("ben@", "ada@"),
      }),
    ],
    ["SNS, without a signature", () => sns(bounce(address), { Signature: "" })],
    ["SNS, by an unknown algorithm", () => sns(bounce(address), { SignatureVersion: "0" })],
    [
      "SNS, with a certificate from elsewhere",
      () => sns(bounce(address), { SigningCertURL: "https://evil.example/a.pem" }),
    ],
    [
      "SNS, from a host that looks like Amazon's",
      () =>
        sns(bounce(address), { SigningCertURL: "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem" }),
    ],
    [
      "SNS, from a bucket at Amazon's",
      () => sns(bounce(address), { SigningCertURL: "https://s3.eu-west-1.amazonaws.com/evil/a.pem" }),
    ],
    [
      "SNS, without TLS",
      () => sns(bounce(address), { SigningCertURL: "http://sns.eu-west-1.amazonaws.com/a.pem" }),
    ],
    [
      "SNS, of another's topic",
      () => sns(bounce(address), { TopicArn: "arn:aws:sns:eu-west-1:666666666666:evil" }),
    ],
    [
      "SNS, confirming at an inner address",
      () =>
        sns(
          {},
          {
            Type: "SubscriptionConfirmation",
            Token: "t",
            SubscribeURL: "http://169.254.169.254/latest/meta-data",
          },
        ),
    ],
    ["Mailgun, of another key", () => mailgun(failed, { key: "guessed" })],
    ["Mailgun, from yesterday", () => mailgun(failed, { at: old })],
    [
      "Mailgun, without a signature",
      () => ({ ...mailgun(failed), payload: JSON.stringify({ "event-data": failed }) }),
    ],
    ["anybody, of another secret", () => generic({ kind: "hard bounce", address }, { secret: "guessed" })],
    [
      "anybody, from ten minutes ago",
      () => generic({ kind: "hard bounce", address }, { at: Date.now() - 600_000 }),
    ],
    [
      "anybody, changed on its way",
      () => ({
        ...generic({ kind: "complaint", address }),
        payload: JSON.stringify({ kind: "hard bounce", address }),
      }),
    ],
    ["anybody, no JSON at all", () => ({ ...generic({}), payload: "{" })],
  ])("%s: refused", async (_what, call) => {
    expect((await hooked.app.inject(call())).statusCode).toBe(403);
    expect(await consent()).toBe("subscribed");
  });

  test("a token of Mailgun's is good for one event: with another it is refused", async () => {
    await hooked.post("/v1/contacts", { id: "eve", email: "eve@example.com" });
    const seen = mailgun({ ...failed, recipient: "eve@example.com" }, { token: "seen" });
    expect((await hooked.app.inject(seen)).statusCode).toBe(204);
    expect((await hooked.app.inject(seen)).statusCode).toBe(204);
    expect((await hooked.app.inject(mailgun({ ...failed, id: "e-2" }, { token: "seen" }))).statusCode).toBe(
      403,
    );
    expect(await consent()).toBe("subscribed");
  });

  test("too long a call is refused before it is read", async () => {
    const call = generic({ kind: "complaint", address, reason: "x".repeat(300_000) });
    expect((await hooked.app.inject(call)).statusCode).toBe(413);
  });
});
