import type { CompiledTest } from "@trajet/compiler/program";
import type { EffectRequest } from "../engine/request.ts";
import { snapshotOf } from "./messages.ts";

/** Where rendered messages are kept beside the tests. */
export interface SnapshotStore {
  /** Names are paths in the project, with `/`. */
  readonly read: (name: string) => string | undefined;
  /** What differs replaces what is kept. */
  readonly update: boolean;
  /** One that is not kept yet is written; else it is a failure, as on a CI server. */
  readonly writeNew: boolean;
  /** What differs between a text that is kept and the one that came, line by line. */
  readonly differences: (kept: string, now: string) => readonly string[];
}

/** The snapshots of one test. */
export interface Snapshots {
  /** What is wrong with a message, or `null`. Messages are counted in the order in which they are compared. */
  readonly compare: (message: string, request: EffectRequest) => string | null;
  readonly written: ReadonlyMap<string, string>;
  readonly asked: readonly string[];
}

export function createSnapshots(test: CompiledTest, store: SnapshotStore): Snapshots {
  const written = new Map<string, string>();
  const asked: string[] = [];
  return {
    written,
    asked,
    compare(message, request) {
      const name = nameOf(test, message, asked);
      asked.push(name);
      const text = snapshotOf(request);
      const kept = store.read(name);
      if (kept === text) return null;
      if (kept === undefined ? store.writeNew || store.update : store.update) {
        written.set(name, text);
        return null;
      }
      if (kept === undefined)
        return `There is no snapshot ${name} yet. Run the test with --update, read the file, and commit it.`;
      const lines = store.differences(kept, text).map((line) => `  ${line}`);
      return `${message} differs from its snapshot ${name}:\n${lines.join("\n")}\nIf that is right, run the test with --update.`;
    },
  };
}

/** Where the snapshots of a file of tests are kept: beside it. */
export function snapshotFolder(file: string): string {
  return `${file.replace(/\.journey$/, "")}.snapshots`;
}

/** `welcome-test.snapshots/a-quiet-subscriber.Welcome.txt` beside `welcome-test.journey`. */
function nameOf({ file, name, row }: CompiledTest, message: string, asked: readonly string[]): string {
  const base = `${snapshotFolder(file)}/${slug(name)}${row === undefined ? "" : `.${row.number}`}.${message}`;
  for (let count = 1; ; count += 1) {
    const path = `${base}${count === 1 ? "" : `.${count}`}.txt`;
    if (!asked.includes(path)) return path;
  }
}

function slug(name: string): string {
  const words =
    name
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 80) || "test";
}
