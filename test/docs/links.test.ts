import { describe, expect, test } from "vitest";
import { anchorsOf, exists, type Page, pages, proseOf, read, targetOf } from "./manual.ts";

interface Link {
  readonly line: number;
  readonly href: string;
  /** What follows the link in its line. */
  readonly behind: string;
}

/** The links of a page that stay in the repository. */
function linksOf(page: Page): readonly Link[] {
  return proseOf(page)
    .split("\n")
    .flatMap((line, index) =>
      [...line.replace(/`[^`]*`/g, blank).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({
        line: index + 1,
        href: match[1] ?? "",
        behind: line.slice(match.index + match[0].length),
      })),
    )
    .filter(({ href }) => !/^[a-z]+:/.test(href));
}

const blank = (text: string): string => " ".repeat(text.length);

/** Why a link leads nowhere; `undefined` for a good one. */
function problemOf(page: Page, { href }: Pick<Link, "href">, all: readonly Page[]): string | undefined {
  const [file = "", anchor] = href.split("#");
  const path = file === "" ? page.path : targetOf(page.path, file);
  const target = all.find((one) => one.path === path);
  if (target === undefined && !exists(path)) return `there is no ${path}`;
  if (anchor === undefined || target === undefined) return undefined;
  return anchorsOf(target).has(anchor) ? undefined : `${path} has no heading for #${anchor}`;
}

describe("links of the manual", () => {
  const all = pages();

  test.each(all.map((page) => ({ name: page.path, page })))("of $name lead somewhere", ({ page }) => {
    const problems = linksOf(page).flatMap((link) => {
      const problem = problemOf(page, link, all);
      return problem === undefined ? [] : [`${page.path}:${link.line} ${link.href}: ${problem}`];
    });
    expect(problems).toEqual([]);
  });

  test("are refused where they lead nowhere", () => {
    const page = {
      path: "docs/here.md",
      text: "# Here\n\n[a](nowhere.md) [b](#not-here) [c](#here) `[d](code.md)`\n",
    };
    expect(linksOf(page).map(({ href }) => href)).toEqual(["nowhere.md", "#not-here", "#here"]);
    expect(linksOf(page).map((link) => problemOf(page, link, [page]))).toEqual([
      "there is no docs/nowhere.md",
      "docs/here.md has no heading for #not-here",
      undefined,
    ]);
  });
});

/** A link to a test file, and the names of tests in quotes behind it: `[rules](…/rules.test.ts) "one", "another"`. */
function testsNamedIn(page: Page) {
  return linksOf(page)
    .filter(({ href }) => href.endsWith(".test.ts"))
    .flatMap(({ line, href, behind }) => {
      const list = /^\s*("[^"]+"(?:,\s*"[^"]+")*)/.exec(behind)?.[1] ?? "";
      const names = [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
      return names.map((name) => ({ line, path: targetOf(page.path, href), name }));
    });
}

describe("tests that the manual names", () => {
  const named = pages().flatMap((page) => testsNamedIn(page).map((one) => ({ ...one, page: page.path })));

  test("are many", () => {
    expect(named.length).toBeGreaterThan(40);
  });

  test("are there", () => {
    const missing = named.filter(({ path, name }) => !read(path).includes(`"${name}"`));
    expect(missing.map(({ page, line, name }) => `${page}:${line} ${name}`)).toEqual([]);
  });
});

/** Paths of the repository that stand as code in the text: `compiler/src/lower/`, `docs/language.md`. */
function pathsIn(page: Page): readonly string[] {
  const code = [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  return code.filter((text) =>
    /^(grammar|compiler|runtime|lsp|cli|vscode-extension|test|docs|examples|scripts)\/[\w./-]*$/.test(text),
  );
}

describe("paths in the manual", () => {
  const named = pages().flatMap((page) => pathsIn(page).map((path) => ({ page: page.path, path })));

  test("are many", () => {
    expect(named.length).toBeGreaterThan(30);
  });

  test("are there", () => {
    expect(named.filter(({ path }) => !exists(path))).toEqual([]);
  });
});
