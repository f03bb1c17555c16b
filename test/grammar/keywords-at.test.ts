import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type AnyNode, findPath, KEYWORDS, keywordsAt, parse, type Token } from "@trajet/grammar";
import { beforeAll, describe, expect, it } from "vitest";
import { type Random, random } from "../fixtures/random.ts";

/** Declarations of all fixtures and examples, each with the tokens in it: what stands before a declaration does not matter to it. */
const ROOT = path.resolve(import.meta.dirname, "../..");
const FOLDERS = ["test/fixtures/grammar", "test/fixtures/constructs", "examples"];
const FILES = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.journey`, { cwd: ROOT }))
  // Slips are texts that the grammar does not have; the golden beside each constructs' source is the same text, formatted.
  .filter((file) => !file.includes("/slip-") && !file.endsWith("/formatted.journey"))
  .sort();

interface Place {
  readonly file: string;
  readonly text: string;
  readonly token: Token;
  /** The token is a word of the grammar here, not the name of a field, a parameter or a person. */
  readonly keyword: boolean;
}

const isNamePart = (node: AnyNode | undefined, at: number): boolean =>
  node?.kind === "Name" && node.span.start === at;

function placesIn(file: string): Place[] {
  const { tree, text } = read(file);
  return tree.declarations.flatMap(({ span }) => {
    const source = text.slice(span.start, span.end);
    const { tokens, tree } = parse(source);
    return tokens
      .filter(({ kind }) => kind !== "comment" && kind !== "doc-comment")
      .map((token) => ({
        file,
        text: source,
        token,
        keyword: KEYWORDS.has(token.image) && !isNamePart(findPath(tree, token.start).at(-1), token.start),
      }));
  });
}

function read(file: string) {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  return { text, tree: parse(text).tree };
}

const PLACES = FILES.flatMap(placesIn);
const shown = ({ file, text, token }: Place): string =>
  `${file}: ${text.slice(Math.max(0, token.start - 50), token.start)}|${token.image}`;

/** Behind a blank: a word that ends at the cursor is one that is being typed. */
const before = ({ text, token }: Place): string => `${text.slice(0, token.start)} `;

/** What may make the second word of a form that is known by two. */
const NEXT = [
  "",
  " x",
  " (x)",
  ' "a"',
  " 1 day",
  " 9:00",
  " order",
  " products",
  " spent",
  " year earlier",
  " per x",
  " up",
  " contact opens x",
];

/** Whether the whole text up to the place reads with a word in the token's place, at least with something behind it. */
function reads(place: Place, word: string): boolean {
  const text = before(place);
  const ends = text.length + word.length;
  const broken = new Set(parse(text).problems.map(({ code, span }) => `${code} ${span.start}`));
  return NEXT.some((next) =>
    parse(`${text}${word}${next}`).problems.every(
      ({ code, span }) =>
        span.start >= ends || broken.has(`${code} ${span.start}`) || code === "stray-doc-comment",
    ),
  );
}

/** Each place with what is offered there; asked once, for both tests. */
let asked: readonly { readonly place: Place; readonly offered: readonly string[] }[] = [];
beforeAll(() => {
  asked = PLACES.map((place) => ({ place, offered: keywordsAt(before(place), before(place).length) }));
}, 300_000);

describe("the keywords that may follow, after every prefix of every fixture", () => {
  it("hold the one that stood there", () => {
    const missing = asked.filter(
      ({ place, offered }) => place.keyword && !offered.includes(place.token.image),
    );
    expect(missing.map(({ place }) => shown(place))).toEqual([]);
    expect(PLACES.length).toBeGreaterThan(10_000);
  });

  it("hold no other than such with which the text reads on", { timeout: 300_000 }, () => {
    const dice: Random = random(7);
    const wrong = asked.flatMap(({ place, offered }) => {
      if (offered.length === 0 || dice.int(2) === 0) return [];
      const word = dice.one(offered);
      return reads(place, word) ? [] : [`${shown(place)} offered ${word}`];
    });
    expect(wrong).toEqual([]);
  });
});
