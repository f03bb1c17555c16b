import { type Dirent, readdirSync, readFileSync } from "node:fs";
import type { Disk } from "./disk.ts";

export const nodeDisk: Disk = { read, list };

/** What says that something is not there, or is not ours to read: answers, not failures. */
const ABSENT = new Set(["ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "ELOOP"]);

function read(path: string): string | undefined {
  return unlessAbsent(() => readFileSync(path, "utf8"));
}

function list(folder: string): readonly string[] {
  const entries = unlessAbsent(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.sort(byName).flatMap((entry) => {
    const path = `${folder === "/" ? "" : folder}/${entry.name}`;
    if (entry.isDirectory()) return isRead(entry.name) ? list(path) : [];
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
}

/** Folders of tools hold no sources; `.trajet` is the runtime's own. */
const isRead = (folder: string): boolean => folder !== "node_modules" && !folder.startsWith(".");

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

function unlessAbsent<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (problem) {
    if (ABSENT.has((problem as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw problem;
  }
}
