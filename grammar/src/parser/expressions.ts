import type { IOrAlt } from "chevrotain";
import { BadText, ComparisonSign, Dot, Equal, Free, kw, StringText } from "../lexer/tokens.ts";
import type {
  BinaryOperator,
  Expression,
  HistoryExpression,
  InExpression,
  IsExpression,
  Name,
  Span,
  TaggedExpression,
} from "../tree/index.ts";
import { ArithmeticParser, CHAIN_LIMIT } from "./arithmetic.ts";
import type { Rule } from "./forms.ts";
import { nameOf, spanOf, startOf, tenseOf } from "./nodes.ts";
import { isLabel } from "./places.ts";
import { comparisonMeant } from "./unexpected.ts";

/** Expressions, loosest first (grammar.md §3.2). */
export abstract class ExpressionParser extends ArithmeticParser {
  protected abstract readonly history: Rule<HistoryExpression>;
  protected abstract readonly tagged: Rule<TaggedExpression | HistoryExpression>;
  protected abstract readonly toChannel: Rule<Name | undefined>;

  protected readonly expression: Rule<Expression> = this.rule("expression", () => {
    const first = this.SUBRULE(this.conjunction);
    if (!this.goesOn(kw("or"))) return first;
    const parts = this.chain(first);
    this.MANY({
      // “or when” goes on with the triggers around the expression.
      GATE: () => !this.nextWord("when", 2) && parts.room(),
      DEF: () => {
        const operator = this.CONSUME(kw("or"));
        parts.add("or", spanOf(operator), this.SUBRULE2(this.conjunction));
      },
    });
    return parts.whole();
  });

  protected readonly conjunction: Rule<Expression> = this.rule("conjunction", () => {
    const first = this.SUBRULE(this.negation);
    if (!this.goesOn(kw("and"))) return first;
    const parts = this.chain(first);
    this.MANY({
      GATE: () => parts.room(),
      DEF: () => {
        const operator = this.CONSUME(kw("and"));
        parts.add("and", spanOf(operator), this.SUBRULE2(this.negation));
      },
    });
    return parts.whole();
  });

  protected readonly negation: Rule<Expression> = this.rule("negation", () => {
    if (!this.goesOn(kw("not"))) return this.SUBRULE(this.comparison);
    const starts: number[] = [];
    this.MANY({
      GATE: () => starts.length < CHAIN_LIMIT,
      DEF: () => starts.push(this.CONSUME(kw("not")).startOffset),
    });
    if (starts.length === CHAIN_LIMIT) this.skipNegations();
    let operand = this.SUBRULE(this.comparison);
    const outermost = starts[0];
    if (outermost !== undefined && operand.kind === "History") this.warnOfNot(outermost, operand);
    for (const start of starts.reverse()) operand = { kind: "Not", span: this.span(start), operand };
    return operand;
  });

  private skipNegations(): void {
    if (!this.nextWord("not")) return;
    this.report("too-deep", this.tokenSpan(this.LA(1)), { limit: String(CHAIN_LIMIT) });
    while (this.nextWord("not")) this.skip();
  }

  /** `not contact opened Welcome` has its own form: `contact did not open Welcome`. */
  private warnOfNot(start: number, { act, subject, negated, span }: HistoryExpression): void {
    if (negated) return;
    const before = this.source.slice(subject.span.start, act.verbSpan.start).trimEnd();
    const behind = this.source.slice(act.verbSpan.end, span.end);
    const instead = `${before} did not ${this.baseForm(this.source.slice(act.verbSpan.start, act.verbSpan.end))}${behind}`;
    this.report(
      "not-before-sentence",
      { start, end: span.end },
      { instead },
      {
        title: "Write did not",
        edits: [{ span: { start, end: span.end }, text: instead }],
      },
    );
  }

  protected abstract baseForm(verb: string): string;

  /** `history` and `tagged` stand first: a lone `contact` begins all three (grammar.md §5.9). */
  private readonly comparisonForms: IOrAlt<Expression>[] = [
    { GATE: () => this.atHistory(), ALT: () => this.SUBRULE(this.history) },
    { ALT: () => this.SUBRULE(this.tagged) },
    {
      ALT: () => {
        const left = this.SUBRULE(this.moment);
        const tail = this.OPTION({
          GATE: () => !this.next(BadText) || this.atForeignSign(),
          DEF: () => this.SUBRULE(this.tail, { ARGS: [left] }),
        });
        return tail ?? left;
      },
    },
  ];

  protected readonly comparison: Rule<Expression> = this.rule(
    "comparison",
    () => this.choice(0, "a value or a condition", this.comparisonForms) ?? this.nothing(),
  );

  /** The base form begins a step or a setting (`leave …`), so behind a person it is no condition. */
  private atHistory(): boolean {
    const verb = tenseOf(this.LA(2).image);
    return verb !== undefined && (verb !== "base" || !isLabel(this.LA(1)));
  }

  /** What makes a comparison of the value on its left. */
  protected readonly tail: Rule<Expression, [left: Expression]> = this.rule("tail", (left: Expression) => {
    const compared = this.choice<Expression>(0, "a comparison", [
      {
        ALT: () => {
          const sign = this.CONSUME(ComparisonSign);
          return this.binary(left, sign.image as BinaryOperator, spanOf(sign), this.SUBRULE(this.moment));
        },
      },
      { ALT: () => this.SUBRULE(this.singleEquals, { ARGS: [left] }) },
      {
        GATE: () => this.atForeignSign(),
        ALT: () => this.SUBRULE(this.foreignSign, { ARGS: [left] }),
      },
      { ALT: () => this.SUBRULE(this.membership, { ARGS: [left] }) },
      {
        ALT: () => {
          const word = this.CONSUME(kw("contains"));
          return this.binary(left, "contains", spanOf(word), this.SUBRULE2(this.moment));
        },
      },
      { ALT: () => this.SUBRULE(this.affix, { ARGS: [left] }) },
      {
        ALT: () => {
          this.CONSUME(kw("matches"));
          const pattern = this.string(0, 'a pattern, such as “"^[0-9]+$"”');
          return { kind: "Matches", span: this.span(startOf(left)), operand: left, pattern };
        },
      },
      { ALT: () => this.SUBRULE(this.range, { ARGS: [left] }) },
      { ALT: () => this.SUBRULE(this.state, { ARGS: [left] }) },
    ]);
    return compared ?? left;
  });

  private readonly singleEquals: Rule<Expression, [left: Expression]> = this.rule(
    "singleEquals",
    (left: Expression) => {
      const span = spanOf(this.CONSUME(Equal));
      this.report(
        "single-equals",
        span,
        { instead: "==" },
        { title: "Write ==", edits: [{ span, text: "==" }] },
      );
      return this.binary(left, "==", span, this.SUBRULE(this.moment));
    },
  );

  private atForeignSign(): boolean {
    return comparisonMeant(this.LA(1).image) !== undefined;
  }

  /** `≥`: it is said, and read as what it means. */
  private readonly foreignSign: Rule<Expression, [left: Expression]> = this.rule(
    "foreignSign",
    (left: Expression) => {
      const sign = this.CONSUME(BadText);
      this.badText(sign);
      return this.binary(left, comparisonMeant(sign.image) ?? "==", spanOf(sign), this.SUBRULE(this.moment));
    },
  );

  private readonly affix: Rule<Expression, [left: Expression]> = this.rule("affix", (left: Expression) => {
    const start = this.here();
    const starts = this.pick<boolean>(0, [
      { ALT: () => this.CONSUME(kw("starts")) !== undefined },
      { ALT: () => this.CONSUME(kw("ends")) === undefined },
    ]);
    this.need(0, kw("with"), "“with”");
    const words = this.span(start);
    return this.binary(left, starts ? "starts with" : "ends with", words, this.SUBRULE(this.moment));
  });

  private readonly range: Rule<Expression, [left: Expression]> = this.rule("range", (left: Expression) => {
    this.CONSUME(kw("between"));
    const low = this.SUBRULE(this.moment);
    const and = this.need(0, kw("and"), "“and” and the upper end");
    const high = and === undefined ? this.nothing() : this.SUBRULE2(this.moment);
    return { kind: "Between", span: this.span(startOf(left)), operand: left, low, high };
  });

  private readonly membership: Rule<Expression, [left: Expression]> = this.rule(
    "membership",
    (left: Expression) => {
      const negated = this.accept(0, kw("not")) !== undefined;
      this.need(0, kw("in"), "“in”");
      const container = this.SUBRULE(this.container);
      return { kind: "In", span: this.span(startOf(left)), operand: left, negated, container };
    },
  );

  private readonly container: Rule<InExpression["container"]> = this.rule("container", () => {
    const found = this.choice<InExpression["container"]>(0, "a list, a segment or a group", [
      {
        GATE: () => this.next(Dot, 2),
        ALT: () => ({ kind: "group", group: this.SUBRULE(this.groupRef) }),
      },
      {
        GATE: () => this.nextWord("journey"),
        ALT: () => {
          this.CONSUME(kw("journey"));
          return { kind: "journey", journey: this.name(0, "the name of a journey") };
        },
      },
      { ALT: () => ({ kind: "value", value: this.SUBRULE(this.moment) }) },
    ]);
    return found ?? { kind: "value", value: this.nothing() };
  });

  private readonly state: Rule<Expression, [left: Expression]> = this.rule("state", (left: Expression) => {
    const start = this.CONSUME(kw("is")).startOffset;
    const negated = this.accept(0, kw("not")) !== undefined;
    const is = (state: IsExpression["state"]): Expression => ({
      kind: "Is",
      span: this.span(startOf(left)),
      operand: left,
      negated,
      state,
    });
    const found = this.choice<Expression>(0, "“set”, “subscribed” or what the run began with", [
      {
        ALT: () => {
          this.CONSUME(kw("set"));
          return is({ kind: "set" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("subscribed"));
          const channel = this.OPTION1(() => this.SUBRULE(this.toChannel));
          return is({ kind: "subscribed", channel });
        },
      },
      { GATE: () => this.atTagged(), ALT: () => this.isTagged(left, start, negated) },
      { ALT: () => is({ kind: "kind", name: nameOf(this.CONSUME(Free)) }) },
      { ALT: () => this.isIn(left, start, negated) },
    ]);
    return found ?? is({ kind: "kind", name: undefined });
  });

  private isIn(left: Expression, start: number, negated: boolean): Expression {
    const wrong = { start, end: this.here() };
    this.CONSUME(kw("in"));
    const container = this.SUBRULE2(this.container);
    const text = negated ? "not " : "";
    const span = this.span(startOf(left));
    const instead =
      this.source.slice(span.start, wrong.start) + text + this.source.slice(wrong.end, span.end);
    const fix = { title: "Leave “is” out", edits: [{ span: wrong, text }] };
    this.report("is-in", { start, end: span.end }, { instead }, fix);
    return { kind: "In", span, operand: left, negated, container };
  }

  private atTagged(): boolean {
    return this.LA(1).image === "tagged" && this.next(StringText, 2);
  }

  private isTagged(left: Expression, start: number, negated: boolean): Expression {
    const words = this.CONSUME2(Free);
    const tag = this.string(2, "a tag");
    const span = this.span(startOf(left));
    if (this.RECORDING_PHASE) return left;
    const text = negated ? "has no tag" : "has tag";
    const wrong: Span = { start, end: spanOf(words).end };
    const instead = `${this.source.slice(span.start, start)}${text}${this.source.slice(wrong.end, span.end)}`;
    this.report("is-tagged", wrong, { instead }, { title: `Write ${text}`, edits: [{ span: wrong, text }] });
    if (left.kind !== "Reference" || left.path[0] === undefined) return left;
    const subject = { kind: "Subject" as const, span: left.span, name: left.path[0] };
    return { kind: "Tagged", span, subject, negated, tag };
  }
}
