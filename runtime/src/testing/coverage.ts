import type { CompiledJourney, SourceMap, SourceRange } from "@trajet/compiler/program";
import { type Covered, exitKey, startKey, stepKey, waysOf } from "./covered.ts";

export interface Share {
  readonly covered: number;
  readonly total: number;
}

/** Something that no test came to. */
export interface Missed {
  readonly kind: "step" | "branch" | "start" | "exit";
  /** Of a step or a branch. */
  readonly step?: string;
  readonly file: string;
  readonly range: SourceRange;
  /** As the source says it. */
  readonly text: string;
}

/** How much of a journey its tests came to. An exit rule counts as a branch. */
export interface JourneyCoverage {
  readonly journey: string;
  readonly file: string;
  readonly steps: Share;
  readonly branches: Share;
  readonly starts: Share;
  readonly missed: readonly Missed[];
  /** Steps and ways that were taken, for a map. */
  readonly keys: ReadonlySet<string>;
}

interface Part extends Missed {
  readonly key: string;
}

/** A part of a journey, and whether a test came to it. */
export interface CoveredPart extends Missed {
  readonly covered: boolean;
}

/** Every step, branch, start and exit of some journeys, in their order; the branches of a step stand behind it. */
export function coveredParts(
  journeys: readonly CompiledJourney[],
  covered: readonly Covered[],
): readonly CoveredPart[] {
  return journeys.flatMap((journey) => {
    const keys = keysOf(journey, covered);
    return partsOf(journey).map(({ key, ...part }) => ({ ...part, covered: keys.has(key) }));
  });
}

const keysOf = ({ program }: CompiledJourney, covered: readonly Covered[]): ReadonlySet<string> =>
  new Set(covered.flatMap((one) => one[program.journey] ?? []));

/** What tests came to, together, in each journey. */
export function coverageOf(
  journeys: readonly CompiledJourney[],
  covered: readonly Covered[],
): readonly JourneyCoverage[] {
  return journeys.map((journey) => {
    const { program, source } = journey;
    const keys = keysOf(journey, covered);
    const parts = partsOf(journey);
    const share = (...kinds: readonly Missed["kind"][]): Share => {
      const all = parts.filter(({ kind }) => kinds.includes(kind));
      return { covered: all.filter(({ key }) => keys.has(key)).length, total: all.length };
    };
    return {
      journey: program.journey,
      file: source.file,
      steps: share("step"),
      branches: share("branch", "exit"),
      starts: share("start"),
      missed: parts.filter(({ key }) => !keys.has(key)).map(({ key: _, ...missed }) => missed),
      keys,
    };
  });
}

/** All of several shares. */
export function sumOf(shares: readonly Share[]): Share {
  return {
    covered: shares.reduce((sum, { covered }) => sum + covered, 0),
    total: shares.reduce((sum, { total }) => sum + total, 0),
  };
}

/** In percent; all of nothing is 100. */
export function percentOf({ covered, total }: Share): number {
  return total === 0 ? 100 : (covered / total) * 100;
}

function partsOf({ program, source }: CompiledJourney): readonly Part[] {
  const { file } = source;
  const ruled = (kind: "start" | "exit", id: string, ranges: SourceMap["exits"], key: string): Part => {
    const range = ranges[id] ?? source.journey;
    return { kind, file, range, text: range.text ?? id, key };
  };
  const steps = Object.entries(program.steps).flatMap(([id, step]) => {
    const range = source.steps[id] ?? source.journey;
    const place = { step: id, file: range.file ?? file, range };
    const ways = waysOf(id, step, range.whole === true).map(
      ({ key, arm }): Part => ({ kind: "branch", ...place, text: textOfWay(step.summary, arm, range), key }),
    );
    return [{ kind: "step" as const, ...place, text: step.summary, key: stepKey(id) }, ...ways];
  });
  const leaving = (program.goals ?? []).filter(({ thenExit }) => thenExit);
  return [
    ...program.starts.map(({ id }) => ruled("start", id, source.starts, startKey(id))),
    ...steps,
    ...program.exits.map(({ id }) => ruled("exit", id, source.exits, exitKey(id))),
    ...leaving.map(({ id }) => ruled("exit", id, source.goals, exitKey(id))),
  ];
}

function textOfWay(summary: string, arm: string, { arms = [] }: SourceRange): string {
  const written = arms[Number(arm)];
  if (written !== undefined) return `${summary}: ${written}`;
  if (arm === "done") return `${summary}: done`;
  if (arm === "timeout") return `${summary}: timed out`;
  return `${summary}: ${arm === "else" || arm === "otherwise" ? arm : JSON.stringify(arm)}`;
}
