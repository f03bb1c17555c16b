import {
  EmbeddedActionsParser,
  EOF,
  type IOrAlt,
  type IToken,
  type TokenType,
  tokenMatcher,
} from "chevrotain";
import { endOf, type Lexed } from "../lexer/lex.ts";
import { ALL_TOKENS, BadText, Colon, LCurly, RCurly, UnclosedString } from "../lexer/tokens.ts";
import { STEP_WORDS } from "../lexer/words.ts";
import type { Span } from "../tree/index.ts";
import { type DocComment, docComments } from "./doc-comments.ts";
import { beginsDeclaration, beginsStatement, isKeyword, isLabel, type Place } from "./places.ts";
import {
  type SyntaxCode,
  type SyntaxData,
  type SyntaxFix,
  type SyntaxProblem,
  syntaxProblem,
} from "./problems.ts";
import { badTextProblem, nearestWord } from "./unexpected.ts";

/** A rule of the grammar: called through `subrule`. Its parameters are `undefined` while the grammar is recorded. */
export type Rule<T, A extends unknown[] = []> = (...args: A) => T;

/** How many groups may stand within each other, and how many parts an expression may chain. */
export const DEPTH_LIMIT = 64;
export const CHAIN_LIMIT = 500;

/** Thrown and caught within `choice`: it carries nothing. */
const NO_ALTERNATIVE = new Error("None of the forms fits.");

/** Where a brace stands, to tell later which one lacks its partner. */
interface Opening {
  readonly span: Span;
  readonly indent: number;
}

/** What the formatter has to know of a text besides its tree. */
export interface Layout {
  /** The offsets at which the statements of all blocks begin. */
  readonly statements: ReadonlySet<number>;
  /** The offset of the opening brace of each block, and of its closing one. An object's braces are no block. */
  readonly blocks: ReadonlyMap<number, number>;
}

/** Words at which a search for a lost bracket ends, as they begin a step. */
const STEPS: ReadonlySet<string> = new Set(
  STEP_WORDS.filter((word) => !["tag", "exit", "start"].includes(word)),
);

/**
 * What all rules share. A rule never fails: what is missing is noted once and left `undefined` in the tree, and
 * what is too much is skipped up to the next statement. So one mistake gives one problem, and Chevrotain's own
 * exceptions, messages and recovery have no part in it.
 */
export abstract class ParserBase extends EmbeddedActionsParser {
  protected source = "";
  private problems: SyntaxProblem[] = [];
  private docs: ReadonlyMap<number, DocComment> = new Map();
  private readonly usedDocs = new Set<number>();
  /** The token at which the last problem was noted: what else fails there is the same mistake. */
  private complained: IToken | undefined;
  private nesting = 0;
  private statements = new Set<number>();
  private blocks = new Map<number, number>();
  /** The first brace of this declaration whose partner stands at another margin. */
  private misaligned: Opening | undefined;

  constructor() {
    super([...ALL_TOKENS], { recoveryEnabled: false, maxLookahead: 2 });
  }

  protected begin(text: string, lexed: Lexed): void {
    this.source = text;
    this.problems = [];
    this.docs = docComments(text, lexed);
    this.usedDocs.clear();
    this.complained = undefined;
    this.nesting = 0;
    this.misaligned = undefined;
    this.statements = new Set();
    this.blocks = new Map();
    this.input = lexed.tokens;
  }

  protected finish(): readonly SyntaxProblem[] {
    for (const [offset, doc] of this.docs) {
      if (!this.usedDocs.has(offset)) this.report("stray-doc-comment", doc.span, {});
    }
    return this.problems.sort((a, b) => a.span.start - b.span.start);
  }

  protected get layout(): Layout {
    return { statements: this.statements, blocks: this.blocks };
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

  private indentAt(offset: number): number {
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

  // ---- rules

  protected rule<T, A extends unknown[] = []>(name: string, read: (...args: A) => T): Rule<T, A> {
    return this.RULE(name, read);
  }

  /** One of several forms, where the caller has made sure that one of them begins here. */
  protected pick<T>(idx: number, alternatives: IOrAlt<T>[]): T {
    return this.RECORDING_PHASE ? this.recordAlternatives(idx, alternatives) : this.or(idx, alternatives);
  }

  /** While the grammar is recorded, the result of the first alternative stands for that of any. */
  private recordAlternatives<T>(idx: number, alternatives: IOrAlt<T>[]): T {
    const results: T[] = [];
    this.or(
      idx,
      alternatives.map((alternative) => ({ ...alternative, ALT: () => results.push(alternative.ALT()) })),
    );
    return results[0] as T;
  }

  // ---- what must stand here

  /** The next token if it is of a type; else it is missing, and that is noted. */
  protected need(idx: number, type: TokenType, what: string): IToken | undefined {
    if (this.RECORDING_PHASE || tokenMatcher(this.LA(1), type)) return this.consume(idx, type);
    this.missing(what);
    return undefined;
  }

  /** One of several forms, decided by two tokens; if none fits, that is noted. */
  protected choice<T>(idx: number, what: string, alternatives: IOrAlt<T>[]): T | undefined {
    const at = this.LA(1);
    try {
      return this.pick(idx, alternatives);
    } catch (error) {
      if (error !== NO_ALTERNATIVE || this.LA(1) !== at) throw error;
      this.missing(what);
      return undefined;
    }
  }

  /**
   * Chevrotain calls this where no form fits, and would gather all that might have stood there for a message
   * that nobody reads: that takes longer than to read a hundred lines.
   */
  protected raiseNoAltException(): never {
    throw NO_ALTERNATIVE;
  }

  /** The next token if it is of a type. */
  protected accept(idx: number, type: TokenType): IToken | undefined {
    let found: IToken | undefined;
    this.option(idx, () => {
      found = this.consume(idx, type);
    });
    return found;
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

  private missingSpan(found: IToken): Span {
    const end = this.previousEnd();
    if (this.firstOnLine(found)) return { start: end, end };
    return { start: found.startOffset, end: endOf(found) };
  }

  /** One problem for each token; none behind a string that swallowed the rest of its line. */
  private complain(report: (found: IToken) => void): void {
    const found = this.LA(1);
    if (this.RECORDING_PHASE || found === this.complained) return;
    this.complained = found;
    if (this.LA(0).tokenType === UnclosedString && !this.firstOnLine(found)) return;
    if (this.LA(0).tokenType === UnclosedString && this.problems.at(-1)?.code === "unclosed-string") return;
    if (found.tokenType === BadText) this.problems.push(badTextProblem(found));
    else report(found);
  }

  // ---- groups

  /** Skips to a token that closes or opens a group on this line; what is skipped is noted as one mistake. */
  protected reach(type: TokenType, what: string): boolean {
    if (this.next(type)) return true;
    this.missing(what);
    for (let ahead = 1; ; ahead++) {
      const token = this.LA(ahead);
      if (tokenMatcher(token, type) && !this.firstOnLine(token)) {
        for (let i = 1; i < ahead; i++) this.SKIP_TOKEN();
        return true;
      }
      if (this.firstOnLine(token) || token.tokenType === RCurly || token.tokenType === LCurly) return false;
      if (isKeyword(token) && STEPS.has(token.image) && this.LA(ahead - 1).image !== ".") return false;
    }
  }

  /** A closing bracket. */
  protected close(idx: number, type: TokenType, what: string): void {
    if (this.RECORDING_PHASE || this.reach(type, what)) this.consume(idx, type);
  }

  /** Runs what reads the inside of a group, unless too many groups stand around it: then skips the group. */
  protected within<T>(open: TokenType, read: () => T): T | undefined {
    if (this.RECORDING_PHASE) return read();
    if (this.nesting >= DEPTH_LIMIT && this.next(open)) {
      const start = this.here();
      this.skipGroup();
      this.report("too-deep", this.span(start), { limit: String(DEPTH_LIMIT) });
      return undefined;
    }
    this.nesting++;
    try {
      return read();
    } finally {
      this.nesting--;
    }
  }

  /**
   * `{`, items, `}`. `item` is read as long as the next token may begin one, and `gate` holds; what may not is
   * skipped and noted.
   * `undefined`: there are no braces. Else whether they are closed.
   */
  protected braces(idx: number, place: Place, item: () => void, gate?: () => boolean): boolean | undefined {
    const statement = (): void => {
      this.statements.add(this.here());
      item();
    };
    const items = gate === undefined ? statement : { GATE: gate, DEF: statement };
    if (this.RECORDING_PHASE) {
      this.consume(idx, LCurly);
      this.many(idx, items);
      this.consume(idx, RCurly);
      return true;
    }
    return this.within(LCurly, () => {
      const opening = this.openBrace(idx);
      if (opening === undefined) return undefined;
      do this.many(idx, items);
      while (this.skipToStatement(place));
      return this.closeBrace(idx, opening);
    });
  }

  private openBrace(idx: number): Opening | undefined {
    const line = this.indentAt(this.previousEnd());
    if (this.reach(LCurly, "“{”")) {
      const { startOffset } = this.consume(idx, LCurly);
      return { span: { start: startOffset, end: startOffset + 1 }, indent: this.indentAt(startOffset) };
    }
    // The brace alone was forgotten if what follows is indented as if it stood there.
    const next = this.LA(1);
    if (next.tokenType === EOF || !this.firstOnLine(next) || this.indentAt(next.startOffset) <= line)
      return undefined;
    const end = this.previousEnd();
    return { span: { start: end, end }, indent: line };
  }

  private closeBrace(idx: number, opening: Opening): boolean {
    if (this.next(RCurly)) {
      const { startOffset } = this.LA(1);
      if (this.firstOnLine(this.LA(1)) && this.indentAt(startOffset) !== opening.indent)
        this.misaligned ??= opening;
      this.blocks.set(opening.span.start, startOffset);
      this.consume(idx, RCurly);
      return true;
    }
    // By their margins the braces tell which of them lacks its partner.
    const culprit = this.misaligned ?? opening;
    this.complain(() => this.report("unclosed-block", culprit.span, {}));
    return false;
  }

  /** Skips what begins no statement of the place; `false` where the place ends. */
  private skipToStatement(place: Place): boolean {
    if (this.next(RCurly) || this.atDeclaration()) return false;
    this.complain((found) => this.unexpected(found, place));
    do this.skipGroup();
    while (!this.next(RCurly) && !this.atDeclaration() && !this.atStatement(place));
    return true;
  }

  private atStatement(place: Place): boolean {
    const next = this.LA(1);
    if (isLabel(next) && this.next(Colon, 2) && this.firstOnLine(next)) return true;
    return beginsStatement(place, this.LA(0), next);
  }

  /** At the end of the file or at a word that begins a declaration. */
  protected atDeclaration(): boolean {
    const next = this.LA(1);
    if (next.tokenType === EOF) return true;
    if (!this.firstOnLine(next) && this.LA(0).tokenType !== RCurly) return false;
    return beginsDeclaration(next, this.LA(2), this.LA(3));
  }

  /** Between declarations: skips what begins none. `false` at the end of the file. */
  protected skipToDeclaration(place: Place): boolean {
    this.misaligned = undefined;
    const next = this.LA(1);
    if (this.RECORDING_PHASE || next.tokenType === EOF) return false;
    this.complain((found) => {
      if (found.tokenType === RCurly) this.report("extra-brace", this.tokenSpan(found), {});
      else this.unexpected(found, place);
    });
    do this.SKIP_TOKEN();
    while (!this.atDeclaration());
    return true;
  }

  protected tokenSpan(token: IToken): Span {
    return { start: token.startOffset, end: endOf(token) };
  }

  private unexpected(found: IToken, place: Place): void {
    const span = this.tokenSpan(found);
    if (!isLabel(found)) {
      this.report("unexpected-text", span, { found: found.image, place: place.what });
      return;
    }
    const nearest = nearestWord(found.image, place.words);
    const fix = nearest === "" ? undefined : { title: `Write ${nearest}`, edits: [{ span, text: nearest }] };
    this.report("unknown-statement", span, { found: found.image, place: place.what, nearest }, fix);
  }

  /** Skips one token, or a group in braces with all that is in it. */
  protected skipGroup(): void {
    let depth = 0;
    do {
      if (this.next(LCurly)) depth++;
      else if (this.next(RCurly)) depth--;
      if (this.LA(1).tokenType === EOF) return;
      this.SKIP_TOKEN();
    } while (depth > 0 && !this.atDeclaration());
  }
}
