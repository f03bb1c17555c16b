import { compareMoney } from "./money.ts";
import { isList, isTagged, type Value } from "./value.ts";
import { nominalMillis, startOfDate } from "./zoned.ts";

type Sign = "==" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * Comparison of two values. A missing value is equal to nothing, not even to another, and stands in no order; `!=` is
 * true of it only where the other one is set. Values of unlike types, and money of unlike currencies, are unequal and
 * without order. A date beside a moment is the first moment of its day in `zone`.
 */
export function compare(sign: Sign, left: Value, right: Value, zone: string): boolean {
  if (left === null || right === null) return sign === "!=" && left !== right;
  if (sign === "==") return equals(left, right, zone);
  if (sign === "!=") return !equals(left, right, zone);
  const order = orderOf(left, right, zone);
  return order !== null && holds(sign, order);
}

function holds(sign: "<" | "<=" | ">" | ">=", order: number): boolean {
  switch (sign) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return sign satisfies never;
  }
}

/** Equality of what is set: lists by their elements in order, records by their members. */
export function equals(left: Value, right: Value, zone: string): boolean {
  if (left === null || right === null) return false;
  if (isList(left) || isList(right)) return isList(left) && isList(right) && sameList(left, right, zone);
  if (isTagged(left) && left.type === "record") return sameRecord(left, right, zone);
  if (typeof left === "boolean") return left === right;
  return orderOf(left, right, zone) === 0;
}

const sameList = (left: readonly Value[], right: readonly Value[], zone: string) =>
  left.length === right.length && left.every((item, index) => same(item, right[index] ?? null, zone));

function sameRecord(left: Value, right: Value, zone: string): boolean {
  if (!isTagged(left) || left.type !== "record" || !isTagged(right) || right.type !== "record") return false;
  const names = new Set([...Object.keys(left.fields), ...Object.keys(right.fields)]);
  return [...names].every((name) => same(left.fields[name] ?? null, right.fields[name] ?? null, zone));
}

/** Inside a list or a record, two missing members are alike. */
const same = (left: Value, right: Value, zone: string) =>
  (left === null && right === null) || equals(left, right, zone);

/** Negative, zero or positive, as the left one is less, equal or more; `null` where the two have no order. */
export function orderOf(left: Value, right: Value, zone: string): number | null {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return byText(left, right);
  if (!isTagged(left) || !isTagged(right)) return null;
  if (left.type === "money" && right.type === "money") return compareMoney(left, right);
  if (left.type === "date" && right.type === "date") return byText(left.date, right.date);
  if (left.type === "time" && right.type === "time") return byText(left.time, right.time);
  if (left.type === "duration" && right.type === "duration") {
    return nominalMillis(left.duration) - nominalMillis(right.duration);
  }
  const [one, other] = [momentOf(left, zone), momentOf(right, zone)];
  return one === null || other === null ? null : one - other;
}

/** The moment that a moment is, or at which a date begins. */
export function momentOf(value: Value, zone: string): number | null {
  if (!isTagged(value)) return null;
  if (value.type === "moment") return value.at;
  return value.type === "date" ? startOfDate(value.date, zone) : null;
}

/** By code units: the same everywhere, whatever the language of the machine. */
const byText = (left: string, right: string) => (left === right ? 0 : left < right ? -1 : 1);
