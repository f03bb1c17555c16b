import { parse, type SyntaxProblem, type Token } from "@trajet/grammar";
import { describe, expect, test } from "vitest";
import { syntaxDiagnostic } from "../../compiler/src/diagnostics/syntax.ts";
import { constructs } from "../fixtures/constructs.ts";
import { random } from "../fixtures/random.ts";
import { FIXTURES } from "./fixtures.ts";
import { printTree } from "./print-tree.ts";

/** A sound text with one mistake in it, and the part of the text that was changed. */
interface Mutant {
  readonly sound: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SOUND = [...constructs.map(({ text }) => text), ...FIXTURES.map(([, text]) => text)].filter(
  (text) => parse(text).problems.length === 0,
);
const isCode = ({ kind }: Token): boolean => kind !== "comment" && kind !== "doc-comment";
const TOKENS = SOUND.flatMap((sound) => {
  const tokens = parse(sound).tokens.filter(isCode);
  return tokens.map((token, index) => ({ sound, token, next: tokens[index + 1] }));
});

/** Single mistakes of one kind, at places that the seed chooses. */
function mutants(kind: "leave out" | "double" | "swap", count: number): readonly Mutant[] {
  const { one } = random(7);
  return Array.from({ length: count }, () => {
    const { sound, token, next } = one(TOKENS);
    const [before, after] = [sound.slice(0, token.start), sound.slice(token.end)];
    if (kind === "leave out") return { sound, text: before + after, start: token.start, end: token.end };
    if (kind === "double" || next === undefined) {
      return {
        sound,
        text: `${before}${token.image} ${token.image}${after}`,
        start: token.start,
        end: token.end,
      };
    }
    const swapped = next.image + sound.slice(token.end, next.start) + token.image;
    return { sound, text: before + swapped + sound.slice(next.end), start: token.start, end: next.end };
  });
}

const COUNT = 1700;
/** What Chevrotain's own messages say. */
const FOREIGN = /Expecting|but found|NoViableAlt|Redundant input|MismatchedToken|EarlyExit|-->|undefined/;

describe.each(["leave out", "double", "swap"] as const)("one mistake, to %s a token,", (kind) => {
  const all = mutants(kind, COUNT);
  const noticed = all
    .map(({ text }) => ({ text, problems: parse(text).problems }))
    .filter(({ problems }) => problems.length > 0);

  test("is noticed nearly always", () => {
    // A comma or a line too much or too little may well leave a text that says something.
    expect(noticed.length / COUNT).toBeGreaterThan(0.9);
  });

  test("gives one message, and never more than three", () => {
    const said = noticed.map(({ text, problems }) => ({ text, codes: problems.map(({ code }) => code) }));
    expect(said.filter(({ codes }) => codes.length > 3)).toEqual([]);
    const one = said.filter(({ codes }) => codes.length === 1);
    expect(one.length / noticed.length).toBeGreaterThan(0.97);
  });

  test("leaves all other declarations as they were", () => {
    const damaged = all.filter((mutant) => lost(mutant).length > 0);
    expect(damaged.map(({ text }) => text)).toEqual([]);
  });

  test("is never told in the words of the parser's generator", () => {
    const messages = noticed.flatMap(({ problems }) => problems.map(messageOf));
    expect(messages.filter((message) => FOREIGN.test(message))).toEqual([]);
  });
});

const messageOf = (problem: SyntaxProblem): string => syntaxDiagnostic(problem, "main.journey").message;

/** The declarations that do not touch the mistake, and are not among what was read. */
function lost({ sound, text, start, end }: Mutant): readonly string[] {
  const others = parse(sound).tree.declarations.filter(({ span }) => span.end < start || span.start > end);
  const found = parse(text).tree.declarations.map(printTree);
  return others.map(printTree).filter((tree) => {
    const at = found.indexOf(tree);
    if (at !== -1) found.splice(at, 1);
    return at === -1;
  });
}
