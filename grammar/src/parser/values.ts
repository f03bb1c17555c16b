import type { IOrAlt, IToken, TokenType } from "chevrotain";
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
  NumberToken,
  PercentToken,
  RCurly,
  RParen,
  RSquare,
  TimeToken,
  UnitWord,
  Word,
} from "../lexer/tokens.ts";
import type {
  DateLiteral,
  DurationPart,
  Expression,
  Literal,
  MissingExpression,
  NumberLiteral,
  ObjectExpression,
  Pair,
  PercentLiteral,
  Reference,
  TextLiteral,
} from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { NameParser } from "./names.ts";
import { digitsOf, durationPart, nameOf, spanOf, textOf } from "./nodes.ts";
import { isKeyword } from "./places.ts";

/** What may close an object whose own brace is missing, or stand behind it. */
const ENDS_OF_OBJECT: ReadonlySet<TokenType> = new Set([LCurly, RCurly, RSquare, RParen]);

/** Literals, references, lists and objects. */
export abstract class ValueParser extends NameParser {
  protected abstract readonly expression: Rule<Expression>;
  protected abstract readonly sum: Rule<Expression>;

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

  protected readonly literal: Rule<Literal> = this.oneOf<Literal>("literal", [
    { ALT: () => this.textFromToken(this.CONSUME(AnyText)) },
    { ALT: () => this.SUBRULE(this.amount) },
    { ALT: () => percentOf(this.CONSUME(PercentToken)) },
    { ALT: () => timeOf(this.CONSUME(TimeToken)) },
    { ALT: () => dateOf(this.CONSUME(DateToken)) },
    { ALT: () => booleanOf(this.CONSUME(kw("true")), true) },
    { ALT: () => booleanOf(this.CONSUME(kw("false")), false) },
  ]);

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
  private readonly rootForms: IOrAlt<IToken>[] = [
    { ALT: () => this.CONSUME(kw("contact")) },
    { ALT: () => this.CONSUME(Free) },
  ];

  protected readonly reference: Rule<Reference> = this.rule("reference", () => {
    const start = this.here();
    const first = this.pick(0, this.rootForms);
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
      let open = true;
      this.MANY({
        GATE: () => open,
        DEF: () => {
          pairs.push(this.SUBRULE(this.pair));
          const more = this.accept(0, Comma) !== undefined || this.next(RCurly);
          open = more || this.skipToPair();
        },
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

  /** Behind a pair stands neither a comma nor the end: goes on with the next pair, if one is near. */
  private skipToPair(): boolean {
    if (this.RECORDING_PHASE) return false;
    this.missing("“,” or “}”");
    while (!this.atPair()) {
      const next = this.LA(1);
      const ends = ENDS_OF_OBJECT.has(next.tokenType) || isKeyword(next);
      if (ends || this.firstOnLine(next)) return false;
      this.skip();
      if (next.tokenType === Comma) return true;
    }
    return true;
  }

  private atPair(): boolean {
    return this.next(Word) && this.next(Colon, 2);
  }

  protected readonly pair: Rule<Pair> = this.rule("pair", () => {
    const start = this.here();
    const key = nameOf(this.CONSUME(Word));
    if (this.need(0, Colon, "“:” and a value") === undefined && this.atPair()) {
      return { kind: "Pair", span: this.span(start), key, value: this.nothing() };
    }
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
