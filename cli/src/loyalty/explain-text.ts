import type { Explained } from "../runtime.ts";
import { textTable } from "../text-table.ts";
import { shown } from "./table.ts";

/** What a ranking goes by, and, of a contact, which orders made its value. */
export function explainText(explained: Explained): string {
  const { plan, timings, contact, query, period, asOf } = explained;
  const way =
    plan.from === "roll-ups" ? `from the roll-ups (${bucketText(plan)})` : `from the orders: ${plan.because}`;
  const head = [
    `${query}, from ${period.from ?? "the beginning"} to ${period.to ?? "now"}, as of ${asOf}`,
    `Ranked ${way}. ${timings.planMs} ms to plan, ${timings.rankMs} ms to rank.`,
  ];
  return [...head, ...(contact === undefined ? [] : contactText(contact))]
    .map((line) => `${line}\n`)
    .join("");
}

function bucketText({ grain }: Explained["plan"]): string {
  if (grain === "all") return "all time";
  return grain === "several" ? "several together, and the orders at the ends" : `by ${grain}`;
}

function contactText({
  id,
  rank,
  value,
  orders,
  messages,
}: NonNullable<Explained["contact"]>): readonly string[] {
  const place =
    rank === null || value === null
      ? `${id} is not ranked.`
      : `${id} is number ${rank}, with ${shown(value)}.`;
  const rows = orders.map((order) => [
    order.placedAt,
    order.store,
    order.id,
    shown(order.total),
    Number(order.refunded.amount) === 0 ? "" : `-${order.refunded.amount}`,
    order.because ?? "counts",
  ]);
  const heads = [
    { head: "placed at" },
    { head: "store" },
    { head: "order" },
    { head: "total", right: true },
    { head: "refunded", right: true },
    { head: "" },
  ];
  const seen = (messages ?? []).map(({ message, firstAt }) => `${firstAt}  ${message}`);
  const table = rows.length === 0 ? ["No orders."] : textTable(heads, rows).trimEnd().split("\n");
  return [place, "", ...(messages === undefined ? [] : [...seen, ""]), ...table];
}
