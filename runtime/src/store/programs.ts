import type { CompiledJourney, InputKey, Program, SourceMap } from "@trajet/compiler/program";
import { loadProgram } from "@trajet/compiler/program/load";
import type { LoadedProgram } from "../engine/draft.ts";
import { readsOf } from "../engine/reads.ts";
import type { Database } from "./database.ts";
import { createWatchShelf, type WatchShelf } from "./watch-shelf.ts";
import { stamp } from "./wire-types.ts";

/** Programs by hash. They never change, so what was read once is kept. */
export interface ProgramShelf {
  /** Reads those that are not on the shelf yet. What is wrong with one of them is said by who asks for it. */
  readonly fetch: (db: Database, hashes: Iterable<string>) => Promise<void>;
  /** @throws what is wrong with a program that cannot be read, or was not fetched */
  readonly get: (hash: string) => LoadedProgram;
  readonly canRead: (hash: string) => boolean;
  readonly source: (hash: string) => SourceMap | undefined;
  readonly watches: WatchShelf;
  /** Keys of the history that the programs on the shelf read. */
  readonly reads: ReadonlySet<InputKey>;
}

export function createShelf(): ProgramShelf {
  const programs = new Map<string, LoadedProgram>();
  const sources = new Map<string, SourceMap>();
  const wrong = new Map<string, unknown>();
  const reads = new Set<InputKey>();
  return {
    async fetch(db, hashes) {
      const missing = [...new Set(hashes)].filter((hash) => !programs.has(hash));
      if (missing.length === 0) return;
      const rows = await db.selectFrom("program").selectAll().where("hash", "in", missing).execute();
      for (const row of rows) {
        try {
          const program = index(row.hash, loadProgram(JSON.stringify(row.body), row.hash));
          programs.set(row.hash, program);
          for (const key of program.reads) reads.add(key);
        } catch (error) {
          wrong.set(row.hash, error);
        }
        sources.set(row.hash, row.source as unknown as SourceMap);
      }
    },
    get(hash) {
      const program = programs.get(hash);
      if (program !== undefined) return program;
      throw wrong.get(hash) ?? new Error(`there is no program ${hash} in the database`);
    },
    canRead: (hash) => programs.has(hash),
    source: (hash) => sources.get(hash),
    watches: createWatchShelf(),
    reads,
  };
}

/** Stores a compiled journey's program. One that is there is the same, by its hash, unless somebody has damaged it. */
export async function storeProgram(db: Database, compiled: CompiledJourney, now: number): Promise<void> {
  await db
    .insertInto("program")
    .values({
      hash: compiled.hash,
      journey: compiled.program.journey,
      body: JSON.stringify(compiled.program),
      source: JSON.stringify(compiled.source),
      created_at: stamp(now),
    })
    .onConflict((conflict) =>
      conflict.column("hash").doUpdateSet({
        body: JSON.stringify(compiled.program),
        source: JSON.stringify(compiled.source),
      }),
    )
    .execute();
}

function index(hash: string, program: Program): LoadedProgram {
  return { hash, program, reads: readsOf(program) };
}
