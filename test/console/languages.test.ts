import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { en } from "../../console/src/texts/en.ts";
import { fr } from "../../console/src/texts/fr.ts";
import { PERIODS } from "../../runtime/src/doors/console/project.ts";
import { MEASURE_NAMES } from "../../runtime/src/loyalty/asked-query.ts";

const SOURCES = join(import.meta.dirname, "../../console/src");

type Said = string | ((...given: never[]) => string);

/** All texts by their places. */
function textsIn(tree: object, path = ""): readonly (readonly [string, Said])[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null
      ? textsIn(value, `${path}${key}.`)
      : [[`${path}${key}`, value as Said] as const],
  );
}

/** Words of the language, which English says as they are. */
const WORDS = /^loyalty\.(measures|periods)\./;

describe("the texts of the console", () => {
  const english = new Map(textsIn(en));
  const french = new Map(textsIn(fr));

  test("are the same in both languages, each with as much to say", () => {
    const own = [...french.keys()].filter((path) => !WORDS.test(path));
    expect(own.toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, said] of english) expect([path, typeof french.get(path)]).toEqual([path, typeof said]);
  });

  test("have French words for all that can be asked of the board", () => {
    const { measures, periods }: { measures: Record<string, string>; periods: Record<string, string> } =
      fr.loyalty;
    expect(Object.keys(measures).toSorted()).toEqual([...MEASURE_NAMES].toSorted());
    expect(Object.keys(periods).toSorted()).toEqual([...PERIODS].toSorted());
  });

  test("are French in French", () => {
    const same = [...english].filter(([path, said]) => typeof said === "string" && french.get(path) === said);
    expect(same.map(([path, said]) => `${path}: ${said}`).toSorted()).toMatchSnapshot();
  });

  test("stand in one place: no component says anything of its own", () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".tsx"),
    );
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap((file) => wordsIn(file))).toEqual([
      "journeys/gallery-page.tsx: npx trajet init NAME",
      "journeys/gallery-page.tsx: npx trajet init",
      "parts/shell.tsx: Trajet",
    ]);
  });
});

const SPOKEN = new Set(["aria-label", "title", "alt", "placeholder", "label"]);

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Partial<Node>).type === "string";
const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);

/** What a component would show or say that is not from the texts. */
function wordsIn(file: string): readonly string[] {
  const { program, errors } = parseSync(file, readFileSync(join(SOURCES, file), "utf8"));
  expect(errors).toEqual([]);
  return saidIn(program as unknown as Node)
    .filter((words) => /\p{L}{2}/u.test(words))
    .map((words) => `${file}: ${words.trim()}`);
}

function saidIn(node: Node): readonly string[] {
  switch (node.type) {
    case "JSXText":
      return [String(node.value)];
    case "JSXAttribute": {
      const { name, value } = node as unknown as { readonly name: Node; readonly value: Node | null };
      const isSpoken = SPOKEN.has(String(name.name));
      return value === null ? [] : isSpoken ? [...literalsIn(value), ...saidIn(value)] : saidIn(value);
    }
    case "JSXElement":
    case "JSXFragment": {
      const children = node.children as readonly Node[];
      const shown = children.filter(({ type }) => type === "JSXExpressionContainer").flatMap(literalsIn);
      return [...shown, ...childrenOf(node).flatMap(saidIn)];
    }
    default:
      return childrenOf(node).flatMap(saidIn);
  }
}

/** Strings that an expression comes to by itself: not what it hands on to functions and components. */
function literalsIn(node: Node): readonly string[] {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [node.value] : [];
    case "TemplateElement":
      return [String((node.value as { readonly cooked: string }).cooked)];
    case "ConditionalExpression":
      return [node.consequent, node.alternate].filter(isNode).flatMap(literalsIn);
    case "LogicalExpression":
      return isNode(node.right) ? literalsIn(node.right) : [];
    case "JSXExpressionContainer":
    case "TemplateLiteral":
      return childrenOf(node).flatMap(literalsIn);
    default:
      return [];
  }
}
