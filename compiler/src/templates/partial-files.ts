import { nearest } from "../diagnostics/nearest.ts";
import { leadsOutside } from "./texts.ts";

/** The file of a partial, or, where there is none, the path at which it is looked for first and the nearest name. */
export type FoundPartial =
  | { readonly path: string; readonly source: string }
  | { readonly expected: string; readonly nearest: string | undefined };

/**
 * Finds a partial. A name without a folder is that of a file in a folder `partials` beside the template, or beside a
 * folder around it; one with a folder is a path from the project's. The ending `.hbs` may be left out.
 */
export function findPartial(
  name: string,
  from: string,
  readFile: (path: string) => string | undefined,
  paths: readonly string[] = [],
): FoundPartial {
  const places = placesOf(name, from);
  for (const path of places) {
    const source = readFile(path);
    if (source !== undefined) return { path, source };
  }
  const known = name.includes("/")
    ? paths.filter((path) => /\.(hbs|html)$/.test(path))
    : namesIn(from, paths);
  return { expected: places[0] ?? name, nearest: nearest(name, known) };
}

function placesOf(name: string, from: string): readonly string[] {
  if (leadsOutside(name)) return [];
  const file = /\.(hbs|html|txt)$/.test(name) ? name : `${name}.hbs`;
  if (name.includes("/")) return [file];
  return foldersAround(from).map((folder) => `${folder}partials/${file}`);
}

/** `emails/spring/`, `emails/` and nothing for `emails/spring/welcome.hbs`. */
function foldersAround(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return [...parts.keys()].map((index) => `${parts.slice(0, parts.length - index).join("/")}/`).concat("");
}

function namesIn(from: string, paths: readonly string[]): readonly string[] {
  const folders = foldersAround(from).map((folder) => `${folder}partials/`);
  return paths.flatMap((path) => {
    const folder = folders.find((each) => path.startsWith(each));
    const file = folder === undefined ? "" : path.slice(folder.length);
    return /^[^/]+\.hbs$/.test(file) ? [file.slice(0, -".hbs".length)] : [];
  });
}
