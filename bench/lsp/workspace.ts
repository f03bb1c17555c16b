import { projectOf } from "../compiler/project.ts";

export const CONFIG = '{ "name": "bench" }\n';

/** One file of so many lines. */
export function oneFile(lines: number): Readonly<Record<string, string>> {
  return { "trajet.json": CONFIG, "bench.journey": projectOf(lines) };
}

/** The declarations in one file, and each journey in one of its own. */
export function manyFiles(count: number): Readonly<Record<string, string>> {
  const [declarations = "", ...journeys] = projectOf(count * 60).split(/^(?=\/\/\/ Journey)/m);
  const files = journeys
    .slice(0, count - 1)
    .map((text, index) => [`journeys/j${index + 1}.journey`, text] as const);
  return { "trajet.json": CONFIG, "bench.journey": declarations, ...Object.fromEntries(files) };
}
