import { type Formula, variablesOf } from "../analyses/conditions/formula.ts";
import type { End, Point } from "../analyses/conditions/intervals.ts";
import { ONE, type Rational, sum, written } from "../analyses/conditions/rational.ts";
import type { Variable } from "../analyses/conditions/variable.ts";
import { DAY, inUnits } from "../analyses/flow/amounts.ts";
import { printExpression } from "../lower/print/expression.ts";
import { printPoint } from "../lower/print/step.ts";
import type { Stop } from "./paths.ts";
import type { Readings } from "./reading.ts";

/**
 * The cases at the edge of one decision, as sentences: the value at which a condition changes and the one beside it, the
 * field that is missing, the last moment of a wait and the millisecond behind it, the day that has an hour more or less.
 */
export function edgesOf({ place, way }: Stop, readings: Readings): readonly string[] {
  const { step } = place;
  switch (way.how.kind) {
    case "if":
      return conditionEdges(readings.formulaOf(way.how.condition));
    case "else if none":
      return way.how.failed.flatMap((each) => conditionEdges(readings.formulaOf(each)));
    case "came true":
    case "happened":
      return step?.kind === "Wait" && step.limit !== undefined
        ? [`at the last millisecond of ${printPoint(step.limit)} it still counts`]
        : [];
    case "timed out":
      return step?.kind === "Wait" && step.limit !== undefined
        ? [`one millisecond after ${printPoint(step.limit)} it is too late`, ...clockEdges(way.pass)]
        : [];
    case "done":
      return clockEdges(way.pass);
    case "passed":
      return ["the moment itself has passed already: who comes at it goes on at once"];
    default:
      return [];
  }
}

function clockEdges(passed: Stop["way"]["pass"]): readonly string[] {
  if (passed.kind === "until") return ["on a day when the clocks change it comes an hour earlier or later"];
  if (passed.kind !== "for" || passed.exact === undefined || passed.exact < DAY) return [];
  return [`${inUnits(passed.exact)} are an hour more or less when the clocks change on the way`];
}

function conditionEdges(formula: Formula | undefined): readonly string[] {
  if (formula === undefined) return [];
  const missing = new Set<string>();
  const points = new Set<string>();
  const collect = (part: Formula): void => {
    if (part.kind === "all" || part.kind === "any") for (const each of part.parts) collect(each);
    if (part.kind !== "is") return;
    const name = nameOf(part.variable);
    const { values } = part.region;
    if (name === undefined || values.kind !== "ordered") return;
    for (const { low, high } of values.intervals) {
      for (const point of [...neighbours(low, -1, part.variable), ...neighbours(high, 1, part.variable)])
        points.add(`${name} is ${point}`);
    }
  };
  collect(formula);
  for (const variable of variablesOf(formula)) {
    const name = nameOf(variable);
    if (name !== undefined && variable.domain.optional) missing.add(`${name} is not set`);
  }
  return [...points, ...missing];
}

/** `contact.points`; of how often something happened, or of what is only true or false, there is no value to set. */
function nameOf({ link }: Variable): string | undefined {
  return link.kind === "value" ? printExpression(link.of) : undefined;
}

/** The end of an interval, and of whole numbers the one beyond it. */
function neighbours(end: End | undefined, beyond: 1 | -1, { domain }: Variable): readonly string[] {
  if (end === undefined) return [];
  const isWhole = domain.kind === "ordered" && domain.whole === true;
  const next = typeof end.at === "string" || !isWhole ? [] : [shown(moved(end.at, beyond))];
  return beyond < 0 ? [...next, shown(end.at)] : [shown(end.at), ...next];
}

function moved(at: Rational, by: 1 | -1): Rational {
  return sum(at, { ...ONE, top: BigInt(by) });
}

function shown(at: Point): string {
  return typeof at === "string" ? at : written(at);
}
