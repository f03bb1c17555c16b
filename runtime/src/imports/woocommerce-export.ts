import { Decimal } from "decimal.js";
import type { Cells, ExportForm } from "./shop-exports.ts";

/**
 * Orders as the order exports for WooCommerce write them (https://woocommerce.com/document/import-and-export-of-woocommerce-orders/):
 * one line an order, its items in `line_items` or in `line_item_1` and so on, as `name:Vase|sku:vase|quantity:3|total:18.00`,
 * and times by the clocks of the shop.
 */
export const WOOCOMMERCE: ExportForm = {
  needed: ["order_id", "status", "order_total", "order_currency", "billing_email"],
  order: (line) => line.order_id ?? "",
  read([order]) {
    const placed = order.order_date || order.date || "";
    const contact = order.billing_email || order.customer_email || "";
    if (contact === "") return { reason: `order ${order.order_id} has no e-mail address` };
    const status = (order.status ?? "").replace(/^wc-/, "").toLowerCase();
    const paid = order.paid_date || order.date_paid || "";
    const refunded = order.refunded_total || order.total_refunded || "";
    return {
      id: order.order_id ?? "",
      contact,
      total: order.order_total ?? "",
      currency: order.order_currency ?? "",
      placedAt: momentOf(placed),
      status: statusOf(status, paid !== ""),
      refunded: Number(refunded) === 0 ? "" : refunded.replace("-", ""),
      items: JSON.stringify(itemsOf(order)),
      fulfilledAt: status === "completed" ? momentOf(order.completed_date || order.date_completed || "") : "",
    };
  },
};

/** `9/6/2016 6:29:00`, the month first, as one of the exports writes it, or `2016-09-06 06:29:00`. */
function momentOf(text: string): string {
  const [, month, day, year, hour, rest] =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2})(:\d\d(?::\d\d)?)$/.exec(text) ?? [];
  if (month === undefined) return text;
  const two = (part = ""): string => part.padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}${rest}`;
}

function statusOf(status: string, isPaid: boolean): string {
  if (status === "processing" || status === "completed") return "paid";
  if (status === "refunded") return "refunded";
  if (status === "cancelled" || status === "trash") return "cancelled";
  return isPaid && status !== "on-hold" && status !== "failed" ? "paid" : "pending";
}

function itemsOf(order: Cells) {
  const numbered = Object.entries(order).flatMap(([head, cell]) =>
    /^line_item_\d+$/.test(head) ? [cell] : [],
  );
  return [...(order.line_items ?? "").split(";"), ...numbered].flatMap(itemOf);
}

function itemOf(text: string) {
  const parts = text.split("|").map((part) => part.split(":"));
  const item = Object.fromEntries(
    parts.map(([name = "", ...value]) => [name.trim(), value.join(":").trim()]),
  );
  const sku = item.sku || item.product_id || item.name;
  if (sku === undefined || sku === "") return [];
  const quantity = Number(item.quantity) || 1;
  const price = /^\d+(\.\d+)?$/.test(item.total ?? "")
    ? new Decimal(item.total ?? 0).div(quantity)
    : undefined;
  const each = price === undefined ? {} : { price: price.toDecimalPlaces(4).toFixed() };
  return [{ sku, ...(item.name && { title: item.name }), quantity, ...each }];
}
