import type { DurationPart, Expression, Unit } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import type { Point } from "./intervals.ts";
import { negative, product, type Rational, rational, sum, ZERO } from "./rational.ts";
import type { Reading } from "./reading.ts";

/** A value that is written out, on the line on which it can be compared with others. */
export interface Fixed {
  readonly line: string;
  readonly at: Point;
}

/**
 * A date, a moment, a time or a duration that is written out. Moments of the calendar are one line, by the local time
 * that they are written in; moments counted from now are one line for each kind of unit, since nobody knows what comes
 * first, 30 days or a month ago.
 */
export function fixedOf(expression: Expression, reading: Reading): Fixed | undefined {
  const written = unwrap(expression);
  switch (written.kind) {
    case "Date":
      return { line: "date", at: `${written.text}T00:00:00` };
    case "Time":
      return { line: "time", at: clock(written.text) };
    case "At": {
      const [date, time] = [unwrap(written.date), unwrap(written.time)];
      return date.kind === "Date" && time.kind === "Time"
        ? { line: "date", at: `${date.text}T${clock(time.text)}` }
        : undefined;
    }
    case "Duration":
      return { line: "duration", at: nominalSeconds(written.parts) };
    case "Ago":
      return counted("now", written.parts, true);
    case "Reference":
    case "Binary":
      return fromNow(written, reading);
    default:
      return undefined;
  }
}

/** `9:00` is `09:00:00`. */
function clock(text: string): string {
  const [hour = "0", minute = "0", second = "0"] = text.split(":");
  return [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
}

/** `now`, `today`, `now - 30 days`. */
function fromNow(
  expression: Extract<Expression, { kind: "Reference" | "Binary" }>,
  { scope }: Reading,
): Fixed | undefined {
  if (expression.kind === "Reference") {
    const [root, ...members] = expression.path;
    const name = root?.text;
    const isClock = (name === "now" || name === "today") && members.length === 0 && !scope.names.has(name);
    return isClock ? { line: `${name} in days`, at: ZERO } : undefined;
  }
  const [from, by] = [unwrap(expression.left), unwrap(expression.right)];
  if (from.kind !== "Reference" || by.kind !== "Duration") return undefined;
  if (expression.operator !== "+" && expression.operator !== "-") return undefined;
  const [root, ...members] = from.path;
  if ((root?.text !== "now" && root?.text !== "today") || members.length > 0) return undefined;
  return counted(root.text, by.parts, expression.operator === "-");
}

type Family = "seconds" | "days" | "months";

const SIZES: Readonly<Record<Unit, { readonly family: Family; readonly amount: string }>> = {
  second: { family: "seconds", amount: "1" },
  minute: { family: "seconds", amount: "60" },
  hour: { family: "seconds", amount: "3600" },
  day: { family: "days", amount: "1" },
  week: { family: "days", amount: "7" },
  month: { family: "months", amount: "1" },
  year: { family: "months", amount: "12" },
};

/** A duration in one kind of unit; `undefined` where several are mixed. */
export function inOneFamily(
  parts: readonly DurationPart[],
): { readonly family: Family; readonly amount: Rational } | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const { family } = SIZES[first.unit];
  if (parts.some(({ unit }) => SIZES[unit].family !== family)) return undefined;
  const amounts = parts.map(({ amount, unit }) => product(rational(amount), rational(SIZES[unit].amount)));
  return { family, amount: amounts.reduce(sum, ZERO) };
}

function counted(from: string, parts: readonly DurationPart[], back: boolean): Fixed | undefined {
  const size = inOneFamily(parts);
  if (size === undefined) return undefined;
  return { line: `${from} in ${size.family}`, at: back ? negative(size.amount) : size.amount };
}

const SECONDS: Readonly<Record<Family, string>> = { seconds: "1", days: "86400", months: "2592000" };

/** As the engine compares durations: a month is 30 days, a day 24 hours. */
function nominalSeconds(parts: readonly DurationPart[]): Rational {
  return parts
    .map(({ amount, unit }) => {
      const { family, amount: size } = SIZES[unit];
      return product(product(rational(amount), rational(size)), rational(SECONDS[family]));
    })
    .reduce(sum, ZERO);
}
