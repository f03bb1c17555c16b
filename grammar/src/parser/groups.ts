import { EOF, type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { Lexed } from "../lexer/lex.ts";
import { Colon, LCurly, LParen, RCurly, RParen } from "../lexer/tokens.ts";
import { STEP_WORDS } from "../lexer/words.ts";
import type { Span } from "../tree/index.ts";
import { beginsDeclaration, beginsStatement, isKeyword, isLabel, type Place } from "./places.ts";
import { SkippingParser } from "./skipping.ts";
import { nearestKeyword, nearestWord } from "./unexpected.ts";

/** How many groups may stand within each other. */
export const DEPTH_LIMIT = 64;

/** Where a brace stands, to tell later which one lacks its partner. */
interface Opening {
  readonly span: Span;
  readonly indent: number;
}

/** What the formatter has to know of a text besides its tree. */
export interface Layout {
  /** The offsets at which the statements of all blocks begin. */
  readonly statements: readonly number[];
  /** The offset of the opening brace of each block, and of its closing one. An object's braces are no block. */
  readonly blocks: ReadonlyMap<number, number>;
}

/** Declared things that steps and lines of tests name with the same words: `send email Welcome`. */
const SENT: ReadonlySet<string> = new Set(["email", "sms", "survey", "message", "webhook", "coupon"]);

/** Words at which a search for a lost bracket ends, as they begin a step. */
const STEPS: ReadonlySet<string> = new Set(
  STEP_WORDS.filter((word) => !["tag", "exit", "start"].includes(word)),
);

/** Groups in brackets and braces. What is too much in them is skipped up to the next statement. */
export abstract class GroupParser extends SkippingParser {
  private nesting = 0;
  /** Where the latest statement began. */
  private statement = 0;
  /** What the blocks around are made of, outermost first. */
  private places: Place[] = [];
  private statements: number[] = [];
  private blocks = new Map<number, number>();
  /** The first brace of this declaration whose partner stands at another margin. */
  private misaligned: Opening | undefined;
  /** The last closing brace, if it does not stand as the partner of its opening one would. */
  private oddClose: number | undefined;
  /** How many mistakes were met before this declaration. */
  private mistakesBefore = 0;

  protected override begin(text: string, lexed: Lexed): void {
    super.begin(text, lexed);
    this.nesting = 0;
    this.statement = 0;
    this.places = [];
    this.statements = [];
    this.blocks = new Map();
    this.misaligned = undefined;
    this.oddClose = undefined;
  }

  protected override calm(): void {
    super.calm();
    this.misaligned = undefined;
    this.mistakesBefore = this.mistakes;
  }

  protected get layout(): Layout {
    return { statements: this.statements, blocks: this.blocks };
  }

  /** Skips to a token that closes or opens a group on this line; what is skipped is noted as one mistake. */
  protected reach(type: TokenType, what: string): boolean {
    if (this.next(type)) return true;
    this.missing(what);
    for (let ahead = 1; ; ahead++) {
      const token = this.LA(ahead);
      if (tokenMatcher(token, type) && !this.firstOnLine(token)) {
        for (let i = 1; i < ahead; i++) this.skip();
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
      this.skipNested(open);
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
   * `{`, items, `}`. `item` is read as long as the next token may begin one and `gate` holds; what may not is
   * skipped and noted. `undefined`: there are no braces. Else whether they are closed.
   */
  protected braces(idx: number, place: Place, item: () => void, gate?: () => boolean): boolean | undefined {
    const statement = (): void => {
      this.statement = this.here();
      this.statements.push(this.statement);
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
      const opening = this.openBrace(idx, place);
      if (opening === undefined) return undefined;
      this.places.push(place);
      do this.many(idx, items);
      while (this.skipToStatement(place, opening));
      this.places.pop();
      return this.closeBrace(idx, opening);
    });
  }

  private openBrace(idx: number, place: Place): Opening | undefined {
    const line = this.indentAt(this.previousEnd());
    if (this.reach(LCurly, "“{”")) {
      const { startOffset } = this.consume(idx, LCurly);
      return { span: { start: startOffset, end: startOffset + 1 }, indent: this.indentAt(startOffset) };
    }
    if (!this.forgotBrace(place, line)) return undefined;
    const end = this.previousEnd();
    return { span: { start: end, end }, indent: line };
  }

  /** Only the brace is missing if what follows is indented, or begins a line, as if it stood there. */
  private forgotBrace(place: Place, margin: number): boolean {
    const next = this.LA(1);
    if (next.tokenType === EOF) return false;
    if (this.firstOnLine(next)) return this.indentAt(next.startOffset) > margin;
    const outer = this.places.at(-1);
    if (outer === undefined || beginsStatement(outer, this.LA(0), next)) return false;
    return beginsStatement(place, this.LA(0), next);
  }

  private closeBrace(idx: number, opening: Opening): boolean {
    if (this.next(RCurly)) {
      const { startOffset } = this.LA(1);
      const first = this.firstOnLine(this.LA(1));
      const fits = first
        ? this.indentAt(startOffset) === opening.indent
        : !this.source.slice(opening.span.end, startOffset).includes("\n");
      if (first && !fits) this.misaligned ??= opening;
      this.oddClose = fits ? undefined : startOffset;
      this.blocks.set(opening.span.start, startOffset);
      this.consume(idx, RCurly);
      return true;
    }
    // By their margins the braces tell which of them lacks its partner.
    const culprit = this.misaligned ?? opening;
    this.complain(() => this.report("unclosed-block", culprit.span, {}), true);
    return false;
  }

  /** Skips what begins no statement of the place; `false` where the place ends. */
  private skipToStatement(place: Place, opening: Opening): boolean {
    if (this.next(RCurly) || this.atDeclaration() || this.leftBlock(opening) || this.atEndOf(place))
      return false;
    // What stands behind a part that failed belongs to it.
    if (!this.hasFailedSince(this.statement)) this.complain((found) => this.unexpected(found, place));
    this.skipped();
    do this.skipUnexpected();
    while (!this.next(RCurly) && !this.atDeclaration() && !this.atStatement(place));
    return true;
  }

  /** At what can only stand behind the block: its closing brace is missing. */
  private atEndOf({ before }: Place): boolean {
    if (before === undefined) return false;
    return before.words.has(this.LA(1).image) || before.tokens?.some((type) => this.next(type)) === true;
  }

  /** At a line of the block around, by its word and by its margin: this one lacks its closing brace. */
  private leftBlock({ indent }: Opening): boolean {
    const outer = this.places.at(-2);
    const next = this.LA(1);
    if (outer === undefined || !this.firstOnLine(next) || this.indentAt(next.startOffset) > indent)
      return false;
    return this.atStatement(outer);
  }

  /** Called when text in a block is skipped. */
  protected abstract skipped(): void;

  private atStatement(place: Place): boolean {
    const next = this.LA(1);
    if (isLabel(next) && this.next(Colon, 2) && this.firstOnLine(next)) return true;
    return beginsStatement(place, this.LA(0), next);
  }

  /** At the end of the file or at a word that begins a declaration. */
  protected override atDeclaration(): boolean {
    const next = this.LA(1);
    if (next.tokenType === EOF) return true;
    if (!this.firstOnLine(next) && this.LA(0).tokenType !== RCurly) return false;
    if (!beginsDeclaration(next, this.LA(2), this.LA(3))) return false;
    return this.places.length === 0 || !SENT.has(next.image) || this.isDeclared();
  }

  /** `email Welcome` in a block is a step without its `send`, unless its audience or its lines follow. */
  private isDeclared(): boolean {
    if (this.indentAt(this.here()) === 0) return true;
    let ahead = 3;
    if (this.next(LParen, ahead)) while (!this.next(RParen, ahead) && !this.next(EOF, ahead)) ahead++;
    else ahead--;
    return this.nextWord("for", ahead + 1) || this.next(LCurly, ahead + 1);
  }

  /** Between declarations: skips what begins none. `false` at the end of the file. */
  protected skipToDeclaration(place: Place): boolean {
    this.misaligned = undefined;
    const next = this.LA(1);
    if (this.RECORDING_PHASE || next.tokenType === EOF) return false;
    // Where a declaration has a mistake, its braces need not add up.
    const mended = this.mistakes > this.mistakesBefore;
    this.complain((found) => {
      const before = this.LA(0);
      const closedEarly = before.startOffset === this.oddClose;
      if (mended && (closedEarly || found.tokenType === RCurly)) return;
      // A brace too many has closed the declaration, and left its last lines behind.
      if (closedEarly) this.report("extra-brace", this.tokenSpan(before), {});
      else if (found.tokenType === RCurly) this.report("extra-brace", this.tokenSpan(found), {});
      else this.unexpected(found, place);
    });
    do this.skip();
    while (!this.atDeclaration());
    return true;
  }

  private unexpected(found: IToken, place: Place): void {
    const span = this.tokenSpan(found);
    if (place.labelled && isKeyword(found) && this.next(Colon, 2)) {
      const instead = `${found.image}_`;
      const fix = { title: `Rename to ${instead}`, edits: [{ span, text: instead }] };
      this.report("keyword-as-name", span, { found: found.image, instead }, fix);
      return;
    }
    if (!isLabel(found)) {
      this.report("unexpected-text", span, { found: found.image, place: place.what });
      return;
    }
    const nearest = nearestWord(found.image, place.words) || nearestKeyword(found.image);
    const fix = nearest === "" ? undefined : { title: `Write ${nearest}`, edits: [{ span, text: nearest }] };
    const begins = (place.shown ?? [...place.words]).join(", ");
    this.report("unknown-statement", span, { found: found.image, place: place.what, nearest, begins }, fix);
  }

  /** A brace behind a brace, where one of them lacks its partner, is skipped alone. */
  private skipUnexpected(): void {
    if (this.next(LCurly) && this.LA(0).tokenType === LCurly && !this.balanced()) this.skip();
    else this.skipGroup();
  }

  /** Whether the braces from here to the next declaration have partners, but for those of the blocks around. */
  private balanced(): boolean {
    let depth = 0;
    for (let ahead = 1; ; ahead++) {
      const token = this.LA(ahead);
      const declares =
        this.firstOnLine(token) && beginsDeclaration(token, this.LA(ahead + 1), this.LA(ahead + 2));
      if (token.tokenType === EOF || (ahead > 1 && declares)) return depth <= -this.places.length;
      if (token.tokenType === LCurly) depth++;
      else if (token.tokenType === RCurly) depth--;
    }
  }
}
