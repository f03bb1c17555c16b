import type { Cells, ExportForm } from "./shop-exports.ts";

/**
 * Orders as Shopify exports them (https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders): the order
 * stands in its first line, and each further item in a line of its own that has but its name beside it.
 */
export const SHOPIFY: ExportForm = {
  needed: [
    "Name",
    "Email",
    "Financial Status",
    "Currency",
    "Total",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
  ],
  order: (line) => line.Name ?? "",
  read(lines) {
    const [order] = lines;
    const id = idOf(order);
    if (id === undefined)
      return { reason: `the Id ${order.Id} was rounded by a spreadsheet: export the orders anew` };
    if (order.Email === "") return { reason: `order ${order.Name} has no e-mail address` };
    const moments = ["Created at", "Paid at", "Fulfilled at", "Cancelled at"].map((name) =>
      momentOf(order[name]),
    );
    const [placedAt = "", , fulfilledAt = "", cancelledAt = ""] = moments;
    return {
      id,
      contact: order.Email ?? "",
      total: order.Total ?? "",
      currency: order.Currency ?? "",
      placedAt,
      status: statusOf(order),
      refunded: Number(order["Refunded Amount"]) > 0 ? (order["Refunded Amount"] ?? "") : "",
      items: JSON.stringify(lines.flatMap(itemOf)),
      fulfilledAt: order["Fulfillment Status"] === "fulfilled" ? fulfilledAt : "",
      cancelledAt,
      // What the webhooks have told since then stays.
      updatedAt: moments.toSorted((a, b) => (Date.parse(a) || 0) - (Date.parse(b) || 0)).at(-1) ?? "",
    };
  },
};

/** The id by which the webhooks know it; exports of long ago have but the name. */
function idOf({ Id: id = "", Name: name = "" }: Cells): string | undefined {
  if (id === "") return name;
  return /^\d+$/.test(id) ? id : undefined;
}

/** `2026-03-02 07:00:00 -0500` */
function momentOf(text = ""): string {
  const [, date, time, hours, minutes] = /^(\S+) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/.exec(text) ?? [];
  return date === undefined ? text : `${date}T${time}${hours}:${minutes}`;
}

function statusOf(order: Cells): string {
  const paid = order["Financial Status"];
  if (order["Cancelled at"] !== undefined && order["Cancelled at"] !== "") return "cancelled";
  if (paid === "voided" || paid === "expired") return "cancelled";
  if (paid === "refunded") return "refunded";
  return paid === "paid" || paid === "partially_refunded" ? "paid" : "pending";
}

function itemOf(line: Cells) {
  const title = line["Lineitem name"] ?? "";
  if (title === "") return [];
  const sku = line["Lineitem sku"] || title;
  return [{ sku, title, quantity: Number(line["Lineitem quantity"]), price: line["Lineitem price"] ?? "0" }];
}
