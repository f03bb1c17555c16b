import type { Act, DurationPart, Expression, Goods, HistoryExpression } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import { haveOneForm } from "./form.ts";
import { inOneFamily } from "./moments.ts";
import { compareRationals } from "./rational.ts";

/** What a condition on the past counts. */
export type Happened = Pick<HistoryExpression, "act" | "where" | "when" | "since" | "before">;

/** Whether everything that one counts is counted by the other as well. */
export function countsNoMore(one: Happened, other: Happened): boolean {
  return (
    isNarrowerAct(one.act, other.act) &&
    (other.where === undefined || haveOneForm(one.where, other.where)) &&
    isNarrowerStretch(one.when, other.when) &&
    (other.since === undefined || isLater(one.since, other.since)) &&
    (other.before === undefined || isLater(other.before, one.before))
  );
}

/** Whether whoever does the one does the other: buying a mug is buying any product. */
export function isNarrowerAct(one: Act, other: Act): boolean {
  if (haveOneForm(one, other)) return true;
  if (one.verb === "buy" && other.verb === "buy") return isNarrowerPurchase(one, other);
  if (one.verb === "see back in stock" && other.verb === "see back in stock")
    return isNarrowerPurchase(one, other);
  if (one.verb === "abandon cart" && other.verb === "abandon cart") return other.store === undefined;
  if (one.verb === "get order" && other.verb === "get order")
    return one.state?.text === other.state?.text && other.store === undefined;
  if (one.verb === "click" && other.verb === "click")
    return one.message?.text === other.message?.text && other.link === undefined;
  if (one.verb === "change" && other.verb === "change")
    return one.field?.text === other.field?.text && other.to === undefined;
  if (one.verb === "sign up" && other.verb === "sign up") return other.includingImports;
  return false;
}

interface Purchase {
  readonly goods: Goods;
  readonly store: { readonly text: string } | undefined;
}

function isNarrowerPurchase(one: Purchase, other: Purchase): boolean {
  const sameStore = other.store === undefined || one.store?.text === other.store.text;
  return sameStore && areNarrowerGoods(one.goods, other.goods);
}

function areNarrowerGoods(one: Goods, other: Goods): boolean {
  if (other.kind === "any") return true;
  if (one.kind === "products" && other.kind === "products") return areAmong(one.codes, other.codes);
  if (one.kind === "category" && other.kind === "category") return areAmong(one.names, other.names);
  return false;
}

function areAmong(
  some: readonly { readonly value: string }[],
  others: readonly { readonly value: string }[],
) {
  return some.every(({ value }) => others.some((other) => other.value === value));
}

type When = Happened["when"];

function isNarrowerStretch(one: When, other: When): boolean {
  if (other === undefined || haveOneForm(one, other)) return true;
  const [here, there] = [one === undefined ? undefined : daysBack(one), daysBack(other)];
  if (here === undefined || there === undefined || !there.toNow) return false;
  return here.farthest <= (here.family === there.family ? there.farthest : there.nearest);
}

/** How far back a stretch begins, in days: at the least and at the most. Within a family of units both are exact. */
interface Back {
  readonly family: "seconds" | "days" | "months";
  readonly nearest: number;
  readonly farthest: number;
  readonly toNow: boolean;
}

function daysBack(when: NonNullable<When>): Back | undefined {
  switch (when.kind) {
    case "today":
      return { family: "days", nearest: 0, farthest: 1, toNow: true };
    case "yesterday":
      return { family: "days", nearest: 1, farthest: 2, toNow: false };
    case "within": {
      const written = unwrap(when.duration);
      return written.kind === "Duration" ? backOf(written.parts) : undefined;
    }
    case "in": {
      const { range, oneYearEarlier } = when.period;
      if (range.kind !== "rolling" || oneYearEarlier) return undefined;
      return backOf([{ amount: range.amount.text, unit: range.unit }]);
    }
    default:
      return when satisfies never;
  }
}

function backOf(parts: readonly DurationPart[]): Back | undefined {
  const size = inOneFamily(parts);
  if (size === undefined) return undefined;
  const { family } = size;
  const amount = Number(size.amount.top) / Number(size.amount.bottom);
  const [nearest, farthest] = DAYS[family];
  return { family, nearest: amount * nearest, farthest: amount * farthest, toNow: true };
}

/** How many days each unit is, at the least and at the most: a day of the calendar may have 23 to 25 hours. */
const DAYS: Readonly<Record<Back["family"], readonly [number, number]>> = {
  seconds: [1 / 90_000, 1 / 82_800],
  days: [1, 1],
  months: [28, 31],
};

/** Whether a limit is for certain at or behind another. */
function isLater(one: Expression | undefined, other: Expression | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (haveOneForm(one, other)) return true;
  const [here, there] = [unwrap(one), unwrap(other)];
  if (here.kind === "Date" && there.kind === "Date") return here.text >= there.text;
  if (here.kind !== "Ago" || there.kind !== "Ago") return false;
  const [back, farther] = [inOneFamily(here.parts), inOneFamily(there.parts)];
  if (back === undefined || farther === undefined || back.family !== farther.family) return false;
  return compareRationals(back.amount, farther.amount) <= 0;
}

/** Whether a point in time can be missing: one that is written out, or the entry, cannot. */
export function mayBeMissing(point: Expression | undefined): boolean {
  if (point === undefined) return false;
  const written = unwrap(point);
  if (written.kind === "Reference") {
    const [root, ...members] = written.path;
    return members.length > 0 || !["now", "today", "entry"].includes(root?.text ?? "");
  }
  return written.kind !== "Date" && written.kind !== "Ago" && written.kind !== "At";
}
