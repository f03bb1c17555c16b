import type { Exploration, ExploredPath } from "@trajet/compiler";

/** A path, and the tests of which a run took it. */
export interface TestedPath extends ExploredPath {
  readonly tests: readonly string[];
}

/** `docs/schemas/explore.schema.json` */
export interface TestedExploration extends Omit<Exploration, "paths" | "decides"> {
  readonly paths: readonly TestedPath[];
  readonly summary: { readonly paths: number; readonly tested: number; readonly concerns: number };
}

/** @param testsOf the names of the tests of which a run took a path, by the path's signature */
export function tested(
  { version, journey, paths, cut }: Exploration,
  testsOf: ReadonlyMap<string, readonly string[]>,
): TestedExploration {
  const all = paths.map((path) => ({ ...path, tests: testsOf.get(path.signature) ?? [] }));
  return {
    version,
    journey,
    paths: all,
    cut,
    summary: {
      paths: all.length,
      tested: all.filter(({ tests }) => tests.length > 0).length,
      concerns: all.reduce((sum, { concerns }) => sum + concerns.length, 0),
    },
  };
}
