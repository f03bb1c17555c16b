import type { Expression, Literal, Pattern } from "@trajet/grammar";
import { amountOf, UNKNOWN_CURRENCY } from "../../analyses/conditions/amounts.ts";
import { nameOf } from "../../analyses/conditions/compare.ts";
import { formOf } from "../../analyses/conditions/form.ts";
import { type Interval, intersection, type Point, pointsThat } from "../../analyses/conditions/intervals.ts";
import { fixedOf } from "../../analyses/conditions/moments.ts";
import { type Operand, operandOf, valueVariable } from "../../analyses/conditions/operands.ts";
import { type Reading, readsOf } from "../../analyses/conditions/reading.ts";
import { named, ordered, type Region } from "../../analyses/conditions/region.ts";
import type { Variable } from "../../analyses/conditions/variable.ts";
import type { Type } from "../../model/types.ts";

/** What a match tells apart: the variable of its subject, and the values of each pattern. */
export interface Told {
  readonly variable: Variable;
  readonly regions: ReadonlyMap<Pattern, Region>;
  /** How the ends of the patterns are written. */
  readonly writtenAs: (point: Point) => string | undefined;
}

/** `undefined` where the values cannot be told apart: a literal that is none of the type has been reported. */
export function toldApart(
  subject: Expression,
  type: Type,
  patterns: readonly Pattern[],
  reading: Reading,
  text: string,
): Told | undefined {
  const operand: Operand = operandOf(subject, reading) ?? {
    written: subject,
    key: formOf(subject),
    type,
    reads: readsOf(subject, reading),
    counted: false,
  };
  const variable = valueVariable(operand, lineOf(patterns, reading));
  if (variable === undefined) return undefined;
  const regions = new Map<Pattern, Region>();
  const ends = new Map<string, string>();
  for (const pattern of patterns) {
    const region = regionOf(pattern, variable, reading);
    if (region === undefined) return undefined;
    regions.set(pattern, region);
    for (const literal of literalsOf(pattern)) {
      const point = pointOf(literal, reading);
      if (point !== undefined) ends.set(keyOf(point), text.slice(literal.span.start, literal.span.end));
    }
  }
  return { variable, regions, writtenAs: (point) => ends.get(keyOf(point)) };
}

function keyOf(point: Point): string {
  return typeof point === "string" ? point : `${point.top}/${point.bottom}`;
}

export function literalsOf(pattern: Pattern): readonly Literal[] {
  return pattern.form === "range" ? [pattern.low, pattern.high] : [pattern.value];
}

/** The line on which the patterns stand: the currency of money, the kind of a moment. */
function lineOf(patterns: readonly Pattern[], reading: Reading): string {
  const [first] = patterns.flatMap(literalsOf);
  if (first === undefined || nameOf(first) !== undefined) return "name";
  const amount = amountOf(first, reading);
  if (amount === undefined) return fixedOf(first, reading)?.line ?? "name";
  return amount.currency === UNKNOWN_CURRENCY ? "number" : (amount.currency ?? "number");
}

function regionOf(pattern: Pattern, { domain }: Variable, reading: Reading): Region | undefined {
  if (domain.kind === "names") {
    const name = pattern.form === "value" ? nameOf(pattern.value) : undefined;
    return name === undefined ? undefined : named([name], domain);
  }
  const points = literalsOf(pattern).map((literal) => pointOf(literal, reading));
  const [low, high = low] = points;
  if (low === undefined || high === undefined || typeof low !== typeof high) return undefined;
  switch (pattern.form) {
    case "value":
      return ordered(pointsThat("==", low), domain);
    case "compare":
      return ordered(pointsThat(pattern.operator, low), domain);
    case "range":
      return ordered(intersection(pointsThat(">=", low), pointsThat("<", high)), domain);
    default:
      return pattern satisfies never;
  }
}

function pointOf(literal: Literal, reading: Reading): Point | undefined {
  return amountOf(literal, reading)?.offset ?? fixedOf(literal, reading)?.at;
}

/** An interval in words, by its ends as they are written: `from 50 EUR to under 100 EUR`. */
export function inWords({ low, high }: Interval, write: (point: Point) => string): string {
  if (low === undefined && high === undefined) return "every value";
  if (low === undefined)
    return high?.closed ? `${write(high.at)} and less` : `under ${write(high?.at ?? "")}`;
  if (high === undefined) return low.closed ? `${write(low.at)} and more` : `above ${write(low.at)}`;
  if (low.at === high.at || write(low.at) === write(high.at)) return write(low.at);
  if (low.closed) return `from ${write(low.at)} to ${high.closed ? "" : "under "}${write(high.at)}`;
  return high.closed
    ? `above ${write(low.at)}, up to ${write(high.at)}`
    : `between ${write(low.at)} and ${write(high.at)}`;
}

/** The pattern that has exactly these values, if there is one. */
export function asPattern({ low, high }: Interval, write: (point: Point) => string): string | undefined {
  if (low === undefined && high === undefined) return undefined;
  if (low === undefined) return `${high?.closed ? "<=" : "<"} ${write(high?.at ?? "")}`;
  if (high === undefined) return `${low.closed ? ">=" : ">"} ${write(low.at)}`;
  if (write(low.at) === write(high.at)) return write(low.at);
  return low.closed && !high.closed ? `${write(low.at)} ..< ${write(high.at)}` : undefined;
}
