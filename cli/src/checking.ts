import {
  type CompiledProject,
  checkProject,
  compileProject,
  type Diagnostic,
  type Model,
  type ProjectConfig,
  type ProjectFiles,
} from "@trajet/compiler";
import { nodeDisk, type ReadingDisk } from "./disk.ts";
import { withMarkup } from "./markup.ts";
import { CONFIG_FILE, type ProjectOnDisk, readProject } from "./project.ts";

/** A project after the compiler has seen it. */
export interface Checked {
  readonly project: ProjectOnDisk;
  readonly model: Model;
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** What can run; `undefined` where there are errors. */
  readonly compiled: CompiledProject | undefined;
  /** A sentence on each journey or query that cannot run though its errors were silenced. */
  readonly leftOut: readonly string[];
}

/** Checks a project, and compiles it if it has no errors. */
export function check(project: ProjectOnDisk): Checked {
  const { model, diagnostics } = checkProject(projectFiles(project));
  const result = { project, model, config: model.config, diagnostics };
  if (diagnostics.some(({ severity }) => severity === "error"))
    return { ...result, compiled: undefined, leftOut: [] };
  const leftOut: string[] = [];
  const compiled = compileProject(model, diagnostics, ({ kind, name, reason }) => {
    leftOut.push(`The ${kind === "loyalty" ? "loyalty query" : kind} ${name} is left out: ${reason}.`);
  });
  return { ...result, compiled, leftOut };
}

/** Reads and checks the project in a folder; MJML is made into HTML on the way. */
export async function checkFolder(folder: string, disk: ReadingDisk = nodeDisk): Promise<Checked> {
  return check(await withMarkup(readProject(folder, disk)));
}

/** A project as the compiler is given it. */
export function projectFiles({ folder, files, omitted, markup }: ProjectOnDisk): ProjectFiles {
  const journeys = [...files].filter(([path]) => path.endsWith(".journey"));
  return {
    folder,
    config: files.get(CONFIG_FILE),
    journeys: journeys.map(([path, text]) => ({ path, text })),
    readFile: (path) => files.get(path),
    paths: [...files.keys()],
    omitted,
    compileMarkup: (text) => markup?.get(text),
  };
}
