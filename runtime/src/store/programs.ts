import type {
  CompiledJourney,
  Expr,
  History,
  InputKey,
  Program,
  SourceMap,
  Step,
} from "@trajet/compiler/program";
import { inputKey } from "@trajet/compiler/program";
import { measureKey } from "@trajet/compiler/program/inputs";
import { loadProgram } from "@trajet/compiler/program/load";
import type { LoadedProgram } from "../engine/draft.ts";
import { refuseNotRunnable } from "../engine/runnable.ts";
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
}

export function createShelf(): ProgramShelf {
  const programs = new Map<string, LoadedProgram>();
  const sources = new Map<string, SourceMap>();
  const wrong = new Map<string, unknown>();
  return {
    async fetch(db, hashes) {
      const missing = [...new Set(hashes)].filter((hash) => !programs.has(hash));
      if (missing.length === 0) return;
      const rows = await db.selectFrom("program").selectAll().where("hash", "in", missing).execute();
      for (const row of rows) {
        try {
          programs.set(row.hash, index(row.hash, loadProgram(JSON.stringify(row.body), row.hash)));
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
  };
}

/**
 * Stores a compiled journey's program. One that is there is the same, by its hash, unless somebody has damaged it.
 *
 * @throws NotRunnable for a program that this version does not run
 */
export async function storeProgram(db: Database, compiled: CompiledJourney, now: number): Promise<void> {
  refuseNotRunnable(compiled.program);
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
  refuseNotRunnable(program);
  return { hash, program, reads: readsOf(program) };
}

/** Keys of all events that a program's conditions count, its waits look back at, or that end a run whose start is late. */
export function readsOf(program: Program): ReadonlySet<InputKey> {
  const reads = new Set<InputKey>();
  collect(program, reads);
  for (const [key, watchers] of Object.entries(program.watch)) {
    if (watchers.some((watcher) => watcher.kind === "until")) reads.add(key);
  }
  for (const { when } of program.exits) if (when !== undefined) reads.add(inputKey(when));
  for (const { triggers } of program.goals ?? []) for (const one of triggers) reads.add(inputKey(one));
  return reads;
}

/** Programs are plain JSON: every expression in them is found by its `op`, every wait by its kind. */
function collect(value: unknown, reads: Set<InputKey>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, reads);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if ("op" in value) readByExpression(value as Expr, reads);
  if ("kind" in value && value.kind === "wait" && "arms" in value) readByWait(value as Step, reads);
  for (const member of Object.values(value)) collect(member, reads);
}

function readByExpression(expr: Expr, reads: Set<InputKey>): void {
  if (expr.op === "measure") reads.add(measureKey(expr.measure));
  if (expr.op === "history") reads.add(inputKey((expr.history as History).trigger));
}

function readByWait(step: Step, reads: Set<InputKey>): void {
  if (step.kind !== "wait") return;
  for (const arm of step.arms) for (const trigger of arm.triggers) reads.add(inputKey(trigger));
}
