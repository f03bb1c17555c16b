import { EmbeddedActionsParser, EOF, type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { endOf, type Lexed } from "../lexer/lex.ts";
import { ALL_TOKENS, BadText, Identifier, UnclosedString, UnclosedTextBlock } from "../lexer/tokens.ts";
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
import { badTextProblem, nearestKeyword } from "./unexpected.ts";

/** Mistakes of the text itself, which follow from nothing. */
const CERTAIN: ReadonlySet<SyntaxCode> = new Set([
  "unclosed-string",
  "unclosed-text-block",
  "unclosed-comment",
  "wrong-quotes",
  "second-otherwise",
  "quotes-in-template",
  "bad-escape",
  "stray-doc-comment",
]);

/** The text that is read, what stands where in it, and what is noted about it. */
export abstract class ReportingParser extends EmbeddedActionsParser {
  protected source = "";
  /** The line that was last asked about. */
  private line: Span = { start: 0, end: -1 };
  private problems: SyntaxProblem[] = [];
  private docs: ReadonlyMap<number, DocComment> = new Map();
  private readonly usedDocs = new Set<number>();
  private echoes: SyntaxProblem[] = [];
  /** What is noted now only follows from another problem. */
  private echoing = false;
  /** The token at which the last problem was met: what else fails there is the same mistake. */
  private complained: IToken | undefined;
  /** The same, if it was the token that did not fit. */
  private failed: IToken | undefined;
  /** Where reading last failed: what else does so on that line follows from it. */
  private lostAt: number | undefined;
  /** Where a form ended that was understood, though it is not one of the language. */
  private slippedAt: number | undefined;
  /** Behind which doc comments reading has failed, or has skipped something. */
  private readonly failedAt = new Set<number>();

  constructor(skipValidations: boolean) {
    super([...ALL_TOKENS], { recoveryEnabled: false, maxLookahead: 2, skipValidations });
  }

  protected begin(text: string, lexed: Lexed): void {
    this.source = text;
    this.line = { start: 0, end: -1 };
    this.problems = [];
    this.docs = docComments(text, lexed);
    this.usedDocs.clear();
    this.echoes = [];
    this.failedAt.clear();
    this.calm();
    this.input = lexed.tokens;
  }

  /** The problems, in the order of the text; and those that only follow from one of them. */
  protected finish(): {
    readonly problems: readonly SyntaxProblem[];
    readonly echoes: readonly SyntaxProblem[];
  } {
    for (const [offset, doc] of this.docs) {
      if (!this.usedDocs.has(offset) && !this.failedAt.has(offset))
        this.report("stray-doc-comment", doc.span, {});
    }
    const problems = withoutFormsAround(this.problems.sort((a, b) => a.span.start - b.span.start));
    return { problems, echoes: this.echoes };
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
      if (char !== " " && char !== "\t" && char !== "\uFEFF") return false;
    }
    return true;
  }

  /** How far the line of an offset is indented. */
  protected indentAt(offset: number): number {
    // A file may be one line: where it begins is looked for once.
    if (offset < this.line.start || offset > this.line.end) {
      const end = this.source.indexOf("\n", offset);
      const start = this.source.lastIndexOf("\n", offset - 1) + 1;
      this.line = { start, end: end === -1 ? this.source.length : end };
    }
    let at = this.line.start;
    while (this.source.charAt(at) === " " || this.source.charAt(at) === "\t") at++;
    return at - this.line.start;
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

  /** How many mistakes were met so far, those that only follow from another one among them. */
  protected get mistakes(): number {
    return this.problems.length + this.echoes.length;
  }

  protected report<C extends SyntaxCode>(code: C, span: Span, data: SyntaxData[C], fix?: SyntaxFix): void {
    if (this.RECORDING_PHASE) return;
    const certain = CERTAIN.has(code);
    const echo = this.echoing || (!certain && this.isEcho(this.lostAt, span.start));
    this.note(syntaxProblem(code, span, data, fix), echo);
    if (!certain) this.slippedAt = span.end;
  }

  /** A sign that is none of the language, and was understood. */
  protected badText(token: IToken): void {
    if (!this.RECORDING_PHASE) this.note(badTextProblem(token), false);
  }

  private note(problem: SyntaxProblem, echo: boolean): void {
    (echo ? this.echoes : this.problems).push(problem);
  }

  /** Notes that something is missing before the next token, unless a problem was noted there already. */
  protected missing(what: string): void {
    const span = this.missingSpan(this.LA(1));
    const behind = span.end <= this.previousEnd();
    this.complain((found) => {
      const image = found.tokenType === EOF ? "" : found.image;
      const nearest = found.tokenType === Identifier ? nearestKeyword(image) : "";
      const edits = [{ span: this.tokenSpan(found), text: nearest }];
      const data = { expected: what, found: image };
      if (nearest === "") this.report("expected", span, data);
      else this.report("expected", span, { ...data, nearest }, { title: `Write ${nearest}`, edits });
    }, behind);
  }

  protected tokenSpan(token: IToken): Span {
    return { start: token.startOffset, end: endOf(token) };
  }

  private missingSpan(found: IToken): Span {
    const end = this.previousEnd();
    if (this.firstOnLine(found)) return { start: end, end };
    return this.tokenSpan(found);
  }

  /**
   * One problem for each token; none behind a string that swallowed the rest of its line. `behind`: the line before
   * is at fault, not the token.
   */
  protected complain(report: (found: IToken) => void, behind = false): void {
    const found = this.LA(1);
    if (this.RECORDING_PHASE || found === this.complained) return;
    const at = behind ? this.previousEnd() : this.here();
    const echo = this.failedNear() || this.isEcho(this.lostAt, at) || this.isEcho(this.slippedAt, at);
    this.complained = found;
    this.failed = behind ? undefined : found;
    this.noteFailure();
    const swallowed = this.LA(0).tokenType === UnclosedString || this.LA(0).tokenType === UnclosedTextBlock;
    const bad = found.tokenType === BadText && !swallowed;
    // Of signs in a row that mean nothing, the first is told of.
    if (bad) this.note(badTextProblem(found), this.LA(0).tokenType === BadText);
    else if (!swallowed) {
      this.echoing = echo;
      this.lostAt = undefined;
      report(found);
      this.echoing = false;
    }
    this.lostAt = at;
  }

  /** What stood before is done with: the next mistake is another one. */
  protected calm(): void {
    this.complained = undefined;
    this.failed = undefined;
    this.lostAt = undefined;
    this.slippedAt = undefined;
  }

  /** Whether reading has failed at or behind an offset. */
  protected hasFailedSince(offset: number): boolean {
    return this.lostAt !== undefined && this.lostAt >= offset;
  }

  /** A doc comment before what cannot be read is not astray. Of other places nobody asks, and there may be a million. */
  private noteFailure(): void {
    if (this.docs.has(this.here())) this.failedAt.add(this.here());
  }

  /** Skips a token that fits nowhere. */
  protected skip(): void {
    this.noteFailure();
    this.SKIP_TOKEN();
  }

  /** Whether reading failed at a token or two before: it has not yet found its way again. */
  private failedNear(): boolean {
    return this.failed !== undefined && [0, -1, -2].some((back) => this.LA(back) === this.failed);
  }

  /** Whether a line had a problem before: what else does not fit on it may well follow from that. */
  private isEcho(last: number | undefined, offset: number): boolean {
    if (last === undefined) return false;
    return !this.source.slice(Math.min(last, offset), Math.max(last, offset)).includes("\n");
  }
}

/** What is too deep is not read: the form of what stands around it is not known. */
function withoutFormsAround(problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  const deep = problems.filter(({ code }) => code === "too-deep");
  const isAround = ({ code, span }: SyntaxProblem): boolean =>
    code !== "too-deep" && deep.some((each) => span.start <= each.span.start && each.span.end <= span.end);
  return problems.filter((each) => deep.length === 0 || !isAround(each));
}
