import {
  type CompiledProject,
  checkProject,
  compileProject,
  type Diagnostic,
  type ProjectConfig,
  type ProjectFiles,
} from "@trajet/compiler";
import { CONFIG_FILE, type ProjectOnDisk } from "./project.ts";

/** A project after the compiler has seen it. */
export interface Checked {
  readonly project: ProjectOnDisk;
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** What can run; `undefined` where there are errors. */
  readonly compiled: CompiledProject | undefined;
}

/** Checks a project, and compiles it if it has no errors. */
export function check(project: ProjectOnDisk): Checked {
  const { model, diagnostics } = checkProject(projectFiles(project));
  const broken = diagnostics.some(({ severity }) => severity === "error");
  return {
    project,
    config: model.config,
    diagnostics,
    compiled: broken ? undefined : compileProject(model, diagnostics),
  };
}

function projectFiles({ folder, files }: ProjectOnDisk): ProjectFiles {
  const journeys = [...files].filter(([path]) => path.endsWith(".journey"));
  return {
    folder,
    config: files.get(CONFIG_FILE),
    journeys: journeys.map(([path, text]) => ({ path, text })),
    readFile: (path) => files.get(path),
  };
}
