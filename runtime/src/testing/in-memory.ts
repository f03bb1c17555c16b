import type { CompiledProject } from "@trajet/compiler/program";
import { publish } from "../simulator/publish.ts";
import { simulatorOf } from "../simulator/simulator.ts";
import type { TestWorld } from "./run-test.ts";
import type { SnapshotStore } from "./snapshots.ts";

/** A world in memory. Most tests of a project run on the same programs, and reading them takes longer than a test. */
export function inMemory(snapshots: SnapshotStore): TestWorld {
  const published = new WeakMap<CompiledProject, ReturnType<typeof publish>>();
  return {
    createHost(project, outside, startAt) {
      // Everybody comes after that, so nobody is in a segment before it is kept.
      const known = published.get(project) ?? publish(project, 0);
      published.set(project, known);
      return simulatorOf(known, { outside, startAt });
    },
    snapshots,
  };
}
