import type { IToken } from "chevrotain";
import { Identifier, kw } from "../lexer/tokens.ts";
import type { Act, Expression, Tense, Trigger } from "../tree/index.ts";
import { ActParser } from "./acts.ts";
import type { Rule } from "./forms.ts";
import { spanOf, tenseOf } from "./nodes.ts";

/** How a sentence says its verb: `opened`, `did not open`, `does not open`. */
export interface Predicate {
  readonly act: Act;
  readonly tense: Tense;
  readonly negated: boolean;
}

/** Triggers: what a contact does. */
export abstract class TriggerParser extends ActParser {
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
    const { act: said, tense: form, negated } = this.SUBRULE(this.predicate);
    const tense = form === "present" ? "present" : "past";
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
  protected endBefore(offset: number): number {
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
}
