import type { Duration } from "@trajet/compiler/program";
import type { Millis } from "../engine/facts.ts";
import { NO_CURRENCY } from "../engine/money.ts";
import { isList, isTagged, type Money, type Value, ValueError } from "../engine/values.ts";
import { dateIn, daysBetween } from "../engine/zoned.ts";
import type { Reader } from "./locale.ts";

export type DateStyle = "short" | "medium" | "long" | "full";

const isDateStyle = (style: string): style is DateStyle =>
  ["short", "medium", "long", "full"].includes(style);

/** How a value is written where no template says another way. Lists are joined by commas; a missing value is nothing. */
export function print(value: Value, reader: Reader): string {
  if (value === null) return "";
  if (typeof value === "number") return printNumber(value, reader);
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.map((item) => print(item, reader)).join(", ");
  switch (value.type) {
    case "money":
      return printMoney(value, reader);
    case "date":
      return printDate(value, "medium", reader);
    case "time":
      return printTime(value, "short", reader);
    case "moment":
      return dates(reader.locale, { dateStyle: "medium", timeStyle: "short", timeZone: reader.zone }).format(
        value.at,
      );
    case "duration":
      return printDuration(value.duration, reader);
    case "record":
      throw new ValueError("a record cannot be printed; print its members one by one");
    default:
      return value satisfies never;
  }
}

/** The day of a date, or of a moment by the reader's clock. */
export function printDate(value: Value, style: string, reader: Reader): string {
  if (!isDateStyle(style))
    throw new ValueError(`"${style}" is no style of a date: short, medium, long or full`);
  const [at, timeZone] = instantOf(value, "date", reader);
  return dates(reader.locale, { dateStyle: style, timeZone }).format(at);
}

/** The time of a time of day, or of a moment by the reader's clock: without seconds, unless the style is `medium`. */
export function printTime(value: Value, style: string, reader: Reader): string {
  if (style !== "short" && style !== "medium")
    throw new ValueError(`"${style}" is no style of a time: short or medium`);
  const [at, timeZone] = instantOf(value, "time", reader);
  return dates(reader.locale, { timeStyle: style, timeZone }).format(at);
}

/** Day and time of a moment by the reader's clock; the style is that of the day. */
export function printDateTime(value: Value, style: string, reader: Reader): string {
  if (!isDateStyle(style))
    throw new ValueError(`"${style}" is no style of a date: short, medium, long or full`);
  if (!isTagged(value) || value.type !== "moment") throw new ValueError("{{dateTime …}} takes a moment");
  return dates(reader.locale, { dateStyle: style, timeStyle: "short", timeZone: reader.zone }).format(
    value.at,
  );
}

/** The day of the week of a date, or of a moment by the reader's clock. */
export function printWeekday(value: Value, style: string, reader: Reader): string {
  if (style !== "short" && style !== "long")
    throw new ValueError(`"${style}" is no style of a weekday: short or long`);
  const [at, timeZone] = instantOf(value, "date", reader);
  return dates(reader.locale, { weekday: style, timeZone }).format(at);
}

/** How many days of the reader's calendar lie between now and a day: `tomorrow`, `in 3 days`. */
export function printRelative(value: Value, now: Millis, reader: Reader): string {
  const [at, timeZone] = instantOf(value, "date", reader);
  const days = daysBetween(dateIn(reader.zone, now), dateIn(timeZone, at));
  return relative(reader.locale, { numeric: "auto" }).format(days, "day");
}

/** A moment, and the zone by whose clocks it reads as the value says. */
function instantOf(value: Value, wanted: "date" | "time", reader: Reader): readonly [number, string] {
  if (typeof value === "object" && value !== null && !isList(value)) {
    if (value.type === "moment") return [value.at, reader.zone];
    if (wanted === "date" && value.type === "date") return [Date.parse(`${value.date}T00:00Z`), "UTC"];
    if (wanted === "time" && value.type === "time") return [Date.parse(`1970-01-01T${value.time}Z`), "UTC"];
  }
  throw new ValueError(`{{${wanted} …}} takes a ${wanted} or a moment`);
}

/** The whole amount, rounded to the coins of its currency. */
export function printMoney(amount: Money, reader: Reader): string {
  const options: Intl.NumberFormatOptions =
    amount.currency === NO_CURRENCY ? {} : { style: "currency", currency: amount.currency };
  // Digits, and not a number: an amount is exact.
  return numbers(reader.locale, options).format(amount.amount as `${number}`);
}

/** With all its decimals, or with as many as are asked for. */
export function printNumber(value: number, reader: Reader, decimals?: number): string {
  const options =
    decimals === undefined
      ? { maximumFractionDigits: 15 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numbers(reader.locale, options).format(value);
}

/** A share: 0.25 as 25%. */
export function printPercent(share: number, reader: Reader, decimals: number): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numbers(reader.locale, { style: "percent", ...options }).format(share);
}

/** The elements with a text between them, or as a sentence lists them. */
export function printList(value: Value, between: string | undefined, reader: Reader): string {
  const items = (isList(value) ? value : []).map((item) => print(item, reader));
  if (between !== undefined) return items.join(between);
  return lists(reader.locale, { type: "conjunction", style: "long" }).format(items);
}

const UNITS = [
  ["years", "year"],
  ["months", "month"],
  ["weeks", "week"],
  ["days", "day"],
  ["hours", "hour"],
  ["minutes", "minute"],
  ["seconds", "second"],
] as const;

/** `1 hour, 30 minutes`, in the reader's language. */
function printDuration(duration: Duration, reader: Reader): string {
  const parts = UNITS.flatMap(([member, unit]) => {
    const amount = duration[member] ?? 0;
    return amount === 0
      ? []
      : [numbers(reader.locale, { style: "unit", unit, unitDisplay: "long" }).format(amount)];
  });
  return lists(reader.locale, { type: "unit", style: "long" }).format(parts);
}

const CACHED = 500;

/** Formats are slow to make: those of a locale and its options are kept. */
function kept<Options, Format>(make: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = formats.get(key);
    if (known) return known;
    if (formats.size >= CACHED) formats.clear();
    const made = make(locale, options);
    formats.set(key, made);
    return made;
  };
}

const dates = kept(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const numbers = kept(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const lists = kept((locale: string, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));
const relative = kept(
  (locale: string, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);
