import { checkProject, compileProject, compileTests } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { complaints, runCompiled } from "../runtime/testing/run-tests.ts";
import { type Block, blocksOf, exists, pages, read } from "./manual.ts";

/*
 * Every ```journey block of the README and the manual is compiled, as a project of its own on top of prelude.journey.
 * Its tests are run. ```journey error=TJ2004 must give exactly that code; ```journey alone is a project without the prelude. The pages of
 * docs/diagnostics are not looked at: their examples are those of the catalogue, which has a test of its own; so has the tutorial.
 */

const PRELUDE = "test/docs/prelude.journey";
const CONFIG = '{ "name": "manual", "timezone": "Europe/Paris", "currency": "EUR" }';
/** A snippet declares what it shows, and need not use it. */
const UNUSED = "TJ2030";

const blocks = pages()
  .filter(({ path }) => !path.startsWith("docs/diagnostics/") && path !== "docs/tutorial.md")
  .flatMap(blocksOf);

interface Said {
  readonly code: string;
  readonly line: string;
}

/** What the compiler says of a block, but for what it declares and does not use; and how many journeys came out. */
function compile({ page, line, text, info }: Pick<Block, "page" | "line" | "text" | "info">) {
  const prelude = info.split(" ").includes("alone") ? [] : [{ path: PRELUDE, text: read(PRELUDE) }];
  const { model, diagnostics } = checkProject({
    folder: "manual",
    config: CONFIG,
    journeys: [...prelude, { path: "snippet.journey", text }],
    readFile: (path) => (exists(`test/docs/files/${path}`) ? read(`test/docs/files/${path}`) : undefined),
  });
  const project = compileProject(model, diagnostics);
  const tests = compileTests(model, diagnostics);
  const said: Said[] = diagnostics
    .filter(({ file, code }) => file !== PRELUDE && code !== UNUSED)
    .map(({ file, code, message, span }) => {
      const inside = file === "snippet.journey" ? text.slice(0, span.start).split("\n").length - 1 : 0;
      return { code, line: `${page}:${line + inside} ${code} ${message}` };
    });
  return { said, journeys: project.journeys.map(({ program }) => program.journey), tests, project };
}

describe("the prelude", () => {
  test("is a project without errors", () => {
    const { diagnostics } = checkProject({
      folder: "manual",
      config: CONFIG,
      journeys: [{ path: PRELUDE, text: read(PRELUDE) }],
      readFile: () => undefined,
    });
    expect(diagnostics.filter(({ code }) => code !== UNUSED)).toEqual([]);
  });
});

describe("snippets of the manual", () => {
  const journeys = blocks.filter(({ info }) => /^journey\b/.test(info));

  test("are found", () => {
    expect(journeys.filter(({ page }) => page === "docs/language.md").length).toBeGreaterThanOrEqual(20);
    expect(journeys.some(({ page }) => page === "README.md")).toBe(true);
  });

  test.each(journeys.map((block) => ({ name: `${block.page}:${block.line}`, block })))(
    "$name says what it should",
    ({ block }) => {
      const code = /\berror=(TJ\d{4})\b/.exec(block.info)?.[1];
      const { said, journeys } = compile(block);
      if (code === undefined) {
        expect(said.map(({ line }) => line)).toEqual([]);
        const declared = [...block.text.matchAll(/^journey (\w+)/gm)].map((match) => match[1]);
        expect(journeys.toSorted(), "all of its journeys can run").toEqual(declared.toSorted());
      } else expect(said.map((one) => one.code)).toEqual([code]);
    },
  );

  const tested = journeys.filter(({ text, info }) => /^test "/m.test(text) && !info.includes("error="));

  test.each(tested.map((block) => ({ name: `${block.page}:${block.line}`, block })))(
    "$name has tests that pass",
    async ({ block }) => {
      const { tests, project } = compile(block);
      const results = await runCompiled(tests, project);
      expect(results.flatMap(complaints)).toEqual([]);
      const titles = [...block.text.matchAll(/^test "/gm)];
      expect(new Set(results.map((result) => result.name)).size).toBe(titles.length);
    },
  );

  test("are refused where they are wrong", () => {
    const wrong = { page: "here", line: 1, info: "journey" };
    const misspelt = 'journey J for Newsletter {\n  start when contact signs up\n  tag "vipp"\n}\n';
    expect(compile({ ...wrong, text: misspelt }).said).toEqual([
      { code: "TJ2010", line: expect.stringMatching(/^here:3 TJ2010 .*"vip"/) },
    ]);
    const unread = "journey J for Newsletter {\n  start when contact signs up\n  send\n}\n";
    expect(compile({ ...wrong, text: unread }).said).not.toEqual([]);
    const alone = compile({ ...wrong, info: "journey alone", text: misspelt }).said;
    expect(alone.map(({ line }) => line)).toContainEqual(expect.stringContaining("Newsletter"));
  });
});

describe("settings in the manual", () => {
  const settings = blocks.filter(({ info }) => info === "json trajet.json");

  test.each(settings.map((block) => ({ name: `${block.page}:${block.line}`, block })))(
    "$name is a trajet.json",
    ({ block }) => {
      const { diagnostics } = checkProject({
        folder: "manual",
        config: block.text,
        journeys: [{ path: "people.journey", text: "audience People { }" }],
        readFile: () => undefined,
      });
      expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    },
  );

  test("are found", () => {
    expect(settings.length).toBeGreaterThan(0);
  });
});
