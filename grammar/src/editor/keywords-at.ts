import type { TokenType } from "chevrotain";
import { type Lexed, lex } from "../lexer/lex.ts";
import {
  AnyText,
  DateToken,
  Free,
  Identifier,
  KEYWORD_TOKENS,
  LParen,
  NameWord,
  NumberToken,
  StringText,
  TimeToken,
  Word,
} from "../lexer/tokens.ts";
import { ORDER_STATES } from "../lexer/words.ts";
import { tenseOf } from "../parser/nodes.ts";
import { type Reading, read, recordedRules } from "../parser/parser.ts";
import type { SyntaxProblem } from "../parser/problems.ts";
import { type AnyNode, findPath, type SourceFile } from "../tree/index.ts";
import { type Context, contextBefore } from "./context.ts";
import { type Network, networkOf } from "./network.ts";
import { createWalk, type Walk } from "./walk.ts";

/**
 * The keywords that may follow at an offset. The rules of the grammar say which come into question; as they know nothing
 * of what only the parser's own code tells apart (tenses, settings behind steps), each of these is then tried: it may
 * stand there if it is read there as a keyword and without a new mistake. A word that is being typed at the offset does
 * not count. Empty inside strings and comments.
 */
export function keywordsAt(text: string, offset: number): readonly string[] {
  const context = contextBefore(text, offset);
  if (context === undefined) return [];
  const place = placeOf(context);
  const fits = (words: string): boolean => canStand(place, words);
  const walk = walkAlong(place.lexed);
  if (walk === undefined) return [...KEYWORD_TOKENS.keys()].filter(fits);
  // Some words the parser knows only with the next one: `average` alone is a name.
  const fitsWithNext = (word: string): boolean =>
    samplesBehind(word, walk).some((next) => fits(`${word} ${next}`));
  return wordsOf(walk.next()).filter((word) => fits(word) || fitsWithNext(word));
}

/** Where words are tried. The text before them is cut into tokens once for all. */
interface Place extends Context {
  readonly lexed: Lexed;
  /** The mistakes that are there without any word. */
  readonly known: ReadonlySet<string>;
}

function placeOf({ text: before, inBlock }: Context): Place {
  const kept = before.trimEnd();
  const text = kept + (before.slice(kept.length).includes("\n") ? "\n" : " ");
  const lexed = lex(text);
  return { text, inBlock, lexed, known: new Set(mistakesOf(read(text, lexed)).map(keyOf)) };
}

let network: Network | undefined;

/** The way of some tokens through the rules; `undefined` where they follow none. */
function walkAlong({ tokens }: Lexed): Walk | undefined {
  network ??= networkOf(recordedRules());
  const walk = createWalk(network, "file");
  return tokens.every((token) => walk.read(token)) ? walk : undefined;
}

/** What stands where the author chooses a word: any keyword may be that name. */
const NAMES: ReadonlySet<TokenType> = new Set([Word, Free, NameWord]);

function wordsOf(types: ReadonlySet<TokenType>): readonly string[] {
  const isNext = (type: TokenType): boolean =>
    types.has(type) || (type.CATEGORIES ?? []).some((each) => !NAMES.has(each) && types.has(each));
  return [...KEYWORD_TOKENS].filter(([, type]) => isNext(type)).map(([word]) => word);
}

/** One token of each type that may stand behind a word. */
function samplesBehind(word: string, walk: Walk): readonly string[] {
  const [token] = lex(word).tokens;
  const types = token === undefined ? undefined : walk.after(token);
  return [...(types ?? [])].flatMap((type) => SAMPLES.get(type) ?? wordsOf(new Set([type])).slice(0, 1));
}

const SAMPLES: ReadonlyMap<TokenType, string> = new Map([
  [LParen, "(x"],
  [NumberToken, "1"],
  [StringText, '"a"'],
  [AnyText, '"a"'],
  [DateToken, "2026-01-01"],
  [TimeToken, "9:00"],
  ...[Word, Free, NameWord, Identifier].map((type) => [type, "x"] as const),
]);

const mistakesOf = ({ problems, echoes }: Reading): readonly SyntaxProblem[] => [...problems, ...echoes];
const keyOf = ({ code, span }: SyntaxProblem): string => `${code} ${span.start}`;

/** Whether a word can, or the first of two. */
function canStand({ text: before, lexed, known, inBlock }: Place, words: string): boolean {
  const text = before + words;
  const { tokens } = lex(text, before.length);
  const reading = read(text, { ...lexed, tokens: [...lexed.tokens, ...tokens] });
  const end = before.length - 1;
  if (mistakesOf(reading).some((problem) => isRefusal(problem, end, text.length, known))) return false;
  const [word = ""] = words.split(" ", 1);
  return isKeywordThere(reading.tree, word, before.length, inBlock);
}

/** A problem at the word, or one before it that is there only with it. What is missing behind it is no mistake of the word. */
function isRefusal(problem: SyntaxProblem, end: number, whole: number, known: ReadonlySet<string>): boolean {
  const { code, span } = problem;
  if (code === "stray-doc-comment" || code === "unclosed-block" || span.start >= whole) return false;
  return span.start >= end || !known.has(keyOf(problem));
}

/** The word was read as itself, not as the name of a field or a parameter, and a verb in the tense of its place. */
function isKeywordThere(tree: SourceFile, word: string, start: number, inBlock: boolean): boolean {
  const path = findPath(tree, start);
  const [, declaration] = path;
  // A declaration in the middle of another is one whose closing brace is missing.
  if (declaration === undefined || (declaration.span.start === start && inBlock)) return false;
  // Arguments have names: a value without one is read, but only to be told so.
  if (path.some((node) => node.kind === "Argument" && node.name === undefined)) return false;
  const innermost = path.at(-1);
  const isName = innermost?.kind === "Name" && innermost.span.start === start;
  return isName ? isWordOfGrammar(path.at(-2), word) : fitsTense(path, word);
}

/** Channels and the states of orders are names in the tree, and words of the grammar. */
function isWordOfGrammar(node: AnyNode | undefined, word: string): boolean {
  const channel = word === "email" || word === "sms";
  if (node?.kind === "Is") return channel && node.state.kind === "subscribed";
  if (node?.kind === "Unsubscribe" || node?.kind === "GivenBehaviour" || node?.kind === "GivenState")
    return channel;
  if (word === "contact")
    return node?.kind === "Reference" || node?.kind === "Subject" || node?.kind === "Trigger";
  if (node?.kind !== "Act") return false;
  if (node.verb === "get order") return ORDER_STATES.includes(word);
  return channel && (node.verb === "unsubscribe" || node.verb === "resubscribe");
}

function fitsTense(path: readonly AnyNode[], word: string): boolean {
  const at = path.findLastIndex(({ kind }) => kind === "Act");
  const [sentence, act] = [path[at - 1], path[at]];
  if (act?.kind !== "Act" || sentence === undefined || !("tense" in sentence)) return true;
  const tense = tenseOf(word);
  if (tense === undefined || act.verbSpan.end - act.verbSpan.start !== word.length) return true;
  const negated = "negated" in sentence && sentence.negated;
  if (negated) return tense === "base";
  const past = sentence.kind === "History" || sentence.kind === "GivenPast";
  return tense === (past ? "past" : "present");
}
