import type { ValueType } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Json, Millis } from "./facts.ts";
import { formatDuration, parseDuration } from "./iso-duration.ts";
import { date, isList, moment, money, record, span, time, type Value, ValueError } from "./value.ts";

/**
 * How closely a value is looked at. `strict` is for doors: members that a record must have, values that an enumeration
 * has, addresses and zones that exist. `stored` is for what was let in long ago, perhaps under another version of its
 * declaration: an enumeration may have had other values then, and a record fewer members, which are missing.
 */
export type Care = "strict" | "stored";

/**
 * The value that JSON from the wire, or from the store, stands for. `null` is a missing value, of a list the empty list.
 * Throws a `ValueError` that names the place inside the value (`items[1].price`).
 */
export function decode(type: ValueType, json: Json, care: Care = "strict"): Value {
  return decodeAt(type, json, care, "");
}

function decodeAt(type: ValueType, json: Json, care: Care, path: string): Value {
  if (json === null) return type.list && !type.optional ? [] : null;
  if (!type.list) return decodeOne(type, json, care, path);
  if (!isJsonList(json)) throw wrong(json, "a list", path);
  const { list: _, ...element } = type;
  return json.map((item, index) => decodeOne(element, item, care, `${path}[${index}]`));
}

function decodeOne(type: ValueType, json: Json, care: Care, path: string): Value {
  switch (type.type) {
    case "number":
      return typeof json === "number" ? json : fail(json, "a number", path);
    case "boolean":
      return typeof json === "boolean" ? json : fail(json, "true or false", path);
    case "money":
      return decodeMoney(json, path);
    case "record":
      return decodeRecord(type, json, care, path);
    case "date":
      return date(located(path, () => parseDate(text(json, "a date such as 2026-12-24", path))));
    case "time":
      return located(path, () => time(text(json, "a time of day such as 9:00", path)));
    case "moment":
      return moment(
        located(path, () => parseMoment(text(json, "a moment such as 2026-12-24T18:00:00+01:00", path))),
      );
    case "duration":
      return span(located(path, () => parseDuration(text(json, "a duration such as P3D", path))));
    case "text":
    case "email":
    case "phone":
    case "url":
    case "timezone":
    case "country":
    case "language":
    case "enum":
      return decodeText(type, text(json, "a text", path), care, path);
    default:
      return type.type satisfies never;
  }
}

function decodeText(type: ValueType, value: string, care: Care, path: string): string {
  if (care === "stored") return value;
  if (type.type === "enum" && type.values && !type.values.includes(value)) {
    return fail(value, `one of ${type.values.map((one) => `"${one}"`).join(", ")}`, path);
  }
  if (type.type === "email" && !/^[^\s@<>"]+@[^\s@<>"]+$/.test(value)) return fail(value, "an address", path);
  if (type.type === "url" && !URL.canParse(value)) return fail(value, "a URL", path);
  if (type.type === "timezone" && !isZone(value)) {
    return fail(value, "a time zone such as Europe/Paris", path);
  }
  return value;
}

function decodeMoney(json: Json, path: string): Value {
  const { amount, currency } = isJsonRecord(json) ? json : {};
  if (typeof amount !== "string" || !/^-?\d{1,30}(\.\d{1,20})?$/.test(amount)) {
    return fail(json, 'money such as { "amount": "49.90", "currency": "EUR" }, the amount as a text', path);
  }
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
    return fail(json, 'money with a currency of three capitals, such as "EUR"', path);
  }
  return money(amount, currency);
}

function decodeRecord(type: ValueType, json: Json, care: Care, path: string): Value {
  if (!isJsonRecord(json)) return fail(json, "an object", path);
  return record(
    Object.entries(type.fields ?? {}).map(([name, member]) => {
      const wireName = wireNameOf(member, name);
      const place = path === "" ? wireName : `${path}.${wireName}`;
      const value = (Object.hasOwn(json, wireName) ? json[wireName] : null) ?? null;
      if (value === null && care === "strict" && !member.optional && !member.list) {
        throw new ValueError(`"${place}" is missing`);
      }
      return [name, decodeAt(member, value, care, place)] as const;
    }),
  );
}

/**
 * The value at a path inside a stored record, without a look at the rest of it; missing where the record, or one on the
 * way, lacks it.
 */
export function decodePath(type: ValueType, json: Json, path: readonly string[]): Value {
  const [name, ...rest] = path;
  if (name === undefined) return decode(type, json, "stored");
  const member = type.fields && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  if (!member) throw new ValueError(`there is no "${name}" in what the program knows of a record`);
  if (!isJsonRecord(json)) return null;
  const wireName = wireNameOf(member, name);
  return decodePath(member, (Object.hasOwn(json, wireName) ? json[wireName] : null) ?? null, rest);
}

/** The name under which a member arrives, where its type says one (`field flight as "flight-no"`). */
const wireNameOf = (type: ValueType & { readonly wireName?: string }, name: string) => type.wireName ?? name;

/** The wire form: money `{ amount, currency }`, dates `2026-12-24`, moments RFC 3339 in UTC, durations ISO 8601. */
export function encode(value: Value): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(encode);
  switch (value.type) {
    case "money":
      return { amount: value.amount, currency: value.currency };
    case "date":
      return value.date;
    case "time":
      return value.time;
    case "moment":
      return formatMoment(value.at);
    case "duration":
      return formatDuration(value.duration);
    case "record":
      return Object.fromEntries(Object.entries(value.fields).map(([name, member]) => [name, encode(member)]));
    default:
      return value satisfies never;
  }
}

/** RFC 3339 in UTC: `2026-12-24T17:00:00Z`. */
export const formatMoment = (at: Millis): string => Temporal.Instant.fromEpochMilliseconds(at).toString();

/** RFC 3339, with an offset or `Z`; what is finer than a millisecond is cut off. Throws a `ValueError`. */
export function parseMoment(value: string): Millis {
  const shape = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
  const problem = `"${value}" is not a moment; write it by RFC 3339 with an offset, as 2026-12-24T18:00:00+01:00`;
  if (!shape.test(value)) throw new ValueError(problem);
  return orValueError(problem, () => Temporal.Instant.from(value).epochMilliseconds);
}

function parseDate(value: string): string {
  const problem = `"${value}" is not a date; write it as 2026-12-24`;
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) throw new ValueError(problem);
  return orValueError(problem, () => Temporal.PlainDate.from(value, { overflow: "reject" }).toString());
}

export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Za-z]/.test(zone);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const knownZones = new Map<string, boolean>();

/** The same, looked up once for each name: it is asked for every decision. */
export function isKnownZone(zone: string): boolean {
  const known = knownZones.get(zone);
  if (known !== undefined) return known;
  const found = isZone(zone);
  // Names come from contacts: whatever they say, the list stays short.
  if (knownZones.size < 1_000) knownZones.set(zone, found);
  return found;
}

function orValueError<T>(problem: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new ValueError(problem);
    throw error;
  }
}

/** Adds the place inside the value to what a parser has to say. */
function located<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError && path !== "" && !error.message.startsWith(`"${path}":`)) {
      throw new ValueError(`"${path}": ${error.message}`);
    }
    throw error;
  }
}

const text = (json: Json, expected: string, path: string): string =>
  typeof json === "string" ? json : fail(json, expected, path);

function fail(json: Json, expected: string, path: string): never {
  throw wrong(json, expected, path);
}

function wrong(json: Json, expected: string, path: string): ValueError {
  const shown = JSON.stringify(json);
  const found = shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
  return new ValueError(`${path === "" ? "" : `"${path}": `}expected ${expected}, found ${found}`);
}

export const isJsonList = (json: Json): json is readonly Json[] => Array.isArray(json);
export const isJsonRecord = (json: Json): json is { readonly [key: string]: Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json);
