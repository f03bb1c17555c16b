import type { IToken } from "chevrotain";
import { endOf } from "../lexer/lex.ts";
import { Identifier, kw, LParen, RParen } from "../lexer/tokens.ts";
import type {
  Act,
  Expression,
  HistoryExpression,
  Span,
  Subject,
  TaggedExpression,
  Tense,
  Times,
  Trigger,
} from "../tree/index.ts";
import { ActParser } from "./acts.ts";
import type { Rule } from "./base.ts";
import { spanOf, startOf, tenseOf } from "./nodes.ts";

/** How a sentence says its verb: `opened`, `did not open`, `does not open`. */
interface Predicate {
  readonly act: Act;
  readonly tense: Tense;
  readonly negated: boolean;
}

/** Sentences about a contact: triggers, histories, and tags. */
export abstract class SentenceParser extends ActParser {
  /** The verb and what belongs to it; with `did not` and `does not` the helper gives the tense. */
  protected readonly predicate: Rule<Predicate> = this.rule("predicate", () => {
    const helper = this.OPTION({ GATE: () => this.nextWord("not", 2), DEF: () => this.SUBRULE(this.helper) });
    const verb = this.LA(1);
    const act = this.SUBRULE(this.act);
    if (helper === undefined) return { act, tense: tenseOf(verb.image) ?? "present", negated: false };
    this.baseFormAfterNot(verb);
    return { act, tense: helper, negated: true };
  });

  private readonly helper: Rule<Tense> = this.rule("helper", () => {
    const tense = this.pick<Tense>(0, [
      {
        ALT: () => {
          this.CONSUME(kw("did"));
          return "past";
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("does"));
          return "present";
        },
      },
    ]);
    this.CONSUME(kw("not"));
    return tense;
  });

  /** `did not opened` */
  private baseFormAfterNot(verb: IToken): void {
    const base = this.baseForm(verb.image);
    if (this.RECORDING_PHASE || base === verb.image) return;
    const span = spanOf(verb);
    this.report(
      "form-after-not",
      span,
      { found: verb.image, instead: base },
      {
        title: `Write ${base}`,
        edits: [{ span, text: base }],
      },
    );
  }

  // ---- triggers

  /** `contact buys any product for … since … where …` */
  protected readonly trigger: Rule<Trigger | undefined> = this.rule("trigger", () => {
    const start = this.here();
    if (!this.RECORDING_PHASE && !this.atSubject()) {
      this.missing("what happens, such as “contact opens Welcome”");
      return undefined;
    }
    const subject = this.SUBRULE(this.subject).name;
    const { act: said, tense, negated } = this.SUBRULE(this.predicate);
    const lasting = this.OPTION(() => {
      this.CONSUME(kw("for"));
      return this.SUBRULE(this.sum);
    });
    const act = this.storeAfterFor(said);
    const early = this.OPTION2(() => this.SUBRULE(this.since));
    const where = this.OPTION3(() => this.SUBRULE(this.where));
    const late = this.OPTION4({
      GATE: () => where !== undefined && early === undefined,
      DEF: () => this.sinceAfterWhere(where ?? this.nothing()),
    });
    const since = early ?? late;
    const span = this.span(start);
    return { kind: "Trigger", span, subject, act, tense, negated, for: lasting, since, where };
  });

  private atSubject(): boolean {
    return this.nextWord("contact") || (this.next(Identifier) && tenseOf(this.LA(2).image) !== undefined);
  }

  /** `abandons cart for 1 hour from Boutique`: the store belongs before the time. */
  private storeAfterFor(act: Act): Act {
    const start = this.here();
    const store = this.OPTION5({ GATE: () => "store" in act, DEF: () => this.SUBRULE(this.fromStore) });
    if (store === undefined || this.RECORDING_PHASE) return act;
    const instead = `from ${store.text}`;
    const span = this.span(start);
    this.report(
      "for-before-from",
      span,
      { instead },
      {
        title: "Move the store before the time",
        edits: [
          { span: { start: act.span.end, end: act.span.end }, text: ` ${instead}` },
          { span: { start: this.endBefore(start), end: span.end }, text: "" },
        ],
      },
    );
    return { ...act, store } as Act;
  }

  private sinceAfterWhere(where: Expression): Expression {
    const start = this.here();
    const since = this.SUBRULE2(this.since);
    if (this.RECORDING_PHASE) return since;
    const span = this.span(start);
    const text = this.source.slice(span.start, span.end);
    const before = this.endBefore(this.source.lastIndexOf("where", where.span.start));
    this.report(
      "where-before-since",
      span,
      { instead: `${text} where …` },
      {
        title: "Move since before where",
        edits: [
          { span: { start: before, end: before }, text: ` ${text}` },
          { span: { start: this.endBefore(start), end: span.end }, text: "" },
        ],
      },
    );
    return since;
  }

  /** Where the blank before an offset begins. */
  private endBefore(offset: number): number {
    return this.source.slice(0, offset).trimEnd().length;
  }

  /** `when … or when …` */
  protected readonly triggers: Rule<Trigger[]> = this.rule("triggers", () => {
    const found: Trigger[] = [];
    this.CONSUME(kw("when"));
    const first = this.SUBRULE(this.trigger);
    if (first !== undefined) found.push(first);
    this.MANY(() => {
      this.CONSUME(kw("or"));
      this.need(2, kw("when"), "“when”");
      const other = this.SUBRULE2(this.trigger);
      if (other !== undefined) found.push(other);
    });
    return found;
  });

  protected readonly where: Rule<Expression> = this.rule("where", () => {
    this.CONSUME(kw("where"));
    return this.SUBRULE(this.expression);
  });

  protected readonly since: Rule<Expression> = this.rule("since", () => {
    this.CONSUME(kw("since"));
    return this.SUBRULE(this.moment);
  });

  // ---- histories

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

  private readonly when: Rule<HistoryExpression["when"]> = this.rule("when", () =>
    this.pick<HistoryExpression["when"]>(0, [
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
          this.report("for-instead-of-within", this.span(span.start), { instead }, fix);
          return { kind: "within", duration };
        },
      },
    ]),
  );

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
      if (!this.RECORDING_PHASE)
        this.reportPerfect({ start: has.startOffset, end: endOf(verb) }, verb, negated);
      const predicate: Predicate = { act, tense: "past", negated };
      return this.SUBRULE(this.circumstances, { ARGS: [startOf(subject), subject, predicate] });
    },
  );

  private reportPerfect(span: Span, verb: IToken, negated: boolean): void {
    const instead = negated ? `did not ${this.baseForm(verb.image)}` : verb.image;
    const found = this.source.slice(span.start, span.end);
    this.report(
      "perfect-tense",
      span,
      { found, instead },
      {
        title: `Write ${instead}`,
        edits: [{ span, text: instead }],
      },
    );
  }
}

interface Filter {
  readonly where: Expression | undefined;
  readonly parenthesized: boolean;
}
