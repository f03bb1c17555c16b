import { type CompiledProject, type CompiledTest, compileProject, compileTests } from "@trajet/compiler";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";

/** A project as tests run it, and those of its tests in which and around which nothing is wrong. */
export interface Compiled {
  readonly project: CompiledProject;
  readonly tests: readonly CompiledTest[];
}

const known = new WeakMap<ProjectSnapshot, Compiled>();

export function compiledOf(snapshot: ProjectSnapshot): Compiled {
  const found = known.get(snapshot);
  if (found !== undefined) return found;
  const diagnostics = [...snapshot.diagnostics.values()].flat();
  const project = compileProject(snapshot.model, diagnostics);
  const compiled = { project, tests: compileTests(snapshot.model, diagnostics) };
  known.set(snapshot, compiled);
  return compiled;
}
