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
