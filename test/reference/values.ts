import type { Expression, Field, Name } from "@trajet/grammar";
import { Temporal } from "temporal-polyfill";
import { isoSpan, type Millis, moved, negative, type Span, spanOf, sumOf } from "./calendar.ts";
import type { Fields, Moment, Money, Value } from "./world.ts";

/* Values, how they are read, compared and computed: docs/language.md, "Values" and "Exact meanings". */

export const isMoment = (value: Value): value is Moment =>
  typeof value === "object" && value !== null && "moment" in value;
export const isMoney = (value: Value): value is Money =>
  typeof value === "object" && value !== null && "currency" in value;
export const isSpan = (value: Value): value is Span =>
  typeof value === "object" && value !== null && "months" in value && "ms" in value;
export const isDay = (value: Value): value is Temporal.PlainDate => value instanceof Temporal.PlainDate;
export const isTime = (value: Value): value is Temporal.PlainTime => value instanceof Temporal.PlainTime;
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A written value, `undefined` for what is none. */
export function literal(expression: Expression): Value | undefined {
  switch (expression.kind) {
    case "Text":
      return expression.value;
    case "Number":
      return Number(expression.text);
    case "Money":
      return { amount: Number(expression.amount), currency: expression.currency };
    case "Boolean":
      return expression.value;
    case "Date":
      return Temporal.PlainDate.from(expression.text);
    case "Time":
      return timeOf(expression.text);
    case "Duration":
      return sumOf(expression.parts.map(({ amount, unit }) => spanOf(Number(amount), unit)));
    default:
      return undefined;
  }
}

export const timeOf = (text: string): Temporal.PlainTime => Temporal.PlainTime.from(text.padStart(5, "0"));

/** A value as it arrives, by the type with which its field is declared. */
export function arrived(field: Field | undefined, json: unknown): Value {
  if (json === undefined || json === null) return null;
  const of = field?.type?.of;
  if (field?.type?.list) return json as readonly Value[];
  if (of?.kind !== "primitive") return json as Value;
  switch (of.name) {
    case "moment":
      return { moment: Date.parse(json as string) };
    case "date":
      return Temporal.PlainDate.from(json as string);
    case "duration":
      return isoSpan(json as string);
    default:
      return json as Value;
  }
}

export const named = <T extends { readonly name: Name | undefined }>(of: readonly T[]): Map<string, T> =>
  new Map(of.map((each) => [each.name?.text ?? "", each]));

/** Less than, equal to, greater than 0; `undefined` where there is nothing to compare. */
export function order(one: Value, other: Value): number | undefined {
  if (one === null || other === null) return undefined;
  if (isMoney(one) && isMoney(other)) return one.amount - other.amount;
  if (isMoment(one) && isMoment(other)) return one.moment - other.moment;
  if (isDay(one) && isDay(other)) return Temporal.PlainDate.compare(one, other);
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0;
  if (typeof one === "boolean" && typeof other === "boolean") return Number(one) - Number(other);
  throw new Error(`cannot compare ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
}

export const equal = (one: Value, other: Value): boolean => order(one, other) === 0;

export function compared(operator: string, one: Value, other: Value): boolean {
  if (operator === "!=") return (one === null) !== (other === null) || (order(one, other) ?? 0) !== 0;
  const by = order(one, other);
  if (by === undefined) return false;
  switch (operator) {
    case "==":
      return by === 0;
    case "<":
      return by < 0;
    case "<=":
      return by <= 0;
    case ">":
      return by > 0;
    case ">=":
      return by >= 0;
    default:
      throw new Error(`no comparison ${operator}`);
  }
}

/** Numbers, and moments and dates moved by durations; missing with a missing operand. */
export function computed(operator: string, one: Value, other: Value, zone: string): Value {
  if (one === null || other === null) return null;
  if (isSpan(other)) return shifted(one, operator === "-" ? negative(other) : other, zone);
  if (typeof one !== "number" || typeof other !== "number") throw new Error(`cannot compute ${operator}`);
  switch (operator) {
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "/":
      return other === 0 ? null : one / other;
    default:
      throw new Error(`no operation ${operator}`);
  }
}

function shifted(of: Value, span: Span, zone: string): Value {
  if (isSpan(of)) return sumOf([of, span]);
  if (isMoment(of)) return { moment: moved(of.moment, span, zone) };
  if (!isDay(of)) throw new Error("only moments, dates and durations are moved");
  if (span.ms === 0) return of.add({ months: span.months, days: span.days });
  return { moment: moved(of.toZonedDateTime(zone).startOfDay().epochMilliseconds, span, zone) };
}

/** A date is its first moment. */
export function momentOf(value: Value, zone: string): Millis | null {
  if (isMoment(value)) return value.moment;
  return isDay(value) ? value.toZonedDateTime(zone).startOfDay().epochMilliseconds : null;
}

export const member = (value: Value, name: string): Value =>
  typeof value === "object" && value !== null ? ((value as Fields)[name] ?? null) : null;
