import type { CompiledTest, Diagnostic } from "@trajet/compiler";
import type { Checked } from "../checking.ts";
import type { Disk } from "../disk.ts";
import { isWanted, type Target } from "../targets.ts";

/** A project, and those of its tests that are to run. */
export interface Selected {
  readonly checked: Checked;
  readonly tests: readonly CompiledTest[];
  /** What keeps it from running. */
  readonly errors: readonly Diagnostic[];
}

/** Checks the project of a target, and compiles the tests that are wanted: by their files, and by a part of their names. */
export async function selectTests(target: Target, name: string | undefined, disk: Disk): Promise<Selected> {
  const { checkFolder } = await import("../checking.ts");
  const checked = await checkFolder(target.folder, disk);
  const errors = checked.diagnostics.filter(({ severity }) => severity === "error");
  if (checked.compiled === undefined) return { checked, tests: [], errors };
  const { compileTests } = await import("@trajet/compiler");
  const wanted = name?.toLowerCase();
  const tests = compileTests(checked.model, checked.diagnostics).filter(
    (test) =>
      isWanted(target, test.file) && (wanted === undefined || test.name.toLowerCase().includes(wanted)),
  );
  return { checked, tests, errors };
}
