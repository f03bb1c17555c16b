import { type Arbitrary, check, property, sample } from "fast-check";
import { type Comparison, compare } from "./compare.ts";
import type { Case, MadeProject } from "./generate/case.ts";
import { casesOf, projects } from "./generate/cases.ts";
import { reportOf } from "./report.ts";

/*
 * One seed is one case: a project, people, and what happens to them. Ten seeds in a row have one project, since making one
 * takes longer than playing it.
 */

const SHARE = 10;
let project: { readonly seed: number; readonly made: MadeProject } | undefined;

export function caseOf(seed: number): Case {
  const shared = Math.floor(seed / SHARE);
  if (project?.seed !== shared) project = { seed: shared, made: drawn(projects, shared) };
  return drawn(casesOf(project.made), seed);
}

function drawn<T>(from: Arbitrary<T>, seed: number): T {
  const [made] = sample(from, { seed, numRuns: 1 });
  if (made === undefined) throw new Error(`nothing is drawn for seed ${seed}`);
  return made;
}

export const compareSeed = (seed: number): Comparison => compare(caseOf(seed));

/**
 * Makes a seed's case as small as it gets while it still fails, and tells it: its journeys, what was told, and the first
 * difference. `undefined` where nothing fails.
 *
 * @param limitMs how long it may take
 */
export function letterOf(seed: number, limitMs = 60_000): string | undefined {
  const until = performance.now() + limitMs;
  const made = caseOf(seed);
  const out = check(
    property(casesOf(made.project), (each) => performance.now() > until || !fails(each)),
    { seed, numRuns: 1, examples: [[made]] },
  );
  const smallest = out.counterexample?.[0];
  if (smallest === undefined) return undefined;
  const found = problemOf(smallest);
  return `Seed ${seed} makes a difference; at its smallest (${out.numShrinks} times made smaller):\n\n${found}\n`;
}

const fails = (made: Case): boolean => problemOf(made) !== undefined;

/** What is wrong with a case; one that does not check is no case. */
function problemOf(made: Case): string | undefined {
  try {
    const comparison = compare(made);
    return comparison.kind === "different" ? reportOf(made, comparison.difference) : undefined;
  } catch (thrown) {
    const said = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return `${reportOf(made, { before: [], engine: undefined, reference: undefined })}\n${said}`;
  }
}
