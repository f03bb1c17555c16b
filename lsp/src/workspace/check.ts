import { checkProject } from "@trajet/compiler";
import type { SnapshotFile } from "./snapshot.ts";

/** Reads and checks the files of a project, given by the project's own paths. */
export type Check = (files: ReadonlyMap<string, SnapshotFile>) => ReturnType<typeof checkProject>;

export const check: Check = (files) =>
  checkProject(new Map([...files].map(([path, file]) => [path, file.document.getText()])));
