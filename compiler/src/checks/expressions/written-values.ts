import type { DateLiteral, MoneyLiteral, TextLiteral, TimeLiteral } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Type } from "../../model/types.ts";
import type { Check } from "../check.ts";

/** Reports a text that an enumeration lacks. */
export function checkEnumValue(literal: TextLiteral, type: Type, check: Check): void {
  const values = type.values ?? [];
  if (values.includes(literal.value)) return;
  const near = nearest(literal.value, values);
  check.report(
    "TJ3004",
    literal.span,
    { value: literal.value, values, nearest: near },
    replaceWithNearest(check.file, literal.span, near, "quoted"),
  );
}

/** Reports a text that is not one of its type: an address without `@`, a country that does not exist. */
export function checkWrittenValue(literal: TextLiteral, type: Type, check: Check): void {
  const form = FORMS[type.type];
  if (form === undefined || form.test(literal.value)) return;
  check.report("TJ3016", literal.span, { value: literal.value, noun: form.noun, like: form.like });
}

interface Form {
  readonly noun: string;
  readonly like: string;
  readonly test: (text: string) => boolean;
}

const FORMS: Partial<Record<Type["type"], Form>> = {
  email: {
    noun: "an email address",
    like: "ana@shop.example",
    test: (text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text),
  },
  phone: { noun: "a phone number", like: "+33611223344", test: (text) => /^\+?[\d ().-]{3,}$/.test(text) },
  url: { noun: "an address of the web", like: "https://shop.example/", test: (text) => URL.canParse(text) },
  timezone: { noun: "a time zone", like: "Europe/Paris", test: isTimeZone },
  country: { noun: "a country", like: "FR", test: isCountry },
  language: { noun: "a language", like: "fr", test: isLanguage },
};

/** The zones that were asked about and exist. There are few, and to ask anew takes longer than to check a journey. */
const ZONES = new Set<string>();

/** Whether a name of the IANA time zone database exists. */
export function isTimeZone(name: string): boolean {
  if (ZONES.has(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  const isZone = /^[A-Za-z]/.test(name);
  if (isZone) ZONES.add(name);
  return isZone;
}

/** The zone that was most likely meant: by its whole name, or by its city. */
export function nearestTimeZone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone");
  const city = zones.find((zone) =>
    zone.toLowerCase().endsWith(`/${name.toLowerCase().replaceAll(" ", "_")}`),
  );
  return city ?? nearest(name, zones);
}

export function checkTimeZone(literal: TextLiteral, check: Check): void {
  if (isTimeZone(literal.value)) return;
  const near = nearestTimeZone(literal.value);
  const params = { zone: literal.value, nearest: near };
  check.report("TJ3012", literal.span, params, replaceWithNearest(check.file, literal.span, near, "quoted"));
}

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  return new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code) !== undefined;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** The currency that was most likely meant. */
export function nearestCurrency(code: string): string | undefined {
  return nearest(code, CURRENCIES);
}

export function checkMoney(literal: MoneyLiteral, check: Check): void {
  if (isCurrency(literal.currency)) return;
  const near = nearestCurrency(literal.currency);
  check.report("TJ3011", literal.span, { currency: literal.currency, nearest: near });
}

/** Reports days that end before they begin, if both are days of the calendar. */
export function checkDays(from: DateLiteral | undefined, to: DateLiteral | undefined, check: Check): void {
  const exist = [from, to].map((day) => day === undefined || checkDate(day, check));
  if (from === undefined || to === undefined || exist.includes(false) || from.text <= to.text) return;
  check.report("TJ3017", { start: from.span.start, end: to.span.end }, {});
}

/** Reports a day that no calendar has: 2026-02-30. Gives whether it exists. */
export function checkDate(literal: DateLiteral, check: Check): boolean {
  const [year = 0, month = 0, day = 0] = literal.text.split("-").map(Number);
  const last = lastDay(year, month);
  if (last !== undefined && day >= 1 && day <= last) return true;
  check.report("TJ3009", literal.span, { date: literal.text, lastDay: last });
  return false;
}

/** Days of a month, `undefined` for a month that does not exist. */
function lastDay(year: number, month: number): number | undefined {
  return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : undefined;
}

/** Reports a time that no clock shows: 24:00, 9:75. */
export function checkTime(literal: TimeLiteral, check: Check): void {
  const [hour = 0, minute = 0, second = 0] = literal.text.split(":").map(Number);
  if (hour <= 23 && minute <= 59 && second <= 59) return;
  check.report("TJ3010", literal.span, { time: literal.text });
}
