import { lex } from "../lexer/lex.ts";
import { KEYWORDS, ORDER_STATES } from "../lexer/words.ts";
import { tenseOf } from "../parser/nodes.ts";
import { type Reading, read } from "../parser/parser.ts";
import type { SyntaxProblem } from "../parser/problems.ts";
import { type AnyNode, findPath, type SourceFile } from "../tree/index.ts";
import { type Context, contextBefore } from "./context.ts";

/** What a measure begins with: two words decide, so that the first alone is still read as a name. */
const MEASURES: ReadonlySet<string> = new Set(["distinct", "total", "largest", "average"]);

/**
 * The keywords that may follow at an offset. Each is tried: it may stand there if the grammar reads it there,
 * as a keyword and without a new mistake. A word that is being typed at the offset does not count. Empty
 * inside strings and comments.
 */
export function keywordsAt(text: string, offset: number): readonly string[] {
  const context = contextBefore(text, offset);
  if (context === undefined) return [];
  const known = new Set(mistakesOf(read(context.text, lex(context.text))).map(keyOf));
  const fits = (word: string): boolean => canStand(context, word, known);
  const takesValue = fits("true");
  return [...KEYWORDS.keys()].filter((word) => (takesValue && MEASURES.has(word)) || fits(word));
}

const mistakesOf = ({ problems, echoes }: Reading): readonly SyntaxProblem[] => [...problems, ...echoes];
const keyOf = ({ code, span }: SyntaxProblem): string => `${code} ${span.start}`;

function canStand(context: Context, word: string, known: ReadonlySet<string>): boolean {
  const kept = context.text.trimEnd();
  const glue = context.text.slice(kept.length).includes("\n") ? "\n" : " ";
  const text = `${kept}${glue}${word}`;
  const reading = read(text, lex(text));
  const { tree } = reading;
  if (mistakesOf(reading).some((problem) => isRefusal(problem, kept.length, text.length, known)))
    return false;
  return isKeywordThere(tree, word, kept.length + glue.length, context.inBlock);
}

/** A problem at the word, or just before it, or around it. What is missing behind it is no mistake of the word. */
function isRefusal(problem: SyntaxProblem, end: number, whole: number, known: ReadonlySet<string>): boolean {
  const { code, span } = problem;
  if (code === "stray-doc-comment" || span.start >= whole) return false;
  return span.start >= end || (span.end > end && !known.has(keyOf(problem)));
}

/** The word was read as itself, not as the name of a field or a parameter, and a verb in the tense of its place. */
function isKeywordThere(tree: SourceFile, word: string, start: number, inBlock: boolean): boolean {
  const path = findPath(tree, start);
  const [, declaration] = path;
  // A declaration in the middle of another is one whose closing brace is missing.
  if (declaration === undefined || (declaration.span.start === start && inBlock)) return false;
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
