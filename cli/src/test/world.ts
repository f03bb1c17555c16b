import type { TestWorld } from "@trajet/runtime/testing";
import type { Disk } from "../disk.ts";
import { snapshotStore } from "./snapshots.ts";

/** What becomes of snapshots. */
export interface Keeping {
  /** Those that differ are written anew. */
  readonly update: boolean;
  /** Those that are not there yet are written. */
  readonly writeNew: boolean;
}

/** What the tests of a project run on: a host in memory, and the snapshots in its folder. */
export async function createProjectWorld(folder: string, keeping: Keeping, disk: Disk): Promise<TestWorld> {
  const { inMemory } = await import("@trajet/runtime/testing");
  return inMemory(snapshotStore(folder, keeping, disk));
}
