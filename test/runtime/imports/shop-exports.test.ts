import { describe, expect, test } from "vitest";
import type { Entry } from "../../../runtime/src/imports/entry.ts";
import { ImportProblem } from "../../../runtime/src/imports/import-problem.ts";
import { type ImportEars, importRows } from "../../../runtime/src/imports/import-rows.ts";
import type { ShopExport } from "../../../runtime/src/imports/shop-exports.ts";
import { SHOP } from "./shop.ts";

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

/** What an export comes to: the orders that are written, and the lines that are not. */
async function load(text: string, platform: ShopExport["platform"], ears: ImportEars = {}) {
  const entries: Entry[] = [];
  const sink = async (batch: readonly Entry[]) => {
    entries.push(...batch);
    return batch.map(() => ({ result: "written" }) as const);
  };
  const from = { platform, store: "Boutique" };
  const report = await importRows("orders", bytesOf(text), "auto", sink, SHOP, ears, {}, from);
  const orders = entries.flatMap((entry) => (entry.kind === "orders" ? [entry.input] : []));
  return { orders, report };
}

const SHOPIFY = `Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags
#1002,ada@example.com,partially_refunded,2026-03-02 07:00:05 -0500,fulfilled,2026-03-03 09:30:00 -0500,no,EUR,39.90,5.00,0.00,44.90,,0.00,Standard,2026-03-02 07:00:00 -0500,2,"Mug, blue",9.95,,mug-blue,true,true,fulfilled,Ada Byron,,Bogus,10.00,Potterie,450789470,
#1002,ada@example.com,,,,,,,,,,,,,,2026-03-02 07:00:00 -0500,1,Plate,20.00,,,true,true,fulfilled,,,,,Potterie,,
#1001,ben@example.com,pending,,unfulfilled,,no,EUR,5.00,0.00,0.00,5.00,,0.00,,2026-03-01 07:00:00 -0500,1,Cup,5.00,,cup,true,true,pending,Ben Ray,2026-03-01 08:00:00 -0500,,0.00,Potterie,450789469,
#1000,,paid,2026-03-01 07:00:00 -0500,,,no,EUR,5.00,0.00,0.00,5.00,,0.00,,2026-03-01 07:00:00 -0500,1,Cup,5.00,,cup,true,true,pending,,,,0.00,Potterie,450789468,
#999,cleo@example.com,paid,2026-03-01 07:00:00 -0500,,,no,EUR,5.00,0.00,0.00,5.00,,0.00,,2026-03-01 07:00:00 -0500,1,Cup,5.00,,cup,true,true,pending,,,,0.00,Potterie,4.50789E+08,
#998,dan@example.com,paid,short
#997,dan@example.com,paid,2026-03-01 07:00:00 -0500,,,no,USD,5.00,0.00,0.00,5.00,,0.00,,2026-03-01 07:00:00 -0500,1,Cup,5.00,,cup,true,true,pending,,,,0.00,Potterie,450789466,
`;

describe("orders that Shopify exported", () => {
  test("an order of several lines is one, with its times and what was given back", async () => {
    const { orders } = await load(SHOPIFY, "shopify");
    expect(orders).toEqual([
      {
        id: "450789470",
        contact: "ada@example.com",
        store: "Boutique",
        total: "44.90",
        currency: "EUR",
        placedAt: Date.parse("2026-03-02T12:00:00Z"),
        status: "paid",
        refunded: "10.00",
        items: [
          { sku: "mug-blue", title: "Mug, blue", quantity: 2, price: { amount: "9.95", currency: "EUR" } },
          { sku: "Plate", title: "Plate", quantity: 1, price: { amount: "20.00", currency: "EUR" } },
        ],
        reached: { fulfilled: Date.parse("2026-03-03T14:30:00Z") },
        updatedAt: Date.parse("2026-03-03T14:30:00Z"),
      },
      expect.objectContaining({
        id: "450789469",
        status: "cancelled",
        reached: { cancelled: Date.parse("2026-03-01T13:00:00Z") },
      }),
    ]);
  });

  test("what is wrong costs its order alone, and is told with its line", async () => {
    const texts: string[] = [];
    const { report } = await load(SHOPIFY, "shopify", { onRejected: ({ text }) => texts.push(text) });
    expect(report.rejected).toEqual([
      { line: 5, reason: "order #1000 has no e-mail address" },
      { line: 6, reason: expect.stringContaining("rounded by a spreadsheet") },
      { line: 7, reason: expect.stringContaining("number of cells") },
      { line: 8, reason: expect.stringContaining("EUR") },
    ]);
    expect(texts).toHaveLength(4);
    expect([report.read, report.written]).toEqual([6, 2]);
  });

  test("the export of something else is refused before anything is written", async () => {
    await expect(load("Handle,Title\nmug,Mug\n", "shopify")).rejects.toThrow(ImportProblem);
    await expect(load("Handle,Title\nmug,Mug\n", "shopify")).rejects.toThrow('"Financial Status"');
  });
});

const WOO = `order_id,order_number,order_date,paid_date,status,order_total,refunded_total,order_currency,billing_email,line_items,line_item_1
727,727,2026-03-02 13:00:00,2026-03-02 13:00:05,wc-completed,29.35,-10.00,EUR,ben@example.com,"name:Vase|product_id:93|sku:vase|quantity:3|total:18.00|tax:1.35;name:Cup|product_id:94|sku:|quantity:1|total:5.00",
728,728,9/6/2026 6:29:00,,on-hold,5.00,0.00,EUR,ben@example.com,,name:Cup|sku:cup|quantity:1|total:5.00
729,729,2026-03-02 13:00:00,,cancelled,5.00,,EUR,,,
`;

describe("orders that were exported from WooCommerce", () => {
  test("have their items and states, at the times of the shop's clocks", async () => {
    const { orders, report } = await load(WOO, "woocommerce");
    expect(orders).toEqual([
      {
        id: "727",
        contact: "ben@example.com",
        store: "Boutique",
        total: "29.35",
        currency: "EUR",
        placedAt: Date.parse("2026-03-02T13:00:00+01:00"),
        status: "paid",
        refunded: "10.00",
        items: [
          { sku: "vase", title: "Vase", quantity: 3, price: { amount: "6", currency: "EUR" } },
          { sku: "94", title: "Cup", quantity: 1, price: { amount: "5", currency: "EUR" } },
        ],
      },
      expect.objectContaining({
        id: "728",
        status: "pending",
        placedAt: Date.parse("2026-09-06T06:29:00+02:00"),
        items: [{ sku: "cup", title: "Cup", quantity: 1, price: { amount: "5", currency: "EUR" } }],
      }),
    ]);
    expect(report.rejected).toEqual([{ line: 4, reason: "order 729 has no e-mail address" }]);
  });
});
