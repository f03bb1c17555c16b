import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importRows, into } from "../../../runtime/src/imports/import-rows.ts";
import { createBoard } from "../../../runtime/src/loyalty/board.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import { openShop, PROJECT, type Shop, signer } from "./open-shop.ts";

const NOW = Date.parse("2026-05-20T10:00:00Z");

let store: Store;
let shop: Shop;
beforeAll(async () => {
  store = await openStore({ project: () => PROJECT });
  await store.clock.freeze(NOW);
  shop = await openShop({
    gateway: store.gateway,
    loyalty: createBoard({ db: store.db, gateway: store.gateway, project: () => PROJECT }),
  });
});
afterAll(async () => {
  await shop.app.close();
  await store.close();
});

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

const CONTACTS = `id,email,firstName,plan,points,spent,tags,groups,status,createdAt
ada,ada@example.com,Ada,pro,3,49.90 EUR,vip|engaged,Interests/Baking,subscribed,2026-01-01
ben,ben@example.com,Ben,free,0,,,,unsubscribed,2026-02-01
cleo,cleo@example.com,Cleo,por,0,,,,subscribed,2026-02-01
dan,,,free,1,,,,,
`;
const ORDERS = `id,contact,store,total,currency,placedAt,status,refunded,items
o1,ada,Boutique,10.10,EUR,2026-05-01 10:00,paid,,"[{""sku"":""mug"",""price"":""10.10""}]"
o2,ADA@example.com,Boutique,0.20,EUR,2026-05-02 10:00,paid,0.10,
o3,ben,Boutique,5.00,EUR,2026-05-02 10:00,paid,,
o4,nobody,Boutique,5.00,EUR,2026-05-02 10:00,paid,,
`;
const EVENTS = `{"id":"e1","contact":"ada","name":"TicketPurchased","at":"2026-05-03T10:00:00Z","properties":{"flight-no":"AF 12","departure":"2026-06-01T10:00:00Z"}}
`;

describe("files, on the real store", () => {
  test.each([
    [
      "contacts",
      CONTACTS,
      { read: 4, written: 3 },
      [{ line: 4, reason: expect.stringContaining('did you mean "pro"?') }],
    ],
    ["orders", ORDERS, { read: 4, written: 3 }, [{ line: 5, reason: expect.stringContaining("nobody") }]],
    ["events", EVENTS, { read: 1, written: 1 }, []],
  ] as const)("%s are written once", async (kind, file, counts, rejected) => {
    const load = () => importRows(kind, bytesOf(file), "auto", into(store.gateway), PROJECT);
    expect(await load()).toEqual({ ...counts, unchanged: 0, rejected });
    expect(await load()).toEqual({ ...counts, written: 0, unchanged: counts.written, rejected });
  });

  test("an address that another contact has rejects its line, and the rest is written", async () => {
    const file =
      "id,email,firstName\nben,ada@example.com,Ben\ndan,dan@example.com,Dan\neva,ADA@example.com,Eva\n";
    const report = await importRows("contacts", bytesOf(file), "csv", into(store.gateway), PROJECT);
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 4]);
    expect(report.written).toBe(1);
  });
});

describe("the doors, on the real store", () => {
  test("tell what was imported", async () => {
    expect((await shop.ask({ url: "/v1/contacts/ada@example.com" })).json()).toEqual({
      version: 1,
      contact: {
        id: "ada",
        audience: "Newsletter",
        fields: expect.objectContaining({
          email: "ada@example.com",
          plan: "pro",
          points: 3,
          spent: { amount: "49.90", currency: "EUR" },
          createdAt: expect.stringMatching(/^2025-12-31T23:00:00/),
        }),
        tags: expect.arrayContaining(["vip", "engaged"]),
        groups: ["Interests/Baking"],
        consent: { email: "subscribed" },
      },
    });
  });

  test("take in what is new, and nothing twice", async () => {
    const contact = { id: "eva", email: "eva@example.com", points: 1, tags: ["vip"] };
    expect((await shop.post("/v1/contacts", contact)).json()).toEqual({ result: "written", contact: "eva" });
    expect((await shop.post("/v1/contacts", contact)).json()).toEqual({
      result: "unchanged",
      contact: "eva",
    });
    expect((await shop.post("/v1/contacts", { id: "eva", points: 2 })).json()).toMatchObject({
      result: "written",
    });
    const order = {
      id: "o9",
      contact: "eva",
      store: "Boutique",
      total: "7",
      placedAt: "2026-05-19T10:00:00Z",
      status: "paid",
    };
    const lines = [order, { ...order, contact: "nobody" }, order].map((one) => JSON.stringify(one));
    expect((await shop.postLines("/v1/orders", lines)).json().results).toMatchObject([
      { line: 1, status: "written" },
      { line: 2, status: "rejected" },
      { line: 3, status: "unchanged" },
    ]);
  });

  test("rank the customers", async () => {
    const { rows, asOf } = (await shop.ask({ url: "/v1/loyalty/TopSpenders" })).json();
    expect(asOf).toBe("2026-05-20T12:00:00+02:00");
    expect(
      rows.map((row: { contact: string; totalSpent: unknown }) => [row.contact, row.totalSpent]),
    ).toEqual([
      ["ada", { amount: "10.20", currency: "EUR" }],
      ["eva", { amount: "7.00", currency: "EUR" }],
      ["ben", { amount: "5.00", currency: "EUR" }],
    ]);
  });

  test("page by page, as of one moment, whoever buys meanwhile", async () => {
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const { rows, next } = (await shop.ask({ url: `/v1/loyalty/TopSpenders?limit=1${after}` })).json();
      seen.push(...rows.map((row: { rank: number; contact: string }) => `${row.rank} ${row.contact}`));
      if (next === undefined) break;
      after = `&after=${next}`;
    }
    expect(seen).toEqual(["1 ada", "2 eva", "3 ben"]);
    const { rows } = (
      await shop.ask({ url: "/v1/loyalty?store=Boutique&by=total&over=year%20to%20date&top=1&before=true" })
    ).json();
    expect(rows).toMatchObject([{ contact: "ada", before: null }]);
  });

  test("unsubscribe by the link in a mail, each time that it is used anew", async () => {
    const url = `/u/${signer.sign({ contact: "ada", channel: "email", run: "r", step: "s" })}`;
    const consent = async () => (await store.gateway.contact("ada"))?.contact.consent.email;
    await shop.app.inject(url);
    expect(await consent()).toBe("subscribed");
    await shop.app.inject({ method: "POST", url });
    expect(await consent()).toBe("unsubscribed");
    await store.gateway.putContact({
      id: "ada",
      fields: {},
      consent: { email: "subscribed" },
      imported: false,
    });
    await shop.app.inject({ method: "POST", url });
    expect(await consent()).toBe("unsubscribed");
  });
});
