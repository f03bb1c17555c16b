import type { HelperDelegate, HelperOptions } from "handlebars";
import Handlebars from "handlebars";
import { equals } from "../engine/compare.ts";
import { isTagged, type Value, ValueError } from "../engine/values.ts";
import { Printed } from "./context.ts";
import { printDate, printMoney, printNumber, printTime } from "./formats.ts";
import type { Reader } from "./locale.ts";

/** Handlebars' own, whatever other code does to the shared ones. */
const builtIn = Handlebars.create().helpers;

type ValueHelper = (...args: readonly Value[]) => Value;

/**
 * What templates may call, bound to their reader: the list of the compiler's `templates/helpers.ts`. A helper of a
 * missing value is missing, and prints nothing.
 */
export function helpersFor(
  reader: Reader,
  links: Readonly<Record<string, string>>,
): Readonly<Record<string, HelperDelegate>> {
  const values: Readonly<Record<string, ValueHelper>> = {
    date: (value = null, style = "medium") => value && printDate(value, String(style), reader),
    time: (value = null, style = "short") => value && printTime(value, String(style), reader),
    money: (value = null) => value && printMoney(amountOf(value), reader),
    number: (value = null, decimals = null) =>
      value === null ? null : printNumber(numberOf(value, "number"), reader, decimalsOf(decimals)),
    upper: (value = null) => value && String(value).toLocaleUpperCase(reader.locale),
    lower: (value = null) => value && String(value).toLocaleLowerCase(reader.locale),
    plural: (count = null, one = null, other = null) =>
      count === null ? null : numberOf(count, "plural") === 1 ? one : other,
    eq: (left = null, right = null) => equals(left, right, reader.zone),
    link: (name = null) => addressOf(String(name), links),
  };
  const bound = Object.entries(values).map(([name, help]) => [name, bind(name, help)] as const);
  return { ...Object.fromEntries(bound), default: withDefault, if: when(true), unless: when(false), each };
}

/** For compiling: any other name with arguments is refused, also those that Handlebars would bring. */
export const KNOWN_HELPERS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(
    [...Object.keys(helpersFor({ locale: "en", zone: "UTC" }, {})), "with"].map((name) => [name, true]),
  ),
  lookup: false,
  log: false,
  helperMissing: false,
};

/** Without arguments it is no call: `{{date}}` prints a parameter of that name. */
function bind(name: string, help: ValueHelper): HelperDelegate {
  return function (this: unknown, ...given: unknown[]): unknown {
    const args = given.slice(0, -1);
    return args.length === 0 ? memberOf(this, name) : help(...args.map(valueIn));
  };
}

function withDefault(this: unknown, ...given: unknown[]): unknown {
  if (given.length === 1) return memberOf(this, "default");
  const [value, fallback] = given;
  return value ?? fallback;
}

const memberOf = (context: unknown, name: string): unknown =>
  typeof context === "object" && context !== null && Object.hasOwn(context, name)
    ? (context as { readonly [name: string]: unknown })[name]
    : undefined;

function when(wanted: boolean): HelperDelegate {
  return function (this: unknown, condition: unknown, options: HelperOptions): string {
    return isThere(condition) === wanted ? options.fn(this) : options.inverse(this);
  };
}

/** There, and neither false, empty nor 0. */
function isThere(condition: unknown): boolean {
  const value = Printed.unwrap(condition) ?? condition;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** Handlebars' own goes through objects too, and through whatever a function gives. */
function each(this: unknown, list: unknown, options: HelperOptions): unknown {
  if (!Array.isArray(list)) return options.inverse(this);
  return builtIn.each?.call(this, list, options);
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

const decimalsOf = (decimals: Value) => (decimals === null ? undefined : numberOf(decimals, "number"));

function addressOf(name: string, links: Readonly<Record<string, string>>): string {
  const address = Object.hasOwn(links, name) ? links[name] : undefined;
  if (address !== undefined) return address;
  throw new ValueError(`the message has no link "${name}"`);
}
