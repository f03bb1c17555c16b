import { relative, resolve } from "node:path";
import type { Disk } from "./disk.ts";
import { CONFIG_FILE, findProject, projectAbove, projectPath, projectsIn } from "./project.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A project to look at, and what of it: paths in it, or all of it where there are none. */
export interface Target {
  readonly folder: string;
  readonly wanted: readonly string[];
}

/** What paths lead to. */
export interface Targets {
  readonly targets: readonly Target[];
  /** Files that belong to no project and are none of a project's, as a README beside examples. */
  readonly strays: readonly string[];
  /** Folders in which no project is, beside others that have one. */
  readonly empty: readonly string[];
}

/** What is said of a folder without a project, where others have one. */
export function emptySentence(path: string): string {
  return `There is no ${CONFIG_FILE} in ${path}, above it, or in a folder inside it: it is left out.\n`;
}

/**
 * The projects that paths name: the one in which a path stands, or those inside a folder that stands in none. Without
 * paths it is the project of the working directory. `project` is that of `--project`, in which all paths have to be.
 *
 * @throws UsageError if there is nothing at a path, or no project
 */
export function targetsOf(
  paths: readonly string[],
  project: string | undefined,
  terminal: Terminal,
  disk: Disk,
): Targets {
  const { cwd } = terminal;
  if (project !== undefined || paths.length === 0) {
    const folder = findProject(resolve(cwd, project ?? "."), disk);
    return {
      targets: [{ folder, wanted: paths.map((path) => pathIn(folder, path, cwd)) }],
      strays: [],
      empty: [],
    };
  }
  const found = paths.map((path) => ({ path, projects: projectsAt(resolve(cwd, path), path, disk) }));
  const without = found.filter(({ projects }) => projects.length === 0).map(({ path }) => path);
  const [first] = without;
  const isFolder = (path: string) => disk.kindOf(resolve(cwd, path)) === "folder";
  if (first !== undefined && without.length === paths.length) {
    if (isFolder(first))
      throw new UsageError(`There is no ${CONFIG_FILE} in ${first}, above it, or in a folder inside it.`);
    throw new UsageError(
      `There is no ${CONFIG_FILE} beside ${first} or above it: a project is the folder where one stands.`,
    );
  }
  return {
    targets: merged(found.flatMap(({ projects }) => projects)),
    strays: without.filter((path) => !isFolder(path)),
    empty: without.filter(isFolder),
  };
}

function pathIn(folder: string, path: string, cwd: string): string {
  const inside = projectPath(folder, resolve(cwd, path));
  if (inside === ".." || inside.startsWith("../"))
    throw new UsageError(
      `${path} is not in the project that --project names, ${relative(cwd, folder) || "."}.`,
    );
  return inside;
}

/** Nothing for a file that no project may have, and for a folder without one. */
function projectsAt(path: string, given: string, disk: Disk): readonly Target[] {
  const folder = projectAbove(path, disk);
  if (folder !== undefined) return [{ folder, wanted: [projectPath(folder, path)] }];
  if (disk.kindOf(path) !== "folder") {
    if (!path.endsWith(".journey")) return [];
    throw new UsageError(
      `${given} is in no project: there is no ${CONFIG_FILE} beside it or above it. An empty one will do: { "name": "shop" }.`,
    );
  }
  return projectsIn(path, disk).map((each) => ({ folder: each, wanted: [] }));
}

/** One target for each project, in the order of the paths. The path of the whole project is the empty one. */
function merged(targets: readonly Target[]): readonly Target[] {
  return [...Map.groupBy(targets, ({ folder }) => folder)].map(([folder, same]) => {
    const whole = same.some(({ wanted }) => wanted.length === 0 || wanted.includes(""));
    return { folder, wanted: whole ? [] : same.flatMap(({ wanted }) => wanted) };
  });
}

/** Whether a file of a target's project is one of those that are wanted. */
export function isWanted({ wanted }: Target, file: string): boolean {
  return (
    wanted.length === 0 || wanted.some((path) => path === "" || file === path || file.startsWith(`${path}/`))
  );
}
