import type { CompiledProject } from "@trajet/compiler/program";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import { openShop, PROJECT, type Shop } from "./open-shop.ts";

const NOW = Date.parse("2026-05-20T10:00:00Z");
const BOOKED = {
  id: "e1",
  contact: "ada",
  name: "Ticket Purchased",
  properties: { "flight-no": "AF 12", departure: "tomorrow" },
};

/** What does not fit is answered with its reason, and kept until it is let in. */
describe("dead letters", () => {
  let project: CompiledProject = PROJECT;
  let store: Store;
  let shop: Shop;
  beforeAll(async () => {
    store = await openStore({ project: () => project });
    shop = await openShop({ gateway: store.gateway, project: () => project });
  });
  beforeEach(async () => {
    project = PROJECT;
    await sql`truncate dead_letter, event, orders, contact restart identity cascade`.execute(store.db);
    await store.clock.freeze(NOW);
    await store.gateway.putContact({ id: "ada", imported: true, fields: { email: "ada@example.com" } });
  });
  afterAll(async () => {
    await shop.app.close();
    await store.close();
  });

  const letters = async () => (await shop.ask({ url: "/v1/dead-letters" })).json().deadLetters;
  const replay = async () =>
    (await shop.ask({ method: "POST", url: "/v1/dead-letters/replay", payload: {} })).json();
  const events = () =>
    store.db.selectFrom("event").select(["id", "at"]).where("key", "like", "event:%").execute();

  test("a payload that does not fit its schema is answered 422, and kept as it came with the reason", async () => {
    const answer = await shop.post("/v1/events", BOOKED);
    expect(answer.statusCode).toBe(422);
    expect(await letters()).toEqual([
      {
        id: 1,
        kind: "events",
        body: BOOKED,
        reason: expect.stringContaining("departure"),
        tries: 1,
        receivedAt: "2026-05-20T10:00:00.000Z",
      },
    ]);
    expect(await events()).toEqual([]);
  });

  test("one whose reason would quote half of a character is asked again and stays", async () => {
    const long = "😀".repeat(80);
    const carts = [{ a: long }, { ab: long }].map((contact) => JSON.stringify({ id: "c1", contact }));
    const headers = { "content-type": "application/x-ndjson" };
    await shop.ask({ method: "POST", url: "/v1/carts", headers, payload: carts.join("\n") });
    expect(await replay()).toMatchObject({ read: 2, rejected: [{ id: 1 }, { id: 2 }] });
    for (const letter of await letters()) {
      expect(letter).toMatchObject({ tries: 2, reason: expect.stringContaining("😀…") });
      expect(letter.reason).not.toContain("\uFFFD");
    }
  });

  test("a sender that repeats itself fills no table", async () => {
    for (let time = 0; time < 3; time += 1) await shop.post("/v1/events", BOOKED);
    expect(await letters()).toMatchObject([{ tries: 3 }]);
  });

  test("many are let in call by call, each page refused by one statement, and the answer says where to go on", async () => {
    await sql`
      insert into dead_letter (kind, hash, body, reason, received_at, tried_at)
      select 'events', n::text, jsonb_build_object('id', 'e' || n, 'contact', 'ada', 'name', 'Nobody''s'), 'new', now(), now()
      from generate_series(1, 2300) as n`.execute(store.db);
    const ask = async (after: number) =>
      (await shop.ask({ method: "POST", url: `/v1/dead-letters/replay?after=${after}`, payload: {} })).json();
    const calls = [await ask(0)];
    while (calls.at(-1).next !== null) calls.push(await ask(calls.at(-1).next));
    expect(calls.map(({ read, next, rejected }) => [read, rejected.length, next])).toEqual([
      [1000, 1000, 1000],
      [1000, 1000, 2000],
      [300, 300, null],
    ]);
    const { rows } =
      await sql`select tries, count(*) from dead_letter where reason <> 'new' group by 1`.execute(store.db);
    expect(rows).toEqual([{ tries: 2, count: 2300 }]);
  });

  test("whatever stands in it, keeping it is no mistake of ours", async () => {
    const body = { id: "e\0", contact: "\ud800", "a\0": "\0" };
    await store.gateway.keepLetter({ kind: "events", body, reason: "no such event" });
    expect(await letters()).toMatchObject([{ body: { id: "e\uFFFD", "a\uFFFD": "\uFFFD" } }]);
  });

  test("each line of a batch that does not fit is one; the others are taken in", async () => {
    await shop.postLines("/v1/orders", [
      '{"id":"o1","contact":"ada","store":"Boutique","total":"10.00","placedAt":"2026-05-01T10:00:00Z","status":"paid"}',
      '{"id":"o2","contact":"nobody","store":"Boutique","total":"10.00","placedAt":"2026-05-01T10:00:00Z","status":"paid"}',
    ]);
    expect(await letters()).toMatchObject([{ kind: "orders", reason: expect.stringContaining("nobody") }]);
  });

  test("what is loaded from a file is kept by nobody", async () => {
    await shop.postLines("/v1/events?imported=true", [JSON.stringify(BOOKED)]);
    expect(await letters()).toEqual([]);
  });

  test("is let in as of when it came, once what was missing is there, and is a letter no more", async () => {
    await shop.post("/v1/events", { id: "e2", contact: "ben", name: "Pinged" });
    await shop.post("/v1/events", BOOKED);
    await store.clock.freeze(NOW + 86_400_000);
    expect(await replay()).toMatchObject({ read: 2, written: 0, rejected: [{ id: 1 }, { id: 2 }] });
    await store.gateway.putContact({ id: "ben", imported: true, fields: { email: "ben@example.com" } });
    project = {
      ...PROJECT,
      events: { ...PROJECT.events, Pinged: { wireName: "Pinged", type: { type: "record", fields: {} } } },
    };
    expect(await replay()).toMatchObject({
      version: 1,
      read: 2,
      written: 1,
      unchanged: 0,
      rejected: [{ id: 2, kind: "events", reason: expect.stringContaining("departure") }],
    });
    expect(await events()).toEqual([{ id: "e2", at: NOW }]);
    expect(await letters()).toMatchObject([{ id: 2, tries: 3 }]);
  });

  test("a contact that is let in again brings nobody back who has left meanwhile; who is new may say yes", async () => {
    const consentOf = async (id: string) => (await store.gateway.contact(id))?.contact.consent.email;
    for (const id of ["ada", "cleo"])
      await store.gateway.keepLetter({
        kind: "contacts",
        body: { id, email: `${id}@example.com`, status: "subscribed" },
        reason: "there was no such field",
      });
    await store.gateway.setConsent("ada", "email", "unsubscribed", "click");
    expect(await replay()).toMatchObject({ read: 2, rejected: [] });
    expect([await consentOf("ada"), await consentOf("cleo")]).toEqual(["unsubscribed", "subscribed"]);
    await shop.post("/v1/contacts", { id: "ada", email: "ada@example.com", status: "subscribed" });
    expect(await consentOf("ada"), "said now, it is news").toBe("subscribed");
  });

  test("what can never fit is thrown away with a reason, whoever is asked then finds the project well", async () => {
    const check = async () => (await store.gateway.examine()).find(({ name }) => name === "dead letters");
    for (const id of ["e1", "e2", "e3"]) await shop.post("/v1/events", { ...BOOKED, id });
    expect(await check()).toMatchObject({ status: "warn", fix: expect.stringContaining("--discard") });
    const discard = (payload: object) =>
      shop.ask({ method: "POST", url: "/v1/dead-letters/discard", payload });
    for (const wrong of [
      { ids: [1] },
      { ids: [1], because: "  " },
      { ids: [1], because: "x".repeat(201) },
      { ids: [], because: "a test" },
      { ids: ["1"], because: "a test" },
    ])
      expect((await discard(wrong)).statusCode).toBe(400);
    expect(await letters()).toHaveLength(3);
    expect((await discard({ ids: [2, 9], because: "a test" })).json()).toEqual({ version: 1, discarded: 1 });
    expect(await letters()).toMatchObject([{ id: 1 }, { id: 3 }]);
    const gone = await discard({ ids: [2], because: "a test" });
    expect([gone.statusCode, gone.json().detail]).toEqual([404, "None of these is a dead letter any more."]);
    await discard({ ids: [1, 3], because: "a test" });
    expect(await check()).toMatchObject({ status: "ok" });
  });

  test("one whose id was taken in meanwhile changes nothing", async () => {
    await shop.post("/v1/events", BOOKED);
    const right = { ...BOOKED, properties: { "flight-no": "AF 12", departure: "2026-06-01T10:00:00Z" } };
    expect((await shop.post("/v1/events", right)).statusCode).toBe(200);
    const { events: known } = PROJECT;
    project = {
      ...PROJECT,
      events: {
        ...known,
        TicketPurchased: {
          wireName: "Ticket Purchased",
          type: { type: "record", fields: { "flight-no": { type: "text" }, departure: { type: "text" } } },
        },
      },
    };
    expect(await replay()).toMatchObject({ read: 1, written: 0, unchanged: 1, rejected: [] });
    expect(await events()).toHaveLength(1);
  });
});

describe("stuck runs, over HTTP", () => {
  test("are listed and retried; one that is not stuck is not found", async () => {
    const shop = await openShop();
    expect((await shop.ask({ url: "/v1/stuck?journey=WelcomeSeries" })).json()).toMatchObject({
      version: 1,
      stuck: [{ run: "r1", reason: "no such zone" }],
    });
    const retry = (payload: object) => shop.ask({ method: "POST", url: "/v1/stuck/retry", payload });
    expect((await retry({})).json()).toEqual({ version: 1, retried: 1 });
    expect((await retry({ journey: "Other", run: "r9" })).statusCode).toBe(404);
    await shop.app.close();
  });
});
