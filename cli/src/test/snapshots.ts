import { dirname, join } from "node:path";
import type { SnapshotStore, TestResult } from "@trajet/runtime/testing";
import type { Disk } from "../disk.ts";
import { lineDifferences } from "./line-differences.ts";

/** The snapshots that stand in a project's folder. */
export function snapshotStore(
  folder: string,
  { update, writeNew }: Pick<SnapshotStore, "update" | "writeNew">,
  disk: Disk,
): SnapshotStore {
  return {
    update,
    writeNew,
    differences: lineDifferences,
    read(name) {
      const path = join(folder, name);
      return disk.kindOf(path) === "file" ? Buffer.from(disk.read(path)).toString("utf8") : undefined;
    },
  };
}

/** Writes those that are new or differ. Gives their names. */
export function keepSnapshots(folder: string, results: readonly TestResult[], disk: Disk): readonly string[] {
  const written = results.flatMap(({ snapshots }) => [...snapshots]);
  for (const [name, text] of written) {
    const path = join(folder, name);
    disk.makeFolder(dirname(path));
    disk.write(path, text);
  }
  return written.map(([name]) => name);
}

/**
 * Files of snapshots for which no test asks any more: of those files of tests of which `isWhole` says that all ran. Where
 * one failed, it may not have come to what it compares.
 */
export async function unusedSnapshots(
  folder: string,
  results: readonly TestResult[],
  isWhole: (file: string, tests: readonly TestResult[]) => boolean,
  disk: Disk,
): Promise<readonly string[]> {
  const { snapshotFolder } = await import("@trajet/runtime/testing");
  return [...Map.groupBy(results, ({ file }) => file)].flatMap(([file, tests]) => {
    if (!isWhole(file, tests) || tests.some(({ status }) => status === "failed")) return [];
    const own = snapshotFolder(file);
    const path = join(folder, own);
    if (disk.kindOf(path) !== "folder") return [];
    const asked = new Set(tests.flatMap((test) => test.asked));
    const kept = disk.list(path).filter((name) => name.endsWith(".txt"));
    return kept.map((name) => `${own}/${name}`).filter((name) => !asked.has(name));
  });
}
