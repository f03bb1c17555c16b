import type { IToken } from "chevrotain";
import { endOf } from "../lexer/lex.ts";
import { kw, LParen, RParen } from "../lexer/tokens.ts";
import type { Expression, HistoryExpression, Span, Subject, TaggedExpression, Times } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { spanOf, startOf } from "./nodes.ts";
import { type Predicate, TriggerParser } from "./triggers.ts";

/** Conditions about a contact: what she did, how often and when, and her tags. */
export abstract class HistoryParser extends TriggerParser {
  /** In `has not bought … for 60 days` the `for` is part of the one mistake. */
  private inPerfect = false;

  protected override readonly history: Rule<HistoryExpression> = this.rule("history", () => {
    const start = this.here();
    const subject = this.SUBRULE(this.subject);
    const predicate = this.SUBRULE(this.predicate);
    return this.SUBRULE(this.circumstances, { ARGS: [start, subject, predicate] });
  });

  /** What follows the verb: `where (…) at least 3 times within 7 days since … before …`. */
  private readonly circumstances: Rule<
    HistoryExpression,
    [start: number, subject: Subject, predicate: Predicate]
  > = this.rule("circumstances", (start: number, subject: Subject, predicate: Predicate) => {
    let filter = this.OPTION(() => this.SUBRULE(this.filter));
    const times = this.OPTION2({
      GATE: () => !this.nextWord("orders", 4),
      DEF: () => this.SUBRULE(this.times),
    });
    const when = this.OPTION3(() => this.SUBRULE(this.when));
    const since = this.OPTION4({
      GATE: () => !this.nextWord("start", 2),
      DEF: () => this.SUBRULE(this.since),
    });
    const before = this.OPTION5(() => {
      this.CONSUME(kw("before"));
      return this.SUBRULE(this.moment);
    });
    filter =
      this.OPTION6({ GATE: () => filter === undefined, DEF: () => this.lateFilter(predicate) }) ?? filter;
    return {
      kind: "History",
      span: this.span(start),
      subject,
      ...predicate,
      tense: predicate?.tense === "past" ? "past" : "present",
      where: filter?.where,
      whereParenthesized: filter?.parenthesized === true,
      times,
      when,
      since,
      before,
    };
  });

  /** Nothing around a condition takes a `where`, so one without parentheses is the history's too. */
  private readonly filter: Rule<Filter> = this.rule("filter", () => {
    this.CONSUME(kw("where"));
    const parenthesized = this.next(LParen);
    const start = this.here();
    const where = this.choice<Expression>(0, "“(” and a condition", [
      {
        GATE: () => parenthesized,
        ALT: () => {
          this.CONSUME(LParen);
          const condition = this.SUBRULE(this.expression);
          this.close(0, RParen, "“)”");
          return condition;
        },
      },
      { GATE: () => !parenthesized, ALT: () => this.SUBRULE2(this.expression) },
    ]);
    if (where !== undefined && !parenthesized) this.reportBareFilter(this.span(start));
    return { where, parenthesized };
  });

  private reportBareFilter(span: Span): void {
    if (span.start === span.end) return;
    const instead = `where (${this.source.slice(span.start, span.end)})`;
    this.report(
      "where-without-parentheses",
      span,
      { instead },
      {
        title: "Put the condition in parentheses",
        edits: [
          { span: { start: span.start, end: span.start }, text: "(" },
          { span: { start: span.end, end: span.end }, text: ")" },
        ],
      },
    );
  }

  /** The filter behind the time that it belongs before: `since entry where (…)`. */
  private lateFilter(predicate: Predicate): Filter {
    const start = this.here();
    const filter = this.SUBRULE2(this.filter);
    if (this.RECORDING_PHASE) return filter;
    const { end } = predicate.act.span;
    const span = this.span(start);
    const instead = this.source.slice(span.start, span.end);
    this.report(
      "where-after-times",
      span,
      { instead },
      {
        title: "Move the filter before the time",
        edits: [
          { span: { start: end, end }, text: ` ${instead}` },
          { span: { start: this.endBefore(start), end: span.end }, text: "" },
        ],
      },
    );
    return filter;
  }

  private readonly times: Rule<Times> = this.rule("times", () => {
    const bound = this.pick<Times["bound"]>(0, [
      {
        ALT: () => {
          this.CONSUME(kw("at"));
          const least = this.choice<Times["bound"]>(1, "“least” or “most”", [
            {
              ALT: () => {
                this.CONSUME(kw("least"));
                return "at least";
              },
            },
            {
              ALT: () => {
                this.CONSUME(kw("most"));
                return "at most";
              },
            },
          ]);
          return least ?? "at least";
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("exactly"));
          return "exactly";
        },
      },
    ]);
    const count = this.number(0, "a number of times");
    this.SUBRULE(this.timesWord);
    return { bound, count };
  });

  protected readonly timesWord: Rule<void> = this.rule("timesWord", () => {
    this.choice(0, "“times”", [
      { ALT: () => this.CONSUME(kw("times")) },
      { ALT: () => this.CONSUME(kw("time")) },
    ]);
  });

  private readonly when: Rule<HistoryExpression["when"]> = this.oneOf<HistoryExpression["when"]>("when", [
    {
      ALT: () => {
        this.CONSUME(kw("in"));
        const period = this.SUBRULE(this.spanOfTime);
        return period && { kind: "in", period };
      },
    },
    {
      ALT: () => {
        this.CONSUME(kw("today"));
        return { kind: "today" };
      },
    },
    {
      ALT: () => {
        this.CONSUME(kw("yesterday"));
        return { kind: "yesterday" };
      },
    },
    {
      ALT: () => {
        this.CONSUME(kw("within"));
        return { kind: "within", duration: this.SUBRULE(this.sum) };
      },
    },
    {
      ALT: () => {
        const span = spanOf(this.CONSUME(kw("for")));
        const duration = this.SUBRULE2(this.sum);
        const instead = `within ${this.source.slice(startOf(duration), this.previousEnd())}`;
        const fix = { title: "Write within", edits: [{ span, text: "within" }] };
        if (!this.inPerfect) this.report("for-instead-of-within", this.span(span.start), { instead }, fix);
        return { kind: "within", duration };
      },
    },
  ]);

  // ---- tags

  /** `contact has no tag "vip"`; and `contact has not bought …`, which is a history in another tense. */
  protected override readonly tagged: Rule<TaggedExpression | HistoryExpression> = this.rule("tagged", () => {
    const start = this.here();
    const subject = this.SUBRULE(this.subject);
    const has = this.CONSUME(kw("has"));
    const found = this.choice<TaggedExpression | HistoryExpression>(0, "“tag” and its name", [
      {
        ALT: () => {
          const negated = this.accept(0, kw("no")) !== undefined;
          const word = this.need(0, kw("tag"), "“tag” and its name");
          const tag = word && this.string(0, "a tag");
          return { kind: "Tagged", span: this.span(start), subject, negated, tag };
        },
      },
      { ALT: () => this.SUBRULE(this.perfect, { ARGS: [has, subject] }) },
    ]);
    return found ?? { kind: "Tagged", span: this.span(start), subject, negated: false, tag: undefined };
  });

  /** `has bought`, `has not bought`: conditions are in the past tense. */
  private readonly perfect: Rule<HistoryExpression, [has: IToken, subject: Subject]> = this.rule(
    "perfect",
    (has: IToken, subject: Subject) => {
      const negated = this.accept(1, kw("not")) !== undefined;
      const verb = this.LA(1);
      const act = this.SUBRULE(this.act);
      const predicate: Predicate = { act, tense: "past", negated };
      this.inPerfect = true;
      const history = this.SUBRULE(this.circumstances, { ARGS: [startOf(subject), subject, predicate] });
      this.inPerfect = false;
      if (!this.RECORDING_PHASE) this.reportPerfect(history, has, verb);
      return history;
    },
  );

  private reportPerfect({ span, negated }: HistoryExpression, has: IToken, verb: IToken): void {
    const right = negated ? `did not ${this.baseForm(verb.image)}` : verb.image;
    const wrong = { start: has.startOffset, end: endOf(verb) };
    const behind = this.source.slice(wrong.end, span.end).replace(/ for (?=\d)/, " within ");
    const instead = `${this.source.slice(span.start, wrong.start)}${right}${behind}`;
    const found = this.source.slice(wrong.start, wrong.end);
    this.report(
      "perfect-tense",
      wrong,
      { found, instead },
      {
        title: `Write ${right}`,
        edits: [{ span, text: instead }],
      },
    );
  }
}

interface Filter {
  readonly where: Expression | undefined;
  readonly parenthesized: boolean;
}
