import type { CompiledProject } from "@trajet/compiler";
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
  const { publish, simulatorOf } = await import("@trajet/runtime/simulator");
  // Most tests of a project run on the same programs, and reading them takes longer than a test.
  const published = new WeakMap<CompiledProject, ReturnType<typeof publish>>();
  return {
    createHost(project, outside, startAt) {
      // Everybody comes after that, so nobody is in a segment before it is kept.
      const known = published.get(project) ?? publish(project, 0);
      published.set(project, known);
      return simulatorOf(known, { outside, startAt });
    },
    snapshots: snapshotStore(folder, keeping, disk),
  };
}
