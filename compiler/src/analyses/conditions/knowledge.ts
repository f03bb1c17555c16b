import type { Related } from "../../diagnostics/diagnostic.ts";
import { someFamily } from "./families.ts";
import { type Formula, is, someVariable, TRUE, without } from "./formula.ts";
import { isStable, nameRead } from "./reading.ts";
import { intersection, type Region, union } from "./region.ts";
import type { Variable } from "./variable.ts";

/** Something that is true on every way to a place of a journey, and where it was found out. */
export interface Fact {
  readonly formula: Formula;
  readonly places: readonly Related[];
}

/** What is known at one place. Knowledge is never changed: each step gives that behind it. */
export interface Knowledge {
  /** What holds before every step, whatever happens: nobody for whom an `exit if` is true is still there. */
  readonly always: readonly Fact[];
  readonly known: readonly Fact[];
}

export const NOTHING_KNOWN: Knowledge = { always: [], known: [] };

/** So many facts are kept; the latest count. */
const MOST = 40;

/** Knows a formula as well. Its parts are facts by themselves, so that they can be forgotten by themselves. */
export function knowing(knowledge: Knowledge, formula: Formula, ...places: readonly Related[]): Knowledge {
  if (formula.kind === "constant") return knowledge;
  const known = [...knowledge.known];
  for (const part of formula.kind === "all" ? formula.parts : [formula])
    if (part.kind !== "constant") known.push({ formula: part, places });
  return { always: knowledge.always, known: known.length > MOST ? known.slice(-MOST) : known };
}

/** What is left when nothing is known any more of what hangs on something that has changed. */
export function forgetting(knowledge: Knowledge, hasChanged: (read: string) => boolean): Knowledge {
  if (knowledge.known.length === 0) return knowledge;
  const isForgotten = (variable: Variable): boolean => variable.reads.some(hasChanged);
  if (!knowledge.known.some(({ formula }) => someVariable(formula, isForgotten))) return knowledge;
  const known = knowledge.known.flatMap((fact) => {
    if (!someVariable(fact.formula, isForgotten)) return fact;
    const formula = without(fact.formula, isForgotten);
    return formula.kind === "constant" ? [] : { ...fact, formula };
  });
  return { ...knowledge, known };
}

/** A name means something else from here on. */
export function forgettingName(knowledge: Knowledge, name: string | undefined): Knowledge {
  return name === undefined ? knowledge : forgetting(knowledge, (read) => read === nameRead(name));
}

/** Behind a suspension: the contact may have changed, what came with the entry and the answers have not. */
export function lasting(knowledge: Knowledge): Knowledge {
  return forgetting(knowledge, (read) => !isStable(read));
}

/** What is known where two ways meet: what both know, of each variable the values that it has on either. */
export function common(one: Knowledge, other: Knowledge): Knowledge {
  if (one === other) return one;
  const shared = one.known.filter((fact) => other.known.includes(fact));
  // Where one way knows nothing but what the other knows, that is what both know.
  if (shared.length === other.known.length) return other;
  if (shared.length === one.known.length) return one;
  const [here, there] = [regionsOf(one, shared), regionsOf(other, shared)];
  const either = [...here].flatMap(([key, { variable, region, places }]) => {
    const match = there.get(key);
    if (match === undefined) return [];
    const formula = is(variable, union(region, match.region, variable.domain));
    return formula === TRUE ? [] : [{ formula, places: [...places, ...match.places] }];
  });
  return { ...one, known: [...shared, ...either] };
}

interface RegionFact {
  readonly variable: Variable;
  readonly region: Region;
  readonly places: readonly Related[];
}

function regionsOf({ known }: Knowledge, shared: readonly Fact[]): ReadonlyMap<string, RegionFact> {
  const regions = new Map<string, RegionFact>();
  for (const fact of known) {
    if (fact.formula.kind !== "is" || shared.includes(fact)) continue;
    const { variable, region } = fact.formula;
    const before = regions.get(variable.key);
    regions.set(variable.key, {
      variable,
      region: before === undefined ? region : intersection(before.region, region),
      places: before === undefined ? fact.places : [...before.places, ...fact.places],
    });
  }
  return regions;
}

/** The facts that may tell something about formulas: those that share a family with them, or with another such fact. */
export function relevant(knowledge: Knowledge, formulas: readonly Formula[]): readonly Fact[] {
  const { always, known } = knowledge;
  if (always.length === 0 && known.length === 0) return known;
  const families = new Set<string>();
  const add = (family: string): boolean => {
    families.add(family);
    return false;
  };
  for (const formula of formulas) someFamily(formula, add);
  const isNear = ({ formula }: Fact): boolean => someFamily(formula, (family) => families.has(family));
  // Most of the time nothing that is known has to do with it.
  if (!always.some(isNear) && !known.some(isNear)) return [];
  const found: Fact[] = [];
  let left = [...always, ...known];
  for (;;) {
    const near = left.filter(isNear);
    if (near.length === 0) return found;
    found.push(...near);
    left = left.filter((fact) => !near.includes(fact));
    for (const { formula } of near) someFamily(formula, add);
  }
}
