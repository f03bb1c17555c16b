import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDoors } from "../../../runtime/src/doors/open-doors.ts";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
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
