import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAsk } from "../../../cli/src/backend/ask.ts";
import type { Backend } from "../../../cli/src/backend/backend.ts";
import { createHttpBackend } from "../../../cli/src/backend/http-backend.ts";
import { documentOf } from "../../../cli/src/backend/http-sink.ts";
import { databasePlace, openStoreBackend } from "../../../cli/src/backend/store-backend.ts";
import { UsageError } from "../../../cli/src/usage-error.ts";
import { openDoors } from "../../../runtime/src/doors/open-doors.ts";
import { readEntry } from "../../../runtime/src/imports/entry.ts";
import { importRows } from "../../../runtime/src/imports/import-rows.ts";
import { createBoard } from "../../../runtime/src/loyalty/board.ts";
import { openStore } from "../../../runtime/src/store/open.ts";
import { KEY, openShop, PROJECT } from "../../runtime/doors/open-shop.ts";

const CONTACTS = `id,email,firstName,plan,points,spent,favorites,push-token,lastVisit,tags,groups,status,createdAt
ada,ada@example.com,"Ada ""A""",pro,3,49.90 EUR,mug|plate,t1,2026-05-01 10:00,vip,Interests/Baking,subscribed,2026-01-01
ben,,,free,many,,,,,,,,
cleo,cleo@example.com,,,,,,,,,,unsubscribed,
`;
const ORDERS = `id,contact,store,total,placedAt,status,refunded,items
o1,ada,Boutique,10.10,2026-05-01 10:00,paid,0.10,"[{""sku"":""mug"",""price"":""10.10""}]"
o2,nobody,Boutique,1.00,2026-05-01 10:00,paid,,
`;
const EVENTS = `id,contact,name,at,properties
e1,cleo@example.com,TicketPurchased,2026-05-02,"{""flight-no"":""AF 12"",""departure"":""2026-06-01T10:00:00+02:00""}"
`;

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

let folder: string;
const undo: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "trajet-backend-")), "database");
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

/** Doors before a store, as `trajet dev` opens them, and the backend that goes through them. */
async function overHttp(): Promise<Backend> {
  const store = await openStore({ project: () => PROJECT });
  const { app } = await openShop({
    gateway: store.gateway,
    loyalty: createBoard({ db: store.db, gateway: store.gateway, project: () => PROJECT }),
  });
  const doors = await openDoors(app, { port: 0 });
  undo.push(store.close, doors.close);
  return createHttpBackend(createAsk({ url: doors.url, key: KEY }));
}

async function direct(): Promise<Backend> {
  const backend = await openStoreBackend({ folder }, PROJECT);
  undo.push(backend.close);
  return backend;
}

describe.each([
  ["through the doors", overHttp],
  ["on the database", direct],
])("a backend %s", (_, open) => {
  test("imports, and tells what it has", async () => {
    const backend = await open();
    const load = (kind: "contacts" | "orders" | "events", text: string) =>
      importRows(kind, bytesOf(text), "auto", backend.sink, PROJECT);
    expect(await load("contacts", CONTACTS)).toMatchObject({ read: 3, written: 2, rejected: [{ line: 3 }] });
    expect(await load("orders", ORDERS)).toMatchObject({
      written: 1,
      rejected: [{ line: 3, reason: expect.stringContaining("nobody") }],
    });
    expect(await load("events", EVENTS)).toMatchObject({ written: 1, rejected: [] });
    expect(await load("contacts", CONTACTS)).toMatchObject({ written: 0, unchanged: 2 });
    expect(await backend.contact("ada@example.com")).toMatchObject({
      contact: {
        id: "ada",
        fields: {
          firstName: 'Ada "A"',
          points: 3,
          spent: { amount: "49.90", currency: "EUR" },
          favorites: ["mug", "plate"],
          pushToken: "t1",
          lastVisit: "2026-05-01T08:00:00Z",
          source: "import",
        },
        tags: ["vip"],
        groups: ["Interests/Baking"],
      },
      timeline: [],
    });
    expect(await backend.contact("nobody")).toBeUndefined();
    const asOf = Date.parse("2026-05-20T00:00:00Z");
    expect(await backend.loyalty({ name: "TopSpenders" }, asOf)).toMatchObject({
      asOf: "2026-05-20T02:00:00+02:00",
      rows: [{ contact: "ada", value: { amount: "10.00", currency: "EUR" } }],
    });
    expect(await backend.journeys()).toEqual([]);
  });
});

describe("the database itself", () => {
  test("is not made by a question", async () => {
    const backend = await direct();
    await expect(backend.journeys()).rejects.toThrow("There is no data yet");
    await expect(backend.contact("ada")).rejects.toThrow(UsageError);
    expect(existsSync(folder)).toBe(false);
  });

  test("that another process has is said in a sentence", async () => {
    const first = await direct();
    await importRows("contacts", bytesOf(CONTACTS), "csv", first.sink, PROJECT);
    const second = openStoreBackend({ folder }, PROJECT);
    await expect(second).rejects.toThrow(UsageError);
    await expect(second).rejects.toThrow(/^Another process has the database .*\.$/);
  });

  test("of a sped-up project stands where it was when dev ended", async () => {
    const dev = await openStore({ folder, project: () => PROJECT });
    await dev.clock.freeze(Date.parse("2026-05-20T10:00:00Z"));
    await dev.clock.start(1e9);
    await dev.clock.keep();
    const { rows } = { rows: await dev.db.selectFrom("clock").select("at").execute() };
    await dev.close();
    const backend = await direct();
    const { asOf } = await backend.loyalty({ name: "TopSpenders" }, undefined);
    expect(Date.parse(asOf)).toBe(rows[0]?.at);
  });

  test.each([
    [undefined, { folder: "/p/.trajet/database" }],
    ["postgres://here/db", { url: "postgres://here/db" }],
    ["env:DB", { url: "postgres://there/db" }],
  ])("is where trajet.json says: %j", (database, place) => {
    expect(databasePlace("/p", database, { DB: "postgres://there/db" })).toEqual(place);
    expect(() => databasePlace("/p", "env:NONE", {})).toThrow("NONE, which is not set");
  });
});

describe("through the doors", () => {
  test("a problem document is said in its sentence", async () => {
    const backend = await overHttp();
    await expect(backend.loyalty({ name: "TopSpender" }, undefined)).rejects.toThrow(
      'did you mean "TopSpenders"?',
    );
  });

  test("nobody who answers is said in a sentence", async () => {
    const backend = createHttpBackend(createAsk({ url: "http://127.0.0.1:1", key: "k" }));
    await expect(backend.journeys()).rejects.toThrow(UsageError);
    await expect(backend.journeys()).rejects.toThrow("does not answer at http://127.0.0.1:1");
  });

  test("what a row says arrives as it was read", async () => {
    const [row] = await rowsRead(CONTACTS);
    if (row === undefined) throw new Error("the first row is read");
    const sent = JSON.parse(JSON.stringify(documentOf(row)));
    const arrived = readEntry("contacts", PROJECT, sent, { form: "json", zone: "UTC" }, { imported: true });
    expect(arrived).toEqual({ value: row });
  });
});

async function rowsRead(text: string) {
  const entries: Parameters<Backend["sink"]>[0][number][] = [];
  await importRows(
    "contacts",
    bytesOf(text),
    "csv",
    async (batch) => {
      entries.push(...batch);
      return batch.map(() => ({ result: "written" }));
    },
    PROJECT,
  );
  return entries;
}

test("an order goes through the doors as it was read, each refund for itself", () => {
  const raw = {
    id: "o9",
    contact: "ada",
    store: "Boutique",
    total: "10.10",
    placedAt: "2026-05-01T10:00:00.000Z",
    status: "paid",
    shippedAt: "2026-05-02T10:00:00.000Z",
    refunds: [{ id: "r1", at: "2026-05-03T10:00:00.000Z", amount: "1.10" }],
    updatedAt: "2026-05-03T10:00:01.000Z",
  };
  const read = (document: object) =>
    readEntry("orders", PROJECT, document as never, { form: "json", zone: "UTC" }, { imported: true });
  const first = read(raw);
  if ("reason" in first) throw new Error(first.reason);
  expect(first.value.input).toMatchObject({
    refunded: "1.1",
    reached: { refunded: Date.parse("2026-05-03T10:00:00Z") },
  });
  expect(read(JSON.parse(JSON.stringify(documentOf(first.value))))).toEqual(first);
});
