import type { Constant, Duration } from "@trajet/compiler/program";
import type { Millis } from "./facts.ts";

/** Exact: `amount` is a decimal in digits (`49.90`, `-5`), never rounded on the way. */
export interface Money {
  readonly type: "money";
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}
/** A day without a zone: `2026-12-24`. */
export interface CalendarDate {
  readonly type: "date";
  readonly date: string;
}
/** A time of day without a zone: `09:00`, `18:30:15`. Seconds stand only where they are not zero. */
export interface TimeOfDay {
  readonly type: "time";
  readonly time: string;
}
export interface Moment {
  readonly type: "moment";
  readonly at: Millis;
}
export interface Span {
  readonly type: "duration";
  readonly duration: Duration;
}
/** A record has no prototype, so that no name of JavaScript's own is ever found in it. */
export interface RecordValue {
  readonly type: "record";
  readonly fields: { readonly [name: string]: Value };
}
export type Tagged = Money | CalendarDate | TimeOfDay | Moment | Span | RecordValue;

/** What an expression is worth. `null` is a missing value. */
export type Value = null | string | number | boolean | Tagged | readonly Value[];

/** A value, or a text that should be one, that is not what its type says. The message is for people. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isTagged = (value: Value): value is Tagged =>
  typeof value === "object" && value !== null && !isList(value);

export const money = (amount: string, currency: string): Money => ({ type: "money", amount, currency });
export const date = (text: string): CalendarDate => ({ type: "date", date: text });
export const moment = (at: Millis): Moment => ({ type: "moment", at });
export const span = (duration: Duration): Span => ({ type: "duration", duration });

/** `9:00`, `09:00:00` and `18:30:15`; throws a `ValueError` for what is no time of day. */
export function time(text: string): TimeOfDay {
  const [, hour = "", minute = "", second = "00"] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new ValueError(
      `"${text}" is not a time of day; write it as 9:00 or 18:30:15, from 0:00 to 23:59:59`,
    );
  }
  const short = `${hour.padStart(2, "0")}:${minute}`;
  return { type: "time", time: second === "00" ? short : `${short}:${second}` };
}

export function record(members: Iterable<readonly [string, Value]>): RecordValue {
  const fields: { [name: string]: Value } = Object.create(null);
  for (const [name, value] of members) fields[name] = value;
  return { type: "record", fields };
}

/** The value of a constant of a program. */
export function ofConstant(constant: Constant): Value {
  if (typeof constant !== "object") return constant;
  if (isConstants(constant)) return constant.map(ofConstant);
  if ("money" in constant) return money(constant.money, constant.currency);
  if ("date" in constant) return date(constant.date);
  if ("time" in constant) return time(constant.time);
  return span(constant.duration);
}

const isConstants = (constant: Constant): constant is readonly Constant[] => Array.isArray(constant);
