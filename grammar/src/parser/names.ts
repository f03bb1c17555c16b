import type { IToken } from "chevrotain";
import { decodeText } from "../lexer/literal.ts";
import {
  AnyText,
  Colon,
  Comma,
  CutString,
  Dot,
  NameWord,
  StringText,
  UnclosedString,
  UnclosedTextBlock,
  Word,
} from "../lexer/tokens.ts";
import { RESERVED } from "../lexer/words.ts";
import type { GroupRef, Name, Span, TextLiteral } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { GroupParser } from "./groups.ts";
import { hasForeignQuotes, nameOf, spanOf, textOf } from "./nodes.ts";
import { isKeyword, isLabel } from "./places.ts";

/** Names and texts. */
export abstract class NameParser extends GroupParser {
  /** The name of a declared thing. */
  protected name(idx: number, what: string): Name | undefined {
    if (this.atNextLabel()) {
      this.missing(what);
      return undefined;
    }
    const token = this.need(idx, NameWord, what);
    return token && nameOf(token);
  }

  /** A field: any word, but a keyword on a later line begins the next statement. */
  protected word(idx: number, what: string): Name | undefined {
    const next = this.LA(1);
    if (!this.RECORDING_PHASE && (this.atNextLabel() || (isKeyword(next) && this.firstOnLine(next)))) {
      this.missing(what);
      return undefined;
    }
    return this.key(idx, what);
  }

  /** Any word, wherever it stands: a key, an argument, a tier. */
  protected key(idx: number, what: string): Name | undefined {
    const token = this.need(idx, Word, what);
    return token && nameOf(token);
  }

  /** The name of something remembered: no reserved word. */
  protected freeName(idx: number, what: string): Name | undefined {
    return this.unreserved(this.word(idx, what));
  }

  protected unreserved(name: Name | undefined): Name | undefined {
    if (this.RECORDING_PHASE || name === undefined || !RESERVED.has(name.text)) return name;
    const instead = `${name.text}_`;
    const fix = { title: `Rename to ${instead}`, edits: [{ span: name.span, text: instead }] };
    this.report("reserved-name", name.span, { found: name.text, instead }, fix);
    return name;
  }

  /** `reply:` on a new line: it labels the next step, and belongs to nothing before it. */
  private atNextLabel(): boolean {
    const next = this.LA(1);
    return isLabel(next) && this.next(Colon, 2) && this.firstOnLine(next);
  }

  // ---- texts

  protected textLiteral(idx: number, what: string): TextLiteral | undefined {
    const token = this.need(idx, AnyText, what);
    return token && this.textFrom(token);
  }

  protected string(idx: number, what: string): TextLiteral | undefined {
    const token = this.need(idx, StringText, what);
    return token && this.textFrom(token);
  }

  /** A string if one stands here. */
  protected optionalString(idx: number): TextLiteral | undefined {
    const token = this.accept(idx, StringText);
    return token && this.textFrom(token);
  }

  protected textFrom(token: IToken): TextLiteral {
    const span = spanOf(token);
    if (token.tokenType === UnclosedString) this.reportUnclosed(span, token.image);
    if (token.tokenType === UnclosedTextBlock) this.report("unclosed-text-block", span, {});
    if (hasForeignQuotes(token)) {
      const instead = `"${token.image.slice(1, -1).replaceAll('"', '\\"')}"`;
      const fix = { title: `Write ${instead}`, edits: [{ span, text: instead }] };
      this.report("wrong-quotes", span, { found: token.image, instead }, fix);
    }
    if (token.tokenType === CutString) this.reportCut(token);
    const text = textOf(token);
    if (token.image.includes("\\")) this.checkEscapes(text);
    return text;
  }

  /** The inner quotes, each where it stands, become single ones, which mean the same to Handlebars. */
  private reportCut(token: IToken): void {
    const expressions = [...token.image.matchAll(/\{\{[^{}]*"[^{}]*\}\}/g)];
    const [first = { 0: "", index: 0 }] = expressions;
    const instead = (found: string): string => found.replaceAll('"', "'");
    const place = (index: number, length: number): Span => {
      const start = token.startOffset + index;
      return { start, end: start + length };
    };
    const edits = expressions.map(({ 0: found, index }) => ({
      span: place(index, found.length),
      text: instead(found),
    }));
    const fix = { title: `Write ${instead(first[0])}`, edits };
    const data = { found: first[0], instead: instead(first[0]) };
    this.report("quotes-in-template", place(first.index, first[0].length), data, fix);
  }

  private reportUnclosed(span: Span, found: string): void {
    const end = { start: span.end, end: span.end };
    const fix = { title: "Close the string", edits: [{ span: end, text: '"' }] };
    this.report("unclosed-string", span, { found }, fix);
  }

  private checkEscapes(text: TextLiteral): void {
    for (const { start, end } of decodeText(text.raw, text.block, text.unclosed).badEscapes) {
      const span = { start: text.span.start + start, end: text.span.start + end };
      this.report("bad-escape", span, { found: text.raw.slice(start, end) });
    }
  }

  /** `"a", "b"`: a comma goes on with the list only before another string. */
  protected readonly strings: Rule<TextLiteral[], [what?: string]> = this.rule(
    "strings",
    (what = "a text") => {
      const found: TextLiteral[] = [];
      const first = this.string(0, what);
      if (first !== undefined) found.push(first);
      this.MANY({
        GATE: () => this.next(StringText, 2),
        DEF: () => {
          this.CONSUME(Comma);
          const text = this.string(1, what);
          if (text !== undefined) found.push(text);
        },
      });
      return found;
    },
  );

  /** `"Interests"."Baking"` */
  protected readonly groupRef: Rule<GroupRef> = this.rule("groupRef", () => {
    const start = this.here();
    const category = this.string(0, 'the category of a group, such as “"Interests"”');
    const dot = this.need(0, Dot, "“.” and a group of the category");
    const group = dot && this.string(1, "a group of the category");
    return { kind: "GroupRef", span: this.span(start), category, group };
  });
}
