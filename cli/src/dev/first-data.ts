import { createReadStream, existsSync, type ReadStream } from "node:fs";
import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler";
import { type DatabasePlace, storeProblem } from "../backend/store-backend.ts";
import {
  ImportProblem,
  type ImportReport,
  importRows,
  into,
  KINDS,
  type Kind,
  openStore,
} from "../runtime.ts";
import { UsageError } from "../usage-error.ts";

export interface FirstData {
  /** The project's folder, for its `data/`. */
  readonly folder: string;
  readonly database: DatabasePlace;
  readonly project: CompiledProject;
  /** Where the clock begins, in milliseconds since 1970; now, if not given. */
  readonly clock?: number;
  readonly onProgress: (what: string) => void;
  /** Ends it amid a file; what was read of it stays, and is the same when it is read again. */
  readonly stop: AbortSignal;
}

/**
 * Fills a new database with the past that the project brings: `data/contacts`, `data/orders` and `data/events`, as `.csv`
 * or `.ndjson`. No journey is there yet, so nobody enters one.
 *
 * @returns sentences on what was left out
 * @throws UsageError for a file of which nothing can be read
 */
export async function loadFirstData(options: FirstData): Promise<readonly string[]> {
  const files = KINDS.flatMap((kind) => fileOf(options.folder, kind));
  const store = await openStore({ ...options.database, project: () => options.project }).catch(storeProblem);
  try {
    if (options.clock !== undefined) await store.clock.freeze(options.clock);
    const notes: string[] = [];
    for (const { kind, path, name } of files) {
      options.onProgress(name);
      const report = await importFile(
        kind,
        createReadStream(path, { signal: options.stop }),
        name,
        into(store.gateway),
        options.project,
      );
      notes.push(...notesOf(name, report));
    }
    return notes;
  } finally {
    await store.close();
  }
}

function fileOf(folder: string, kind: Kind) {
  const names = [`data/${kind}.csv`, `data/${kind}.ndjson`];
  const name = names.find((candidate) => existsSync(join(folder, candidate)));
  return name === undefined ? [] : [{ kind, name, path: join(folder, name) }];
}

async function importFile(
  kind: Kind,
  rows: ReadStream,
  name: string,
  sink: ReturnType<typeof into>,
  project: CompiledProject,
) {
  try {
    return await importRows(kind, rows, "auto", sink, project);
  } catch (error) {
    if (error instanceof ImportProblem) throw new UsageError(`${name} cannot be imported: ${error.message}.`);
    throw error;
  }
}

function notesOf(name: string, { rejected }: ImportReport): string[] {
  const [first] = rejected;
  if (first === undefined) return [];
  const more = rejected.length > 1 ? `, and ${rejected.length - 1} more lines were left out` : "";
  return [`${name}, line ${first.line} was left out: ${first.reason}${more}.`];
}
