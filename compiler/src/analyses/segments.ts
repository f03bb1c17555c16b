import { outsideRuns } from "../checks/scope.ts";
import type { Facts } from "../model/facts.ts";
import type { BoundModel } from "../model/model.ts";
import type { Segments } from "../model/segments.ts";
import type { Symbols } from "../model/symbols.ts";
import { familiesOf } from "./conditions/families.ts";
import { meaningOf } from "./conditions/people.ts";
import { readCondition } from "./conditions/read.ts";
import type { Reading } from "./conditions/reading.ts";
import { toldByTrue } from "./reach/told.ts";

/** The answers of one state of a project; `fact` computes those that `families` and `told` ask for, `undefined` for another fact. */
export interface AskedSegments extends Segments {
  readonly fact: (fact: string) => unknown;
}

/** Answers are kept from one state to the next, by their facts: one that says the same is the same object. */
export type KeptSegments = Map<string, readonly string[]>;

const FAMILIES = "families ";
const TOLD = "told ";

/** `project` is asked for once it is whole. */
export function createSegments(facts: Facts, kept: KeptSegments, project: () => BoundModel): AskedSegments {
  const standing = (fact: string, answer: readonly string[]): readonly string[] => {
    const before = kept.get(fact);
    if (before !== undefined && areEqual(before, answer)) return before;
    kept.set(fact, answer);
    return answer;
  };
  const families = (name: string): readonly string[] => {
    const people = project().symbols.people.get(name);
    if (people?.kind !== "Segment") return [];
    const meaning = meaningOf(people, readingOf(project()), readCondition);
    return meaning === undefined ? [] : familiesOf(meaning);
  };
  return {
    families: (name) => facts.valueOf(FAMILIES + name) as readonly string[],
    told: (name) => facts.valueOf(TOLD + name) as readonly string[],
    fact: (fact) => {
      if (fact.startsWith(FAMILIES)) return standing(fact, families(fact.slice(FAMILIES.length)));
      if (fact.startsWith(TOLD))
        return standing(fact, toldBy(fact.slice(TOLD.length), project().symbols, new Set()));
      return undefined;
    },
  };
}

/** Segments are read outside of journeys. */
function readingOf({ symbols, heads, segments, types, facts }: BoundModel): Reading {
  const scope = outsideRuns(undefined);
  return { scope, symbols, heads, segments, types, facts, entryNames: new Set(), formulas: new Map() };
}

/** One that asks about itself, which is an error, is looked into once. */
function toldBy(name: string, symbols: Symbols, seen: ReadonlySet<string>): readonly string[] {
  const people = seen.has(name) ? undefined : symbols.people.get(name);
  if (people?.kind !== "Segment" || people.where === undefined) return [];
  const inside = new Set([...seen, name]);
  return toldByTrue(people.where, (inner) => toldBy(inner, symbols, inside));
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
