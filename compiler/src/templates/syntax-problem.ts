import type { Span } from "@trajet/grammar";
import Handlebars from "handlebars";
import type { OffsetOf } from "./offsets.ts";

/** Why a text is not a template: the end of a sentence, and the place in the text. */
export interface SyntaxProblem {
  readonly problem: string;
  readonly span: Span;
}

/** Where the lexer of Handlebars stopped. Its error gives the place of a failed parse only as a drawing. */
interface LexerState {
  readonly yylloc: { readonly first_line: number; readonly first_column: number };
  readonly match: string;
}

/** Puts an error of Handlebars into words. Call it before the next parse: it looks at where the lexer stands. */
export function syntaxProblem(text: string, offsetOf: OffsetOf, error: unknown): SyntaxProblem {
  const message = error instanceof Error ? error.message : String(error);
  const mismatch = /^(.+) doesn't match (.+) - \d+:\d+$/s.exec(message);
  if (mismatch !== null)
    return mismatched(text, mismatch[1] ?? "", mismatch[2] ?? "", placeOf(error, offsetOf));
  if (message.startsWith("Invalid path")) return invalidPath(text, placeOf(error, offsetOf));
  return unexpected(text, offsetOf, message);
}

function placeOf(error: unknown, offsetOf: OffsetOf): number {
  const { lineNumber, column } = error as Handlebars.Exception;
  return typeof lineNumber === "number" && typeof column === "number"
    ? offsetOf({ line: lineNumber, column })
    : 0;
}

function mismatched(text: string, open: string, close: string, start: number): SyntaxProblem {
  return {
    problem: `{{#${open}}} is closed by {{/${close}}} instead of {{/${open}}}`,
    span: within(text, start, open.length),
  };
}

function invalidPath(text: string, start: number): SyntaxProblem {
  const written = /^[^\s}]+/.exec(text.slice(start))?.[0] ?? "";
  return {
    problem: `"${written}" is no path: "this" and ".." can only begin one`,
    span: within(text, start, written.length),
  };
}

function unexpected(text: string, offsetOf: OffsetOf, message: string): SyntaxProblem {
  const { lexer } = (Handlebars as unknown as { readonly Parser: { readonly lexer: LexerState } }).Parser;
  const start = offsetOf({ line: lexer.yylloc.first_line, column: lexer.yylloc.first_column });
  const unclosed = unclosedAt(text, start);
  if (unclosed !== undefined) return unclosed;
  const span = within(text, start, lexer.match.length);
  const found = text.slice(span.start, span.end);
  if (/^\{\{~?\s*else\b|^\{\{~?\^/.test(found)) return { problem: "this {{else}} stands in no block", span };
  if (found.startsWith("{{/") || found.startsWith("{{~/")) {
    const name = /^[\s/~{]*([^\s}~]*)/.exec(text.slice(start))?.[1] ?? "";
    return {
      problem: `{{/${name}}} closes a block that was never opened`,
      span: within(text, start, found.length + name.length),
    };
  }
  if (message.includes("got 'EOF'")) return openBlock(text) ?? { problem: "it ends too early", span };
  const open = text.slice(text.lastIndexOf("{{", start) - 1, start);
  if (found === "}}" && open.startsWith("{{{"))
    return { problem: "what begins with {{{ ends with }}}", span };
  if (found === "}}" && /\{\{\s*$/.test(open)) return { problem: "nothing stands between {{ and }}", span };
  return { problem: `"${found}" cannot stand here`, span };
}

/** The expression or comment in which the place stands, if its end is missing. */
function unclosedAt(text: string, place: number): SyntaxProblem | undefined {
  const comment = /\{\{~?!--(?![\s\S]*--~?\}\})/.exec(text);
  if (comment !== null) {
    return {
      problem: "the comment is not closed by --}}",
      span: within(text, comment.index, comment[0].length),
    };
  }
  const open = text.lastIndexOf("{{", Math.max(0, place - 1));
  if (open < 0) return undefined;
  const rest = text.slice(open + 2);
  const next = rest.replace(/^\{+/, (braces) => " ".repeat(braces.length)).search(/\{\{|\}\}/);
  if (next >= 0 && rest.startsWith("}}", next)) return undefined;
  return { problem: "this {{ is not closed by }}", span: within(text, open, 2) };
}

/** The last block that is opened and never closed. */
function openBlock(text: string): SyntaxProblem | undefined {
  const visible = text.replace(/\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}/g, (comment) =>
    " ".repeat(comment.length),
  );
  const open: { readonly name: string; readonly at: number; readonly length: number }[] = [];
  for (const tag of visible.matchAll(/\{\{~?([#^/])\s*>?\s*([^\s}~]+)/g)) {
    if (tag[1] === "/") open.pop();
    else open.push({ name: tag[2] ?? "", at: tag.index, length: tag[0].length });
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  return {
    problem: `{{#${last.name}}} is never closed: write {{/${last.name}}} where it ends`,
    span: within(text, last.at, last.length),
  };
}

/** A span of at least one character, as far as the text goes. */
function within(text: string, start: number, length: number): Span {
  const end = Math.min(text.length, start + Math.max(1, length));
  return { start: Math.min(start, Math.max(0, end - 1)), end };
}
