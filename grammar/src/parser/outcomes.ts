import type { IToken } from "chevrotain";
import { DateToken, Identifier, kw, NumberToken, StringText } from "../lexer/tokens.ts";
import { OUTCOMES } from "../lexer/words.ts";
import type { Count, Name, Outcome, TestLine, TextLiteral } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { LoyaltyParser } from "./loyalty.ts";
import { nameOf } from "./nodes.ts";

type Sent = Extract<Outcome, { kind: "sent" }>;
type Person = Name | TextLiteral | undefined;

/** What a test expects. */
export abstract class OutcomeParser extends LoyaltyParser {
  protected readonly expect: Rule<TestLine> = this.rule("expect", () => {
    const start = this.CONSUME(kw("expect")).startOffset;
    let negated = false;
    const expected = this.gated<Extract<TestLine, { kind: "Expect" }>["expected"]>(
      0,
      "an outcome or a condition",
      [
        {
          GATE: () => OUTCOMES.has(this.LA(this.nextWord("not") ? 2 : 1).image),
          ALT: () => {
            negated = this.accept(0, kw("not")) !== undefined;
            return this.SUBRULE(this.outcome, { ARGS: [negated] });
          },
        },
        { ALT: () => ({ kind: "condition", condition: this.SUBRULE(this.expression) }) },
      ],
    );
    const missing = { kind: "condition" as const, condition: this.nothing() };
    return { kind: "Expect", span: this.span(start), negated, expected: expected ?? missing };
  });

  private readonly outcome: Rule<Outcome, [negated: boolean]> = this.rule("outcome", (negated: boolean) =>
    this.pick<Outcome>(0, [
      { ALT: () => this.SUBRULE(this.sent, { ARGS: [negated] }) },
      { ALT: () => this.SUBRULE(this.nothingSent) },
      { ALT: () => this.SUBRULE(this.called) },
      { ALT: () => this.SUBRULE(this.entered) },
      { ALT: () => this.SUBRULE(this.reached) },
      { ALT: () => this.SUBRULE(this.standing) },
      { ALT: () => this.SUBRULE(this.ended) },
    ]),
  );

  private readonly sent: Rule<Sent, [negated: boolean]> = this.rule("sent", (negated: boolean) => {
    this.CONSUME(kw("sent"));
    const message = this.name(0, "the name of a message");
    const early = this.OPTION({ GATE: this.atCount, DEF: () => this.SUBRULE(this.count) });
    const at = this.here();
    const to = this.OPTION2(() => this.SUBRULE(this.toPerson));
    if (early !== undefined && to !== undefined) this.reportCount(at, "to");
    const middle = this.OPTION3({
      GATE: () => early === undefined && this.atCount(),
      DEF: () => this.SUBRULE2(this.count),
    });
    let snapshot = false;
    const containing = this.OPTION4(() =>
      this.pick<TextLiteral[]>(0, [
        {
          ALT: () => {
            this.CONSUME(kw("containing"));
            return this.SUBRULE(this.strings, { ARGS: ["a text"] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(kw("matching"));
            snapshot = this.need(0, kw("snapshot"), "“snapshot”") !== undefined;
            return [];
          },
        },
      ]),
    );
    const where = this.OPTION5(() => this.SUBRULE(this.where));
    const count = this.SUBRULE(this.lateCount, { ARGS: [early ?? middle] });
    if (negated && count?.number !== undefined) this.reportCountAfterNot(count);
    return { kind: "sent", message, to, count, containing: containing ?? [], snapshot, where };
  });

  private reportCountAfterNot({ number }: Count): void {
    if (number === undefined || this.RECORDING_PHASE) return;
    this.report("count-after-not", number.span, { instead: "expect sent … 1 time" });
  }

  // ---- how often

  /** `2 times since start`, and `at least 2 times`, which is not a form of outcomes. */
  protected readonly count: Rule<Count> = this.rule("count", () => {
    const at = this.LA(1);
    let bound = false;
    this.OPTION(() => {
      bound = true;
      this.CONSUME(kw("at"));
      this.choice(0, "“least” or “most”", [
        { ALT: () => this.CONSUME(kw("least")) },
        { ALT: () => this.CONSUME(kw("most")) },
      ]);
    });
    this.OPTION4({ GATE: this.atNamedCount, DEF: () => this.SUBRULE(this.namedCount) });
    const number = this.OPTION2(() => {
      const found = this.number(0, "a number of times");
      this.SUBRULE(this.timesWord);
      return found;
    });
    if (bound && number !== undefined && !this.RECORDING_PHASE) this.reportBound(at, number.text);
    const sinceStart = this.OPTION3(() => this.SUBRULE(this.sinceStart));
    return { number, sinceStart: sinceStart === true };
  });

  /** `runs times`, as if a column of `cases` could say how often. */
  private readonly namedCount: Rule<void> = this.rule("namedCount", () => {
    const name = this.CONSUME(Identifier);
    this.SUBRULE(this.timesWord);
    if (this.RECORDING_PHASE) return;
    this.report("count-by-name", this.span(name.startOffset), { found: name.image });
  });

  private readonly atNamedCount = (): boolean =>
    this.next(Identifier) && (this.nextWord("times", 2) || this.nextWord("time", 2));

  private reportBound(at: IToken, times: string): void {
    const span = this.span(at.startOffset);
    const instead = `${times} ${times === "1" ? "time" : "times"}`;
    const fix = { title: `Write ${instead}`, edits: [{ span, text: instead }] };
    this.report("count-with-bound", span, { found: this.source.slice(span.start, span.end), instead }, fix);
  }

  private readonly atCount = (): boolean =>
    this.next(NumberToken) ||
    this.atNamedCount() ||
    this.nextWord("since") ||
    (this.nextWord("at") && !this.next(DateToken, 2));

  private readonly sinceStart: Rule<boolean> = this.rule("sinceStart", () => {
    this.CONSUME(kw("since"));
    return this.need(0, kw("start"), "“start”") !== undefined;
  });

  /** A number of times behind `where` or `containing` is meant for the place before them. */
  private readonly lateCount: Rule<Count | undefined, [count: Count | undefined]> = this.rule(
    "lateCount",
    (count: Count | undefined) => {
      const at = this.here();
      const late = this.OPTION({
        GATE: () => count === undefined && this.next(NumberToken),
        DEF: () => this.SUBRULE(this.count),
      });
      if (late !== undefined && count === undefined) this.reportCount(at, "where");
      return count ?? late;
    },
  );

  private reportCount(at: number, before: "to" | "where"): void {
    if (this.RECORDING_PHASE) return;
    const instead = before === "to" ? "sent … to Ana 2 times" : "sent … 2 times where …";
    this.report("count-out-of-place", this.span(at), { instead });
  }

  // ---- whom

  private readonly toPerson: Rule<Person> = this.rule("toPerson", () => {
    this.CONSUME(kw("to"));
    return this.choice<Person>(0, "a person of the test, or an address in quotes", [
      { ALT: () => nameOf(this.CONSUME(Identifier)) },
      { GATE: () => this.next(StringText), ALT: () => this.string(0, "an address") },
    ]);
  });

  protected readonly forPerson: Rule<Name | undefined> = this.rule("forPerson", () => {
    this.CONSUME(kw("for"));
    const person = this.need(0, Identifier, "a person of the test");
    return person && nameOf(person);
  });

  // ---- the other outcomes

  private readonly nothingSent: Rule<Outcome> = this.rule("nothingSent", () => {
    this.CONSUME(kw("nothing"));
    this.need(0, kw("sent"), "“sent”");
    const to = this.OPTION(() => this.SUBRULE(this.toPerson));
    const sinceStart = this.OPTION2(() => this.SUBRULE(this.sinceStart));
    return { kind: "nothing sent", to, sinceStart: sinceStart === true };
  });

  private readonly called: Rule<Outcome> = this.rule("called", () => {
    this.CONSUME(kw("called"));
    const webhook = this.name(0, "the name of a webhook");
    const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
    const count = this.OPTION2({ GATE: this.atCount, DEF: () => this.SUBRULE(this.count) });
    const where = this.OPTION3(() => this.SUBRULE(this.where));
    return {
      kind: "called",
      webhook,
      forPerson,
      count: this.SUBRULE(this.lateCount, { ARGS: [count] }),
      where,
    };
  });

  private readonly entered: Rule<Outcome> = this.rule("entered", () => {
    this.CONSUME(kw("entered"));
    const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
    const count = this.OPTION2({ GATE: this.atCount, DEF: () => this.SUBRULE(this.count) });
    const where = this.OPTION3(() => this.SUBRULE(this.where));
    return { kind: "entered", forPerson, count: this.SUBRULE(this.lateCount, { ARGS: [count] }), where };
  });

  private readonly reached: Rule<Outcome> = this.rule("reached", () => {
    this.CONSUME(kw("reached"));
    const what = this.choice<"goal" | "milestone">(0, "“goal” or “milestone” and its name", [
      { ALT: () => (this.CONSUME(kw("goal")) ? "goal" : "milestone") },
      { ALT: () => (this.CONSUME(kw("milestone")) ? "milestone" : "goal") },
    ]);
    const name = this.string(0, "its name in quotes");
    const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
    const where = this.OPTION2(() => this.SUBRULE(this.where));
    return { kind: "reached", what: what ?? "goal", name, forPerson, where };
  });

  private readonly standing: Rule<Outcome> = this.rule("standing", () => {
    const waiting = this.pick<boolean>(0, [
      { ALT: () => this.CONSUME(kw("waiting")) !== undefined },
      { ALT: () => this.CONSUME(kw("held")) === undefined },
    ]);
    const at = this.OPTION(() => {
      this.CONSUME(kw("at"));
      const label = this.need(0, Identifier, "the label of a step");
      return label && nameOf(label);
    });
    const forPerson = this.OPTION2(() => this.SUBRULE(this.forPerson));
    const where = this.OPTION3(() => this.SUBRULE(this.where));
    return { kind: waiting ? "waiting" : "held", at, forPerson, where };
  });

  private readonly ended: Rule<Outcome> = this.rule("ended", () => {
    const finished = this.pick<boolean>(0, [
      { ALT: () => this.CONSUME(kw("finished")) !== undefined },
      { ALT: () => this.CONSUME(kw("exited")) === undefined },
    ]);
    const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
    const where = this.OPTION2(() => this.SUBRULE(this.where));
    return { kind: finished ? "finished" : "exited", forPerson, where };
  });
}
