import type { Expression } from "@trajet/grammar";
import type { Formula } from "../../analyses/conditions/formula.ts";
import type { Fact } from "../../analyses/conditions/knowledge.ts";
import { readCondition } from "../../analyses/conditions/read.ts";
import type { Reading } from "../../analyses/conditions/reading.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import type { Diagnostic, Related } from "../../diagnostics/diagnostic.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";

/** What all questions about one condition share. */
export interface Judging {
  readonly check: Check;
  readonly reading: Reading;
}

const NONE: ReadonlySet<string> = new Set();

export function readingOf(scope: Scope, check: Check, entryNames: ReadonlySet<string> = NONE): Reading {
  return {
    scope,
    symbols: check.symbols,
    heads: check.heads,
    segments: check.segments,
    types: check.types,
    facts: check.facts,
    entryNames,
    formulas: new Map(),
  };
}

export function formulaOf(expression: Expression, { reading }: Judging): Formula {
  return readCondition(expression, reading);
}

/** A condition as it is written, on one line. */
export function writtenOf(expression: Expression, { check }: Judging): string {
  const text = check.text.slice(expression.span.start, expression.span.end).replace(/\s+/g, " ");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Where the facts come from without which something would be possible, each place once. */
export function reasons(
  facts: readonly Fact[],
  formulas: readonly Formula[],
): NonNullable<Diagnostic["related"]> {
  const needed = withoutNeedless(facts, (left) =>
    isImpossible([...left.map(({ formula }) => formula), ...formulas], { withMeanings: true }),
  );
  const places = new Map<string, Related>();
  for (const place of needed.flatMap((fact) => fact.places)) {
    places.set(`${place.file} ${place.span.start} ${place.span.end}`, place);
  }
  return [...places.values()];
}

/** The least of a list for which a test still holds, taking out one by one. */
export function withoutNeedless<T>(list: readonly T[], holds: (left: readonly T[]) => boolean): readonly T[] {
  return list.reduce<readonly T[]>((left, each) => {
    const fewer = left.filter((other) => other !== each);
    return holds(fewer) ? fewer : left;
  }, list);
}
