import { compare } from "../engine/compare.ts";
import type { Millis } from "../engine/facts.ts";
import { isTagged, type Value, ValueError } from "../engine/values.ts";
import { Printed } from "./context.ts";
import {
  print,
  printDate,
  printDateTime,
  printList,
  printMoney,
  printNumber,
  printPercent,
  printRelative,
  printTime,
  printWeekday,
} from "./formats.ts";
import { memberOf } from "./frame.ts";
import type { Reader } from "./locale.ts";
import { capital, truncated } from "./texts.ts";
import { isTrue } from "./truth.ts";

/** What a template that the compiler lets through never asks for. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** What templates may call, and how a value is written that goes through no helper. */
export interface TemplateHelpers {
  readonly values: ReadonlyMap<string, (args: readonly unknown[]) => unknown>;
  readonly print: (value: unknown) => string;
}

type ValueHelper = (...args: readonly Value[]) => Value;

/** What helpers are bound to: who reads, when, and the links of the message. */
export interface Binding {
  readonly reader: Reader;
  readonly now: Millis;
  readonly links: Readonly<Record<string, string>>;
}

/**
 * What templates may call, bound to their reader: the list of the compiler's `templates/helpers.ts`. A helper of a
 * missing value is missing, and prints nothing.
 */
export function helpersFor({ reader, now, links }: Binding): TemplateHelpers {
  const values: Readonly<Record<string, ValueHelper>> = {
    ...dateHelpers(reader, now),
    ...numberHelpers(reader),
    ...textHelpers(reader, links),
    ...comparisons(reader),
  };
  const bound = Object.entries(values).map(
    ([name, help]) => [name, (args: readonly unknown[]): unknown => help(...args.map(valueIn))] as const,
  );
  return {
    values: new Map([...bound, ...Object.entries(OF_ANYTHING)]),
    print: (value) => printed(value, reader),
  };
}

function dateHelpers(reader: Reader, now: Millis): Readonly<Record<string, ValueHelper>> {
  return {
    date: (value = null, style = "medium") => value && printDate(value, String(style), reader),
    time: (value = null, style = "short") => value && printTime(value, String(style), reader),
    dateTime: (value = null, style = "medium") => value && printDateTime(value, String(style), reader),
    weekday: (value = null, style = "long") => value && printWeekday(value, String(style), reader),
    relative: (value = null) => value && printRelative(value, now, reader),
  };
}

function numberHelpers(reader: Reader): Readonly<Record<string, ValueHelper>> {
  return {
    money: (value = null) => value && printMoney(amountOf(value), reader),
    number: (value = null, decimals = null) =>
      value === null ? null : printNumber(numberOf(value, "number"), reader, decimalsOf(decimals)),
    percent: (value = null, decimals = null) =>
      value === null ? null : printPercent(numberOf(value, "percent"), reader, decimalsOf(decimals) ?? 0),
    plural: (count = null, one = null, other = null) =>
      count === null ? null : numberOf(count, "plural") === 1 ? one : other,
  };
}

function textHelpers(
  reader: Reader,
  links: Readonly<Record<string, string>>,
): Readonly<Record<string, ValueHelper>> {
  return {
    upper: (value = null) => value && String(value).toLocaleUpperCase(reader.locale),
    lower: (value = null) => value && String(value).toLocaleLowerCase(reader.locale),
    capital: (value = null) => value && capital(String(value), reader.locale),
    truncate: (value = null, length = null) =>
      value && truncated(String(value), numberOf(length, "truncate")),
    encode: (value = null) => value && encodeURIComponent(String(value).toWellFormed()),
    join: (list = null, between = null) =>
      printList(list, between === null ? undefined : String(between), reader),
    link: (name = null) => addressOf(String(name), links),
  };
}

function comparisons({ zone }: Reader): Readonly<Record<string, ValueHelper>> {
  const by =
    (sign: Parameters<typeof compare>[0]): ValueHelper =>
    (left = null, right = null) =>
      compare(sign, left, right, zone);
  return { eq: by("=="), ne: by("!="), lt: by("<"), le: by("<="), gt: by(">"), ge: by(">=") };
}

/** Those that take what is no single value too, and give on what they are given. */
const OF_ANYTHING: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  default: ([value, fallback]) => value ?? fallback,
  lookup: ([of, name]) => lookedUp(of, Printed.unwrap(name) ?? name),
  and: (all) => all.every(isTrue),
  or: (all) => all.some(isTrue),
  not: ([condition]) => !isTrue(condition),
};

function lookedUp(of: unknown, name: unknown): unknown {
  if (Array.isArray(of)) return typeof name === "number" && Number.isInteger(name) ? of[name] : undefined;
  return memberOf(of, String(name));
}

function printed(value: unknown, reader: Reader): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object" && !(value instanceof Printed) && !Array.isArray(value))
    throw new TemplateError("a record cannot be printed; print its members one by one");
  return typeof value === "number" ? print(value, reader) : String(value);
}

/** The value that an argument stands for: a literal of the template, or a value of the context. */
function valueIn(given: unknown): Value {
  const printed = Printed.unwrap(given);
  if (printed !== undefined) return printed;
  if (Array.isArray(given)) return given.map(valueIn);
  return typeof given === "string" || typeof given === "number" || typeof given === "boolean" ? given : null;
}

function amountOf(value: Value) {
  if (isTagged(value) && value.type === "money") return value;
  throw new ValueError("{{money …}} takes an amount of money");
}

function numberOf(value: Value, helper: string): number {
  if (typeof value === "number") return value;
  throw new ValueError(`{{${helper} …}} takes a number`);
}

/** As many decimals as can be written. */
const decimalsOf = (decimals: Value) =>
  decimals === null ? undefined : Math.min(15, Math.max(0, Math.floor(numberOf(decimals, "number")) || 0));

function addressOf(name: string, links: Readonly<Record<string, string>>): string {
  const address = Object.hasOwn(links, name) ? links[name] : undefined;
  if (address !== undefined) return address;
  throw new ValueError(`the message has no link "${name}"`);
}

/** All names with which a template can be rendered, blocks included. */
export const HELPER_NAMES: readonly string[] = [
  ...helpersFor({ reader: { locale: "en", zone: "UTC" }, now: 0, links: {} }).values.keys(),
  "if",
  "unless",
  "each",
  "with",
];
