import type { PeriodOf } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Reading } from "../imports/shapes/reading.ts";

const UNITS = { day: "days", week: "weeks", month: "months", quarter: "months", year: "years" } as const;
const FORMS = `as "last month", "quarter to date", "last 90 days", "all time" or "2026-01-01 to 2026-03-31", and "one year earlier" behind any but the last two`;

/** A period as the language writes it. */
export function periodOf(text: string | undefined): Reading<PeriodOf> {
  if (text === undefined) return { reason: `say over which period, ${FORMS}` };
  const words = text.trim().replaceAll(/\s+/g, " ");
  const earlier = / one year earlier$/.test(words);
  const form = formOf(words.replace(/ one year earlier$/, ""));
  if ("reason" in form || !earlier) return form;
  if (form.value.period === "all time" || form.value.period === "dates") return { reason: noPeriod(text) };
  return { value: { ...form.value, oneYearEarlier: true } };
}

const noPeriod = (text: string): string => `"${text}" is no period: write it ${FORMS}`;

function formOf(words: string): Reading<PeriodOf> {
  if (words === "all time") return { value: { period: "all time" } };
  const [, last] = /^last (week|month|quarter|year)$/.exec(words) ?? [];
  if (last !== undefined) return { value: { period: "last", unit: last as "week" } };
  const [, running] = /^(week|month|quarter|year) to date$/.exec(words) ?? [];
  if (running !== undefined) return { value: { period: "to date", unit: running as "week" } };
  const [, amount, unit] = /^last ([1-9]\d{0,4}) (day|week|month|quarter|year)s?$/.exec(words) ?? [];
  if (amount !== undefined && unit !== undefined) {
    const count = Number(amount) * (unit === "quarter" ? 3 : 1);
    return { value: { period: "rolling", duration: { [UNITS[unit as keyof typeof UNITS]]: count } } };
  }
  const [, from, to] = /^(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)$/.exec(words) ?? [];
  return from === undefined || to === undefined ? { reason: noPeriod(words) } : datesOf(from, to);
}

function datesOf(from: string, to: string): Reading<PeriodOf> {
  const wrong = [from, to].find((date) => !isDate(date));
  if (wrong !== undefined) return { reason: `${wrong} is no day of the calendar` };
  if (from > to) return { reason: `the period ends before it begins: ${from} to ${to}` };
  return { value: { period: "dates", from, to } };
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
