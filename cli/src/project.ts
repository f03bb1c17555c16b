import { dirname, join, relative, resolve, sep } from "node:path";
import type { CompiledMarkup, Omitted } from "@trajet/compiler";
import { decode } from "./decode.ts";
import { type Disk, nodeDisk, type ReadingDisk, reasonOf } from "./disk.ts";
import { UsageError } from "./usage-error.ts";

export const CONFIG_FILE = "trajet.json";

/** A project on disk: its folder, and the texts of its files by their paths in it, with `/`. */
export interface ProjectOnDisk {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  /** What stands in the folder and was not read. */
  readonly omitted: readonly Omitted[];
  /** What was made of its MJML, by the text that was given to it: see `withMarkup`. */
  readonly markup?: ReadonlyMap<string, CompiledMarkup>;
}

/** What a project may read: its settings and journeys, the templates of its messages, schemas and product lists. */
const READ = /\.(journey|hbs|html|txt|mjml|json)$/;

/**
 * The folder of the nearest `trajet.json` at a folder or file, or above it.
 *
 * @throws UsageError if there is none, or nothing at that path
 */
export function findProject(start: string, disk: Disk = nodeDisk): string {
  const found = projectAbove(start, disk);
  if (found !== undefined) return found;
  throw new UsageError(
    `There is no ${CONFIG_FILE} in ${folderAt(start, disk)} or above it: go into a project's folder, or name one with --project.`,
  );
}

/** The same, `undefined` if there is none. */
export function projectAbove(start: string, disk: Disk = nodeDisk): string | undefined {
  for (let folder = resolve(folderAt(start, disk)); ; folder = dirname(folder)) {
    if (isProject(folder, disk)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function folderAt(start: string, disk: Disk): string {
  const kind = disk.kindOf(start);
  if (kind === undefined) throw new UsageError(`There is no ${start}: name a folder or a file of a project.`);
  return kind === "folder" ? start : dirname(start);
}

/** The projects in a folder that is none itself, without those inside them. */
export function projectsIn(folder: string, disk: Disk = nodeDisk): readonly string[] {
  const found: string[] = [];
  const walk = (path: string, above: ReadonlySet<string>): void => {
    if (isProject(path, disk)) {
      found.push(path);
      return;
    }
    const here = disk.realPath(path);
    if (above.has(here)) return;
    for (const name of disk.list(path).toSorted()) {
      const inner = join(path, name);
      if (isOpen(name) && disk.kindOf(inner) === "folder") walk(inner, new Set([...above, here]));
    }
  };
  walk(folder, new Set());
  return found;
}

function isProject(folder: string, disk: ReadingDisk): boolean {
  return disk.kindOf(join(folder, CONFIG_FILE)) !== undefined;
}

/** Whether a folder may be a part of a project by its name. */
function isOpen(name: string): boolean {
  return name !== "node_modules" && !name.startsWith(".");
}

/**
 * Reads all files of the project in a folder. What begins with a dot, `node_modules` and inner projects are left
 * out; what cannot be read is noted in the result.
 */
export function readProject(folder: string, disk: ReadingDisk = nodeDisk): ProjectOnDisk {
  const reading: Reading = { folder, disk, files: new Map(), omitted: [] };
  readFolder(reading, folder, new Set());
  return { folder, files: reading.files, omitted: reading.omitted };
}

interface Reading {
  readonly folder: string;
  readonly disk: ReadingDisk;
  readonly files: Map<string, string>;
  readonly omitted: Omitted[];
}

/** `above` are the folders in which this one stands, links resolved. */
function readFolder(reading: Reading, folder: string, above: ReadonlySet<string>): void {
  attempt(reading, folder, () => {
    const inside = new Set([...above, ...withParents(reading.disk.realPath(folder))]);
    for (const name of reading.disk.list(folder).toSorted()) {
      const path = join(folder, name);
      attempt(reading, path, () => readEntry(reading, name, path, inside));
    }
  });
}

/** A link to one of them would have no end. */
function withParents(folder: string): readonly string[] {
  return folder === dirname(folder) ? [folder] : [folder, ...withParents(dirname(folder))];
}

function readEntry(reading: Reading, name: string, path: string, above: ReadonlySet<string>): void {
  const { disk } = reading;
  if (!isOpen(name)) return;
  const kind = disk.kindOf(path);
  if (kind === "folder" && name !== CONFIG_FILE) {
    if (above.has(disk.realPath(path))) omit(reading, path, "circle");
    else if (isProject(path, disk)) omit(reading, path, "project");
    else readFolder(reading, path, above);
  } else if (READ.test(name)) {
    if (kind === "file") reading.files.set(projectPath(reading.folder, path), decode(disk.read(path)));
    else omitUnreadable(reading, path, NO_FILE[kind ?? "nothing"]);
  }
}

const NO_FILE = {
  folder: "it is a folder",
  other: "it is no file",
  nothing: "it is a link that leads nowhere",
} as const;

/** Goes on with the rest where the system refuses one file or folder, and notes why. */
function attempt(reading: Reading, path: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    omitUnreadable(reading, path, reason);
  }
}

function omit({ folder, omitted }: Reading, path: string, why: "circle" | "project"): void {
  omitted.push({ path: projectPath(folder, path), why });
}

function omitUnreadable({ folder, omitted }: Reading, path: string, problem: string): void {
  omitted.push({ path: projectPath(folder, path) || ".", why: "unreadable", problem });
}

/** The path of a file as the project calls it. */
export function projectPath(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}
