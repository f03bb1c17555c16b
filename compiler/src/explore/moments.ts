import type { Expression, PointInTime } from "@trajet/grammar";
import { formOf } from "../analyses/conditions/form.ts";
import { DAY, durationIn, HOUR, type Range, rangeOf } from "../analyses/flow/amounts.ts";
import { timeOf } from "../analyses/flow/passes.ts";
import type { Place, Way } from "../analyses/flow/unfold.ts";
import { unwrap } from "../checks/expressions/assign.ts";

/*
 * Where a path stands among moments that came with the entry: whoever waited until 7 days before `entry.event.startsAt`
 * has not missed 1 day before it. Messages that are held on the way are not thought of.
 */

/** A moment, counted from what came with the entry: how far behind that it lies, in milliseconds, at the least and at the most. */
interface Moment extends Range {
  readonly base: string;
}

/** How far behind a moment it is now: less than nothing is before it. */
export interface Bearing extends Range {
  readonly from: Moment;
}

/** Not every day has 24 hours. */
const SLACK = 2 * HOUR;

/** Where a path stands behind a way that takes so long; `undefined` where the way contradicts where it stood. */
export function bearingsBehind(
  bearings: readonly Bearing[],
  place: Place,
  way: Way,
  passed: Range,
): readonly Bearing[] | undefined {
  const moment = momentOf(place);
  const known = moment === undefined ? asked(bearings, place, way) : waited(bearings, moment, way);
  return known && [...bearings.map((bearing) => moved(bearing, passed)), ...known];
}

/** What is known of the moment until which a step stood still. */
function waited(bearings: readonly Bearing[], from: Moment, { how }: Way): readonly Bearing[] | undefined {
  const { least, most } = bearingsOn(from, bearings);
  switch (how.kind) {
    case "done":
      return least > 0 ? undefined : [{ from, least: 0, most: 0 }];
    case "passed":
      return most <= 0 ? undefined : [{ from, least: Math.max(0, least), most }];
    case "timed out":
      // Whoever comes to a limit that is over goes on at once.
      return [{ from, least: Math.max(0, least), most: Math.max(0, most) }];
    default:
      return most <= 0 ? [{ from, least, most: 0 }] : [];
  }
}

/** What an `if` says of moments: `entry.event.startsAt > now + 2 days`. */
function asked(bearings: readonly Bearing[], { calls }: Place, { how }: Way): readonly Bearing[] | undefined {
  if (calls.length > 0 || (how.kind !== "if" && how.kind !== "else if none")) return [];
  const conditions = [
    ...how.failed.map((condition) => [condition, false] as const),
    ...(how.kind === "if" ? [[how.condition, true] as const] : []),
  ];
  const found: Bearing[] = [];
  for (const [condition, holds] of conditions) {
    const compared = comparedWithNow(unwrap(condition));
    if (compared === undefined) continue;
    const { least, most } = bearingsOn(compared.from, bearings);
    const isAhead = compared.isAhead === holds;
    if (isAhead ? least > 0 : most < 0) return undefined;
    found.push({
      from: compared.from,
      ...(isAhead ? { least, most: Math.min(0, most) } : { least: Math.max(0, least), most }),
    });
  }
  return found;
}

/** The moment that a comparison asks about, and whether it is true while that lies ahead. */
function comparedWithNow(
  condition: Expression,
): { readonly from: Moment; readonly isAhead: boolean } | undefined {
  if (condition.kind !== "Binary" || !/^[<>]=?$/.test(condition.operator)) return undefined;
  const isGreater = condition.operator.startsWith(">");
  const [left, right] = [unwrap(condition.left), unwrap(condition.right)];
  const [there, here] = [momentBefore(left, right), momentBefore(right, left)];
  const from = there ?? here;
  return from && { from, isAhead: (from === there) === isGreater };
}

/** `entry.event.startsAt` and `now + 2 days`: 2 days before the one. */
function momentBefore(base: Expression, now: Expression): Moment | undefined {
  if (!isOfEntry(base)) return undefined;
  if (isNow(now)) return { base: formOf(base), least: 0, most: 0 };
  if (now.kind !== "Binary" || !isNow(unwrap(now.left)) || !/^[+-]$/.test(now.operator)) return undefined;
  const by = spanOf({ amount: now.right, direction: now.operator === "+" ? "before" : "after" });
  return by && { base: formOf(base), least: by.least - SLACK, most: by.most + SLACK };
}

const isNow = (expression: Expression): boolean =>
  expression.kind === "Reference" && expression.path.length === 1 && expression.path[0]?.text === "now";

const isOfEntry = (
  expression: Expression | undefined,
): expression is Extract<Expression, { kind: "Reference" }> =>
  expression?.kind === "Reference" && expression.path[0]?.text === "entry";

function moved({ from, least, most }: Bearing, by: Range): Bearing {
  return { from, least: least + by.least, most: most + by.most };
}

/** How far behind a moment it is, by all that is known of others that count from the same. */
function bearingsOn(moment: Moment, bearings: readonly Bearing[]): Range {
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { from, ...known } of bearings) {
    if (from.base !== moment.base) continue;
    least = Math.max(least, known.least + from.least - moment.most);
    most = Math.min(most, known.most + from.most - moment.least);
  }
  return { least, most };
}

/** The moment until which a step stands still; `undefined` where it does not count from what came with the entry. */
function momentOf({ step, calls }: Place): Moment | undefined {
  // Inside a fragment a name may stand for something else.
  if (calls.length > 0) return undefined;
  if (step?.kind === "Delay") return step.until && fromEntry(step.until);
  return step?.kind === "Wait" ? step.limit && fromEntry(step.limit) : undefined;
}

function fromEntry({ base, offset, at, weekday }: PointInTime): Moment | undefined {
  if (!isOfEntry(base) || weekday !== undefined) return undefined;
  const by = offset === undefined ? { least: 0, most: 0 } : spanOf(offset);
  if (by === undefined) return undefined;
  if (at === undefined) return { base: formOf(base), least: by.least - SLACK, most: by.most + SLACK };
  const time = timeOf(at);
  const [earliest, latest] = time === undefined ? [-DAY, DAY] : [time - DAY, time];
  return { base: formOf(base), least: by.least + earliest - SLACK, most: by.most + latest + SLACK };
}

function spanOf({ amount, direction }: NonNullable<PointInTime["offset"]>): Range | undefined {
  const written = durationIn(amount, undefined);
  if (written === undefined) return undefined;
  const { least, most } = rangeOf(written);
  return direction === "after" ? { least, most } : { least: -most, most: -least };
}
