import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@trajet/grammar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeTreeSitterFiles } from "../../../grammar/scripts/tree-sitter/files.ts";
import { tokenize } from "../editor/tokenize.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** The command line of tree-sitter. Without one vitest leaves this file out. */
const CLI = process.env.TRAJET_TREE_SITTER ?? "";

const FILES = globSync(["examples/**/*.journey", "test/**/*.journey"], { cwd: ROOT })
  .filter((file) => !file.includes("constructs/slip-"))
  .map((file) => join(ROOT, file))
  .filter((file) => parse(readFileSync(file, "utf8")).problems.length === 0);

type Class = "comment" | "string" | "number" | "keyword" | "name" | "sign";

/** The class of a capture, and of a scope of the TextMate grammar. */
const CLASSES: readonly (readonly [capture: RegExp, scope: RegExp, of: Class])[] = [
  [/^comment/, /^comment/, "comment"],
  [/^string/, /^(string|constant\.character|invalid|meta\.template)/, "string"],
  [/^number/, /^constant\.numeric/, "number"],
  [/^(operator|punctuation)/, /^(keyword\.operator$|punctuation)/, "sign"],
  [
    /^(keyword|function|type\.builtin|constant|variable\.builtin)/,
    /^(keyword|storage|support|constant\.language|variable\.language)/,
    "keyword",
  ],
  [/^/, /^/, "name"],
];

describe("tree-sitter itself", () => {
  const made = mkdtempSync(join(tmpdir(), "tree-sitter-trajet-"));
  const folder = join(made, "tree-sitter-trajet");
  const run = (...args: readonly string[]): string =>
    execFileSync(CLI, args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
  beforeAll(() => {
    cpSync(join(ROOT, "editors/tree-sitter-trajet"), folder, { recursive: true });
    writeTreeSitterFiles(made);
    run("generate");
    writeFileSync(join(folder, "paths"), FILES.join("\n"));
  });
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  // It ends with an error where a text has one.
  it("parses every fixture and every example without an error", () => {
    expect(run("parse", "--quiet", "--paths", "paths")).not.toContain("ERROR");
  });

  it("finds the nodes of every query", () => {
    const queries = globSync("**/*.scm", { cwd: made });
    expect(queries.length).toBeGreaterThan(8);
    for (const query of queries) expect(run("query", join(made, query), FILES[0] ?? ""), query).not.toBe("");
  });

  it("sees templates in a text, with quotes in them where no quote ends the text", () => {
    const file = join(folder, "templates.journey");
    writeFileSync(
      file,
      'email A for B { subject "a {{b}} {c" body """\n{{default d "e"}} "f" \\{{g}} {{h\n""" }\n',
    );
    const lines = [...captures(run("query", "--captures", "queries/highlights.scm", file)).values()].flat();
    const special = lines.filter(({ capture }) => capture === "string.special").map(({ text }) => text);
    expect(special).toEqual(["{{b}}", '{{default d "e"}}']);
    expect(run("parse", "--quiet", file)).toBe("");
  });

  it("gives comments, texts, numbers and keywords the class that the TextMate grammar gives them", () => {
    const found = run("query", "--captures", "queries/highlights.scm", "--paths", "paths");
    const differing = new Set<string>();
    for (const [file = "", lines] of captures(found)) {
      const pieces = scopes(readFileSync(file, "utf8"));
      for (const { place, capture, text } of lines) {
        const [one, other] = [
          CLASSES.find(([pattern]) => pattern.test(capture))?.[2],
          CLASSES.find(([, pattern]) => pattern.test(pieces.get(place) ?? ""))?.[2],
        ];
        if (one !== other) differing.add(`${text}: ${one}, not ${other}`);
      }
    }
    // That a keyword is a name by its place only the whole grammar sees. The patterns of TextMate take a word behind `changed` and in front of a
    // colon for a name, and a currency that no number stands before.
    const known = ["CHF", "EUR", "USD", "and", "event", "or", "order", "product"];
    expect([...differing].filter((each) => !each.endsWith(": name, not keyword")).toSorted()).toEqual(
      known.map((word) => `${word}: keyword, not name`),
    );
  });
});

interface Captured {
  readonly place: string;
  readonly capture: string;
  readonly text: string;
}

function captures(output: string): ReadonlyMap<string, readonly Captured[]> {
  const files = new Map<string, Captured[]>();
  let file = "";
  for (const line of output.split("\n")) {
    const [, capture = "", place, text = ""] =
      /capture: \d+ - ([\w.]+), start: (\(\d+, \d+\)).*?(?:text: `(.*)`)?$/.exec(line) ?? [];
    if (line.startsWith("/")) file = line;
    else if (place !== undefined) files.set(file, [...(files.get(file) ?? []), { place, capture, text }]);
  }
  return files;
}

/** The innermost scope at each place of a text: `(line, column)` in bytes, as tree-sitter counts. */
function scopes(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let offset = 0;
  for (const piece of tokenize(text)) {
    const start = text.indexOf(piece.text, offset);
    offset = start + piece.text.length;
    for (let at = start; at < offset; at++) found.set(placeAt(text, at), piece.scopes.at(-1) ?? "");
  }
  return found;
}

function placeAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  const row = text.slice(0, line).split("\n").length - 1;
  return `(${row}, ${Buffer.byteLength(text.slice(line, offset))})`;
}
