/** The texts of a project by their paths in it. */
export type Files = Readonly<Record<string, string>>;

/** A project that people begin with. */
export interface Example {
  readonly name: string;
  readonly description: string;
  readonly files: Files;
}

/** The file in which people begin: that of the example's own journey, or the first that has one. */
export function firstFile(files: Files, name: string): string {
  const paths = orderedPaths(files);
  const own = `${name}.journey`;
  const withJourney = paths.filter((path) => /^journey /m.test(files[path] ?? ""));
  return withJourney.find((path) => path === own) ?? withJourney[0] ?? paths[0] ?? "";
}

/** Journeys first, then what they use, then the settings. */
export const orderedPaths = (files: Files): readonly string[] => Object.keys(files).toSorted(inOrder);

export const inOrder = (one: string, other: string): number =>
  rank(one) - rank(other) || (one < other ? -1 : 1);

function rank(path: string): number {
  if (path.endsWith("-test.journey") || path.startsWith("tests/")) return 1;
  if (path.endsWith("people.journey")) return 2;
  if (path.endsWith(".journey")) return 0;
  return path.endsWith(".json") ? 4 : 3;
}
