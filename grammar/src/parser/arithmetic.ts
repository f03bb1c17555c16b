import type { IOrAlt, IToken, TokenType } from "chevrotain";
import {
  Colon,
  Free,
  kw,
  LParen,
  Minus,
  NameWord,
  NumberToken,
  Plus,
  Slash,
  Star,
  StringText,
} from "../lexer/tokens.ts";
import type { BinaryOperator, Expression, MeasureExpression, Span } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { spanOf, startOf } from "./nodes.ts";
import { beginsDeclaration, isLabel } from "./places.ts";
import { ValueParser } from "./values.ts";

/** How many parts an expression may chain: its tree is as deep. */
export const CHAIN_LIMIT = 500;

/** Values and what is reckoned with them. */
export abstract class ArithmeticParser extends ValueParser {
  protected abstract readonly measured: Rule<MeasureExpression>;

  /** `2026-12-24 at 18:00` */
  protected readonly moment: Rule<Expression> = this.rule("moment", () => {
    const date = this.SUBRULE(this.sum);
    if (!this.goesOn(kw("at"))) return date;
    const time = this.OPTION({
      // `at:` is the next argument, before which a comma is missing; `at least 2` the next line of a loyalty query.
      GATE: () => !this.next(Colon, 2) && !(this.nextWord("least", 2) && this.next(NumberToken, 3)),
      DEF: () => {
        this.CONSUME(kw("at"));
        return this.SUBRULE2(this.sum);
      },
    });
    return time === undefined ? date : { kind: "At", span: this.span(startOf(date)), date, time };
  });

  protected readonly sum: Rule<Expression> = this.rule("sum", () => {
    const first = this.SUBRULE(this.term);
    if (!this.goesOn(Plus, Minus)) return first;
    const parts = this.chain(first);
    this.MANY({
      GATE: () => parts.room(),
      DEF: () => {
        const sign = this.pick<IToken>(0, [
          { ALT: () => this.CONSUME(Plus) },
          { ALT: () => this.CONSUME(Minus) },
        ]);
        parts.add(sign.image as BinaryOperator, spanOf(sign), this.SUBRULE2(this.term));
      },
    });
    return parts.whole();
  });

  protected readonly term: Rule<Expression> = this.rule("term", () => {
    const first = this.SUBRULE(this.primary);
    if (!this.goesOn(Star, Slash)) return first;
    const parts = this.chain(first);
    this.MANY({
      GATE: () => parts.room(),
      DEF: () => {
        const sign = this.pick<IToken>(0, [
          { ALT: () => this.CONSUME(Star) },
          { ALT: () => this.CONSUME(Slash) },
        ]);
        parts.add(sign.image as BinaryOperator, spanOf(sign), this.SUBRULE2(this.primary));
      },
    });
    return parts.whole();
  });

  /** A measure stands before a reference: `total spent …`, but `total.x`. */
  private readonly primaryForms: IOrAlt<Expression>[] = [
    { ALT: () => this.SUBRULE(this.measured) },
    { ALT: () => this.SUBRULE(this.value) },
    { ALT: () => this.SUBRULE(this.list) },
  ];

  protected readonly primary: Rule<Expression> = this.rule("primary", () => {
    if (this.atForeignStatement()) {
      this.missing("a value");
      return this.nothing();
    }
    return this.choice(0, "a value", this.primaryForms) ?? this.nothing();
  });

  /** A literal, a reference, or an expression in parentheses. */
  private readonly valueForms: IOrAlt<Expression>[] = [
    { ALT: () => this.SUBRULE(this.literal) },
    { ALT: () => this.SUBRULE(this.reference) },
    { GATE: () => this.next(LParen), ALT: () => this.SUBRULE(this.parenthesized) },
  ];

  protected readonly value: Rule<Expression> = this.rule(
    "value",
    () => this.choice(0, "a value", this.valueForms) ?? this.nothing(),
  );

  /**
   * `goal "Back"` or `segment Lapsed for` on a new line: no reference has a text or a name behind it, so the
   * value before it is missing.
   */
  private atForeignStatement(): boolean {
    if (this.RECORDING_PHASE || !this.next(Free) || isLabel(this.LA(1))) return false;
    const declares = this.next(NameWord, 2) && beginsDeclaration(this.LA(1), this.LA(2), this.LA(3));
    return (declares || this.next(StringText, 2)) && this.firstOnLine(this.LA(1));
  }

  // ---- chains of operators

  protected binary(
    left: Expression,
    operator: BinaryOperator,
    operatorSpan: Span,
    right: Expression,
  ): Expression {
    return { kind: "Binary", span: this.span(startOf(left)), operator, operatorSpan, left, right };
  }

  /** Whether an operator stands here. At most places there is none, and then nothing has to be prepared for it. */
  protected goesOn(operator: TokenType, other = operator): boolean {
    const { tokenType } = this.LA(1);
    return this.RECORDING_PHASE || tokenType === operator || tokenType === other;
  }

  /** Joins operands from the left, and stops where the tree would grow too deep to walk. */
  protected chain(first: Expression): Chain {
    let whole = first;
    let length = 1;
    return {
      add: (operator, span, right) => {
        whole = this.binary(whole, operator, span, right);
        length++;
        if (length === CHAIN_LIMIT) this.report("too-deep", span, { limit: String(CHAIN_LIMIT) });
      },
      room: () => length < CHAIN_LIMIT,
      whole: () => whole,
    };
  }
}

export interface Chain {
  readonly add: (operator: BinaryOperator, operatorSpan: Span, right: Expression) => void;
  readonly room: () => boolean;
  readonly whole: () => Expression;
}
