import { type CheckedProject, CONFIG_FILE, createChecker } from "@trajet/compiler";
import type { SnapshotFile } from "./snapshot.ts";

/** Checks the files of one project, given by the project's own paths, again and again. */
export type Check = (files: ReadonlyMap<string, SnapshotFile>) => CheckedProject;

/**
 * A check for the project in a folder. It remembers what it read: between two calls, only what changed is read and
 * checked anew.
 */
export function createCheck(folder: string): Check {
  const checker = createChecker();
  return (files) => {
    const readFile = (path: string): string | undefined => files.get(path)?.document.getText();
    const journeys = [...files.values()]
      .filter(({ path }) => path.endsWith(".journey"))
      .map(({ path, document }) => ({ path, text: document.getText() }));
    return checker({ folder, config: readFile(CONFIG_FILE), journeys, readFile, paths: [...files.keys()] });
  };
}
