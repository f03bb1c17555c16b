import type { Diagnostic, Edit } from "@trajet/compiler";
import { lineStarts, positionAt } from "@trajet/grammar";
import { describe, expect, test } from "vitest";
import type { Mutation } from "./mutation.ts";
import { mutationsOf } from "./mutators.ts";
import { diagnosticsOf, sources } from "./sources.ts";

/** How many mistakes are made, and the seed of the choice. `TRAJET_MUTATIONS=2000 TRAJET_MUTATION_SEED=7` makes others. */
const COUNT = Number(process.env.TRAJET_MUTATIONS ?? 200);
const SEED = Number(process.env.TRAJET_MUTATION_SEED ?? 20260301);

/** What became of one mistake. */
interface Outcome {
  readonly mutation: Mutation;
  readonly before: string;
  readonly said: readonly Diagnostic[];
  /** An error or a warning stands on the line of the mistake. */
  readonly placed: boolean;
  /** The first message names what is right, or a quick fix leaves a sound project. */
  readonly named: boolean;
}

/** A generator of numbers from 0 to 1 (mulberry32): the same ones for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many mistakes, of each kind as many as of any other while there are some. */
function chosen(count: number, seed: number): readonly Mutation[] {
  const next = random(seed);
  const all = sources().flatMap(mutationsOf);
  const kinds = [...Map.groupBy(all, ({ kind }) => kind).values()].map((of) =>
    of.map((mutation) => ({ mutation, rank: next() })).sort((one, other) => one.rank - other.rank),
  );
  const turns = Array.from({ length: count }, (_, turn) =>
    kinds.flatMap((of) => (of[turn] === undefined ? [] : [of[turn].mutation])),
  );
  return turns.flat().slice(0, count);
}

function edited(text: string, edits: readonly Pick<Edit, "span" | "text">[]): string {
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((rest, { span, text: put }) => rest.slice(0, span.start) + put + rest.slice(span.end), text);
}

/** What is said now and was not before, with places that an edit moves left out. */
function news(said: readonly Diagnostic[], before: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = before.map(({ code, message, file }) => `${file} ${code} ${message}`);
  return said.filter(({ code, message, file }) => {
    const at = known.indexOf(`${file} ${code} ${message}`);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

function outcomeOf(mutation: Mutation): Outcome {
  const { source, file, span, put } = mutation;
  const before = source.files.get(file) ?? "";
  const text = edited(before, [{ span, text: put }]);
  const check = (files: ReadonlyMap<string, string>) =>
    news(diagnosticsOf(source.config, files).diagnostics, source.said);
  const said = check(new Map([...source.files, [file, text]]));
  const starts = lineStarts(text);
  const lines = new Set([positionAt(starts, span.start).line, ...(mutation.lines ?? [])]);
  const onLine = (each: Diagnostic): boolean =>
    each.severity !== "info" && each.file === file && lines.has(positionAt(starts, each.span.start).line);
  const [first] = said;
  return {
    mutation,
    before,
    said,
    placed: said.some(onLine),
    named: first !== undefined && (names(first, mutation) || isMended(first)),
  };

  function isMended(diagnostic: Diagnostic): boolean {
    return (diagnostic.fixes ?? []).some(({ edits }) => {
      const files = new Map([...source.files, [file, text]]);
      for (const path of new Set(edits.map((edit) => edit.file)))
        files.set(
          path,
          edited(
            files.get(path) ?? "",
            edits.filter((edit) => edit.file === path),
          ),
        );
      return check(files).length === 0;
    });
  }
}

function names({ message }: Diagnostic, { right }: Mutation): boolean {
  return right.some((each) => (typeof each === "string" ? message.includes(each) : each.test(message)));
}

/** A mistake and what was said of it, on a few lines. */
function shown({ mutation, before, said }: Outcome): string {
  const { source, kind, file, span, put } = mutation;
  const line = positionAt(lineStarts(before), span.start).line;
  const was = before.slice(span.start, span.end);
  const words = said.slice(0, 3).map(({ code, message }) => `    ${code} ${message}`);
  return [
    `${kind}: ${source.name}/${file}:${line} \`${was}\` -> \`${put}\``,
    `    ${before.split("\n")[line - 1]}`,
    ...words,
  ].join("\n");
}

describe("single mistakes in sound projects", () => {
  const outcomes = chosen(COUNT, SEED).map(outcomeOf);
  const share = (of: readonly Outcome[]): number => (100 * of.length) / outcomes.length;
  const figures = {
    mistakes: outcomes.length,
    onTheRightLine: share(outcomes.filter(({ placed }) => placed)),
    fixNamedFirst: share(outcomes.filter(({ named }) => named)),
  };
  if (process.env.TRAJET_MUTATIONS !== undefined) console.log(JSON.stringify(figures));

  test("there are as many as asked for, of each kind", () => {
    expect(outcomes).toHaveLength(COUNT);
    expect(new Set(outcomes.map(({ mutation }) => mutation.kind)).size).toBeGreaterThanOrEqual(20);
  });

  test("at least 98 of 100 are reported on the right line", () => {
    const misses = outcomes.filter(({ placed }) => !placed);
    expect(figures.onTheRightLine, misses.map(shown).join("\n")).toBeGreaterThanOrEqual(98);
  });

  test("the first message of at least 90 of 100 names what is right", () => {
    const misses = outcomes.filter(({ named }) => !named);
    expect(figures.fixNamedFirst, misses.map(shown).join("\n")).toBeGreaterThanOrEqual(90);
  });
});
