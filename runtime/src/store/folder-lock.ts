import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The database's folder is in use by another process. */
export class FolderInUse extends Error {}

/**
 * Takes an operating-system lock on a folder: two processes on one PGlite folder lose rows. SQLite's file lock is used,
 * since the system gives it back when the process ends, however it ends.
 *
 * @returns a function that gives the lock back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, "lock"));
  try {
    lock.exec("pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    lock.close();
    if (!/locked/.test((error as Error).message)) throw error;
    throw new FolderInUse(
      `another process has the database in ${folder} open: try again when it has ended, or, if it is "trajet dev", once it has started: other commands then go through it`,
    );
  }
  return () => lock.close();
}
