import type { FoundTest, RanPart, RanTest, TestsRan } from "@trajet/lsp";
import type { Server } from "../server/server.ts";

/** A test, all of its rows, and how it went. */
export interface TestRun {
  readonly uri: string;
  readonly name: string;
  readonly range: FoundTest["range"];
  readonly rows: readonly RanTest[];
}

export interface Ran {
  readonly tests: readonly TestRun[];
  readonly parts: readonly RanPart[];
}

/** Runs the tests of the project, or the one of a name, file by file. */
export async function runTests(
  server: Server,
  only?: { readonly uri: string; readonly name: string },
): Promise<Ran> {
  const found = await server.ask<readonly FoundTest[]>("trajet/tests", {});
  const wanted =
    only === undefined ? found : found.filter(({ uri, name }) => uri === only.uri && name === only.name);
  const tests: TestRun[] = [];
  const parts: RanPart[] = [];
  for (const [uri, own] of Map.groupBy(wanted, (test) => test.uri)) {
    const names = own.map(({ name }) => name);
    const answer = await server.ask<TestsRan | null>("trajet/runTests", { textDocument: { uri }, names });
    const ran = answer?.ran ?? [];
    tests.push(
      ...own.map(({ name, range }) => ({ uri, name, range, rows: ran.filter((row) => row.name === name) })),
    );
    parts.push(...(answer?.coverage ?? []));
  }
  return { tests, parts };
}

/** A test of which no row ran cannot run: something in it, or in what it names, is wrong. */
export const outcomeOf = ({ rows }: TestRun): "passed" | "failed" | "cannot run" => {
  if (rows.length === 0) return "cannot run";
  return rows.every(({ failures }) => failures.length === 0) ? "passed" : "failed";
};
