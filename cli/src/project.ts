import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "./usage-error.ts";

export const CONFIG_FILE = "trajet.json";

/** A project on disk: its folder, and the texts of its files by their paths in it, with `/`. */
export interface ProjectOnDisk {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What a project may read: its settings and journeys, the templates of its messages, schemas and product lists. */
const READ = /\.(journey|hbs|html|txt|mjml|json)$/;

/**
 * The folder of the nearest `trajet.json` at a folder or file, or above it.
 *
 * @throws UsageError if there is none, or nothing at that path
 */
export function findProject(start: string): string {
  if (!existsSync(start)) throw new UsageError(`There is no ${start}: name a folder or a file of a project.`);
  const first = statSync(start).isDirectory() ? start : dirname(start);
  for (let folder = resolve(first); ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG_FILE))) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new UsageError(
    `There is no ${CONFIG_FILE} in ${first} or above it: go into a project's folder, or name one with --project.`,
  );
}

/** Reads all files of the project in a folder. Folders that begin with a dot, `node_modules` and inner projects are left out. */
export function readProject(folder: string): ProjectOnDisk {
  const files = new Map<string, string>();
  for (const path of listFiles(folder)) files.set(projectPath(folder, path), readFileSync(path, "utf8"));
  return { folder, files };
}

/** The path of a file as the project calls it. */
export function projectPath(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (isFolder(entry, path)) return isOurs(entry.name, path) ? listFiles(path) : [];
    return READ.test(entry.name) ? [path] : [];
  });
}

function isFolder(entry: { isDirectory(): boolean; isSymbolicLink(): boolean }, path: string): boolean {
  return (
    entry.isDirectory() ||
    (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
  );
}

function isOurs(name: string, path: string): boolean {
  return name !== "node_modules" && !name.startsWith(".") && !existsSync(join(path, CONFIG_FILE));
}
