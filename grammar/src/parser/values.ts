import type { IToken } from "chevrotain";
import { decodeText } from "../lexer/literal.ts";
import {
  AnyText,
  Capitals,
  Colon,
  Comma,
  DateToken,
  Dot,
  Free,
  kw,
  LCurly,
  LParen,
  LSquare,
  Minus,
  NameWord,
  NumberToken,
  PercentToken,
  RCurly,
  RParen,
  RSquare,
  StringText,
  TimeToken,
  UnclosedString,
  UnclosedTextBlock,
  UnitWord,
  Word,
} from "../lexer/tokens.ts";
import { RESERVED } from "../lexer/words.ts";
import type {
  DateLiteral,
  DurationPart,
  Expression,
  GroupRef,
  Literal,
  MissingExpression,
  Name,
  NumberLiteral,
  ObjectExpression,
  Pair,
  PercentLiteral,
  Reference,
  TextLiteral,
} from "../tree/index.ts";
import { ParserBase, type Rule } from "./base.ts";
import { digitsOf, durationPart, hasForeignQuotes, nameOf, spanOf, textOf } from "./nodes.ts";
import { isKeyword, isLabel } from "./places.ts";

/** Names, texts, literals, references, lists and objects. */
export abstract class ValueParser extends ParserBase {
  protected abstract readonly expression: Rule<Expression>;
  protected abstract readonly sum: Rule<Expression>;

  // ---- names

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

  /** The name of a parameter or of a remembered value: no reserved word. */
  protected freeName(idx: number, what: string): Name | undefined {
    const next = this.LA(1);
    if (this.RECORDING_PHASE || !RESERVED.has(next.image) || !isKeyword(next) || this.firstOnLine(next)) {
      const token = this.need(idx, Free, what);
      return token && nameOf(token);
    }
    const instead = `${next.image}_`;
    const span = spanOf(next);
    this.report(
      "reserved-name",
      span,
      { found: next.image, instead },
      {
        title: `Rename to ${instead}`,
        edits: [{ span, text: instead }],
      },
    );
    this.SKIP_TOKEN();
    return nameOf(next);
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

  private textFrom(token: IToken): TextLiteral {
    const span = spanOf(token);
    if (token.tokenType === UnclosedString) this.report("unclosed-string", span, { found: token.image });
    if (token.tokenType === UnclosedTextBlock) this.report("unclosed-text-block", span, {});
    if (hasForeignQuotes(token)) {
      const instead = `"${token.image.slice(1, -1).replaceAll('"', '\\"')}"`;
      const fix = { title: `Write ${instead}`, edits: [{ span, text: instead }] };
      this.report("wrong-quotes", span, { found: token.image, instead }, fix);
    }
    const text = textOf(token);
    if (token.image.includes("\\")) this.checkEscapes(text);
    return text;
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

  // ---- literals

  protected number(idx: number, what: string): NumberLiteral | undefined {
    const token = this.need(idx, NumberToken, what);
    return token && { kind: "Number", span: spanOf(token), text: digitsOf(token) };
  }

  protected percent(idx: number, what: string): PercentLiteral | undefined {
    const token = this.need(idx, PercentToken, what);
    return token && percentOf(token);
  }

  protected date(idx: number, what: string): DateLiteral | undefined {
    const token = this.need(idx, DateToken, what);
    return token && { kind: "Date", span: spanOf(token), text: token.image };
  }

  /** A number, or what a unit or currency behind it makes of it. */
  protected readonly amount: Rule<Literal> = this.rule("amount", () => {
    const start = this.here();
    const negative = this.accept(0, Minus) !== undefined;
    const number = this.need(0, NumberToken, "a number");
    const text = number === undefined ? "" : `${negative ? "-" : ""}${digitsOf(number)}`;
    const currency = this.accept(1, Capitals);
    if (currency !== undefined && !this.RECORDING_PHASE) {
      return { kind: "Money", span: this.span(start), amount: text, currency: currency.image };
    }
    const parts: DurationPart[] = [];
    const ago = this.OPTION2(() => {
      const unit = this.CONSUME(UnitWord);
      if (number !== undefined) parts.push(durationPart(number, unit, negative));
      this.MANY({
        GATE: () => this.next(UnitWord, 2),
        DEF: () => parts.push(durationPart(this.CONSUME2(NumberToken), this.CONSUME2(UnitWord), negative)),
      });
      return this.accept(3, kw("ago")) !== undefined;
    });
    if (ago === undefined) return { kind: "Number", span: this.span(start), text };
    return { kind: ago ? "Ago" : "Duration", span: this.span(start), parts };
  });

  protected readonly literal: Rule<Literal> = this.rule("literal", () =>
    this.pick<Literal>(0, [
      { ALT: () => this.textFromToken(this.CONSUME(AnyText)) },
      { ALT: () => this.SUBRULE(this.amount) },
      { ALT: () => percentOf(this.CONSUME(PercentToken)) },
      { ALT: () => timeOf(this.CONSUME(TimeToken)) },
      { ALT: () => dateOf(this.CONSUME(DateToken)) },
      { ALT: () => booleanOf(this.CONSUME(kw("true")), true) },
      { ALT: () => booleanOf(this.CONSUME(kw("false")), false) },
    ]),
  );

  private textFromToken(token: IToken): TextLiteral {
    return this.RECORDING_PHASE ? textOf(token) : this.textFrom(token);
  }

  private atLiteral(): boolean {
    return (
      [AnyText, NumberToken, Minus, PercentToken, TimeToken, DateToken].some((type) => this.next(type)) ||
      this.nextWord("true") ||
      this.nextWord("false")
    );
  }

  /** A literal; the number 0 of no length where there is none. */
  protected neededLiteral(idx: number): Literal {
    if (this.RECORDING_PHASE || this.atLiteral()) return this.subrule(idx, this.literal);
    this.missing("a value");
    return { kind: "Number", span: this.span(this.here()), text: "" };
  }

  // ---- references, lists, objects

  /** What stands in the tree for an operand that is missing, and noted. */
  protected nothing(): MissingExpression {
    const end = this.previousEnd();
    return { kind: "Missing", span: { start: end, end } };
  }

  /** `contact.plan`. A keyword on the line after the dot is not its member (grammar.md §4.4). */
  protected readonly reference: Rule<Reference> = this.rule("reference", () => {
    const start = this.here();
    const first = this.pick<IToken>(0, [
      { ALT: () => this.CONSUME(kw("contact")) },
      { ALT: () => this.CONSUME(Free) },
    ]);
    const path = [nameOf(first)];
    let unfinished = false;
    this.MANY(() => {
      this.CONSUME(Dot);
      const member = this.word(0, "a member after the dot");
      unfinished = member === undefined;
      if (member !== undefined) path.push(member);
    });
    return { kind: "Reference", span: this.span(start), path, unfinished };
  });

  protected readonly list: Rule<Expression> = this.rule("list", () => {
    const start = this.here();
    const elements: Expression[] = [];
    this.within(LSquare, () => {
      this.CONSUME(LSquare);
      this.MANY_SEP({
        SEP: Comma,
        DEF: () => elements.push(this.SUBRULE(this.element)),
      });
      this.close(0, RSquare, "“]”");
    });
    return { kind: "List", span: this.span(start), elements };
  });

  protected readonly element: Rule<Expression> = this.rule(
    "element",
    () =>
      this.choice<Expression>(0, "a value", [
        { ALT: () => this.SUBRULE(this.object) },
        { ALT: () => this.SUBRULE(this.sum) },
      ]) ?? this.nothing(),
  );

  /** `{ price: 60 EUR, items: [{ sku: "mug-01" }] }` */
  protected readonly object: Rule<ObjectExpression> = this.rule("object", () => {
    const start = this.here();
    const pairs: Pair[] = [];
    this.within(LCurly, () => {
      this.CONSUME(LCurly);
      this.MANY(() => {
        pairs.push(this.SUBRULE(this.pair));
        if (this.accept(0, Comma) === undefined && !this.next(RCurly)) this.skipToPair();
      });
      this.close(0, RCurly, "“}”");
    });
    return { kind: "Object", span: this.span(start), pairs };
  });

  /** An object, where nothing else may stand. */
  protected neededObject(idx: number, what: string): ObjectExpression | undefined {
    if (this.RECORDING_PHASE || this.next(LCurly)) return this.subrule(idx, this.object);
    this.missing(what);
    return undefined;
  }

  /** A comma is missing, or there is more than a value before it: goes on with the next pair. */
  private skipToPair(): void {
    if (this.RECORDING_PHASE) return;
    this.missing("“,” or “}”");
    while (!this.firstOnLine(this.LA(1)) && !this.next(RCurly) && !(this.next(Word) && this.next(Colon, 2))) {
      if (this.next(Comma)) {
        this.SKIP_TOKEN();
        return;
      }
      this.skipGroup();
    }
  }

  protected readonly pair: Rule<Pair> = this.rule("pair", () => {
    const start = this.here();
    const key = nameOf(this.CONSUME(Word));
    this.need(0, Colon, "“:” and a value");
    const value =
      this.choice<Expression>(0, "a value", [
        { ALT: () => this.SUBRULE(this.object) },
        { ALT: () => this.SUBRULE(this.expression) },
      ]) ?? this.nothing();
    return { kind: "Pair", span: this.span(start), key, value };
  });

  protected readonly parenthesized: Rule<Expression> = this.rule("parenthesized", () => {
    const start = this.here();
    const inner = this.within(LParen, () => {
      this.CONSUME(LParen);
      const found = this.SUBRULE(this.expression);
      this.close(0, RParen, "“)”");
      return found;
    });
    if (inner === undefined) return { kind: "Missing", span: this.span(start) };
    return { kind: "Parenthesized", span: this.span(start), inner };
  });
}

function percentOf(token: IToken): PercentLiteral {
  return { kind: "Percent", span: spanOf(token), text: digitsOf(token).slice(0, -1) };
}
function timeOf(token: IToken): Literal {
  return { kind: "Time", span: spanOf(token), text: token.image };
}
function dateOf(token: IToken): Literal {
  return { kind: "Date", span: spanOf(token), text: token.image };
}
function booleanOf(token: IToken, value: boolean): Literal {
  return { kind: "Boolean", span: spanOf(token), value };
}
