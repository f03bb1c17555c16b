import { EmbeddedActionsParser, EOF, type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { endOf, type Lexed } from "../lexer/lex.ts";
import { ALL_TOKENS, BadText, UnclosedString, UnclosedTextBlock } from "../lexer/tokens.ts";
import type { Span } from "../tree/index.ts";
import { type DocComment, docComments } from "./doc-comments.ts";
import { isKeyword } from "./places.ts";
import {
  type SyntaxCode,
  type SyntaxData,
  type SyntaxFix,
  type SyntaxProblem,
  syntaxProblem,
} from "./problems.ts";
import { badTextProblem } from "./unexpected.ts";

/** The text that is read, what stands where in it, and what is noted about it. */
export abstract class ReportingParser extends EmbeddedActionsParser {
  protected source = "";
  private problems: SyntaxProblem[] = [];
  private docs: ReadonlyMap<number, DocComment> = new Map();
  private readonly usedDocs = new Set<number>();
  /** The token at which the last problem was noted: what else fails there is the same mistake. */
  private complained: IToken | undefined;

  constructor(skipValidations: boolean) {
    super([...ALL_TOKENS], { recoveryEnabled: false, maxLookahead: 2, skipValidations });
  }

  protected begin(text: string, lexed: Lexed): void {
    this.source = text;
    this.problems = [];
    this.docs = docComments(text, lexed);
    this.usedDocs.clear();
    this.complained = undefined;
    this.input = lexed.tokens;
  }

  protected finish(): readonly SyntaxProblem[] {
    for (const [offset, doc] of this.docs) {
      if (!this.usedDocs.has(offset)) this.report("stray-doc-comment", doc.span, {});
    }
    return this.problems.sort((a, b) => a.span.start - b.span.start);
  }

  // ---- places in the text

  protected here(): number {
    const next = this.LA(1);
    return next.tokenType === EOF ? this.source.length : next.startOffset;
  }

  protected previousEnd(): number {
    const previous = this.LA(0);
    return previous.tokenType === EOF ? 0 : endOf(previous);
  }

  /** From `start` to the end of the last token; empty, before `start`, if nothing was read since. */
  protected span(start: number): Span {
    const end = this.previousEnd();
    return end < start ? { start: end, end } : { start, end };
  }

  protected firstOnLine(token: IToken): boolean {
    if (token.tokenType === EOF) return true;
    for (let at = token.startOffset - 1; at >= 0; at--) {
      const char = this.source.charAt(at);
      if (char === "\n" || char === "\r") return true;
      if (char !== " " && char !== "\t") return false;
    }
    return true;
  }

  /** How far the line of an offset is indented. */
  protected indentAt(offset: number): number {
    const line = this.source.lastIndexOf("\n", offset - 1) + 1;
    return this.source.slice(line).search(/[^ \t]|$/);
  }

  /** The text of the `///` lines before the next token. */
  protected doc(): string | undefined {
    const offset = this.here();
    const doc = this.docs.get(offset);
    if (doc !== undefined) this.usedDocs.add(offset);
    return doc?.text;
  }

  // ---- looking ahead

  protected next(type: TokenType, ahead = 1): boolean {
    return tokenMatcher(this.LA(ahead), type);
  }

  protected nextWord(word: string, ahead = 1): boolean {
    const token = this.LA(ahead);
    return token.image === word && isKeyword(token);
  }

  // ---- problems

  /** How many mistakes were noted so far. */
  protected get mistakes(): number {
    return this.problems.length;
  }

  protected report<C extends SyntaxCode>(code: C, span: Span, data: SyntaxData[C], fix?: SyntaxFix): void {
    if (!this.RECORDING_PHASE) this.problems.push(syntaxProblem(code, span, data, fix));
  }

  /** Notes that something is missing before the next token, unless a problem was noted there already. */
  protected missing(what: string): void {
    this.complain((found) => {
      const image = found.tokenType === EOF ? "" : found.image;
      this.report("expected", this.missingSpan(found), { expected: what, found: image });
    });
  }

  protected tokenSpan(token: IToken): Span {
    return { start: token.startOffset, end: endOf(token) };
  }

  private missingSpan(found: IToken): Span {
    const end = this.previousEnd();
    if (this.firstOnLine(found)) return { start: end, end };
    return this.tokenSpan(found);
  }

  /** One problem for each token; none behind a string that swallowed the rest of its line. */
  protected complain(report: (found: IToken) => void): void {
    const found = this.LA(1);
    if (this.RECORDING_PHASE || found === this.complained) return;
    this.complained = found;
    if (this.LA(0).tokenType === UnclosedString || this.LA(0).tokenType === UnclosedTextBlock) return;
    if (found.tokenType === BadText) this.problems.push(badTextProblem(found));
    else report(found);
  }
}
