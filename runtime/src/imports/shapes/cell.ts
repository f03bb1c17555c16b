import type { ValueType } from "@trajet/compiler/program";
import type { Json, Millis } from "../../engine/facts.ts";
import { formatMoment, parseMoment, ValueError } from "../../engine/values.ts";
import { momentAt } from "../../engine/zoned.ts";
import { amount, currency } from "./text-forms.ts";

/** The JSON that a cell of a table stands for, by its type. Throws a `ValueError`. */
export function cellToJson(type: ValueType, cell: string, zone: string): Json {
  const text = cell.trim();
  const { list, ...element } = type;
  if (!list) return oneToJson(element, text, zone);
  if (type.type === "record" || text.startsWith("[")) return jsonOf(text);
  return splitList(text).map((item) => oneToJson(element, item, zone));
}

/** `vip | engaged`: the members, without blank ones. */
export function splitList(text: string): string[] {
  return text
    .split("|")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function oneToJson(type: ValueType, text: string, zone: string): Json {
  switch (type.type) {
    case "number":
      return numberOf(text);
    case "boolean":
      return booleanOf(text);
    case "money":
      return moneyOf(text);
    case "moment":
      return formatMoment(momentOf(text, zone));
    case "record":
      return jsonOf(text);
    default:
      return text;
  }
}

function numberOf(text: string): number {
  if (/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  throw new ValueError(`"${text}" is not a number; write it in digits with a point, as 1234.5`);
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

function booleanOf(text: string): boolean {
  const value = BOOLEANS.get(text.toLowerCase());
  if (value === undefined) throw new ValueError(`"${text}" is neither true nor false (nor yes, no, 1, 0)`);
  return value;
}

/** `49.90 EUR`, in wire form. Throws a `ValueError`. */
export function moneyOf(text: string): { readonly amount: string; readonly currency: string } {
  const [, digits, code] = /^(\S+)\s*\b([A-Za-z]{3})$/.exec(text.trim()) ?? [];
  if (digits === undefined || code === undefined) {
    throw new ValueError(`"${text}" is not money; write the amount and the currency, as 49.90 EUR`);
  }
  return { amount: amount(digits), currency: currency(code) };
}

/** With an offset as RFC 3339 has it, or else by the clocks of `zone`; a date alone is its 0:00. Throws a `ValueError`. */
export function momentOf(text: string, zone: string): Millis {
  const [, day, time = "00:00:00"] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(text) ?? [];
  if (day === undefined) return parseMoment(text);
  try {
    return momentAt(day, time, zone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ValueError(
      `"${text}" is not a moment; write it as 2026-12-24 18:00 or 2026-12-24T18:00:00+01:00`,
    );
  }
}

/** The JSON in a cell. Throws a `ValueError`. */
export function jsonOf(cell: string): Json {
  try {
    return JSON.parse(cell) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ValueError(`the cell should hold JSON, and cannot be read as such (${error.message})`);
  }
}
