import type { IToken } from "chevrotain";
import { kw, LCurly } from "../lexer/tokens.ts";
import { TEST_WORDS } from "../lexer/words.ts";
import type { ObjectExpression, Test, TestLine } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { GivenParser } from "./given.ts";
import { spanOf, startOf, tenseOf } from "./nodes.ts";
import { isLabel, place } from "./places.ts";

const TEST_PLACE = place("a line of a test", TEST_WORDS);
const CASES_PLACE = place('a row of cases, such as “{ plan: "free" }”', [], [LCurly]);

/** Tests: the clock, what is given, what happens, and what is expected. */
export abstract class TestParser extends GivenParser {
  protected readonly test: Rule<Test> = this.rule("test", () => {
    const doc = this.doc();
    const keyword = this.CONSUME(kw("test"));
    const keywordSpan = spanOf(keyword);
    const title = this.string(0, "the title of the test in quotes");
    const word = this.need(0, kw("for"), "“for” and the name of a journey");
    const journey = word && this.name(0, "the name of a journey");
    const cases: ObjectExpression[] = [];
    let hasCases = false;
    const lines: TestLine[] = [];
    this.braces(
      0,
      TEST_PLACE,
      () =>
        this.pick<unknown>(0, [
          {
            ALT: () => {
              hasCases = true;
              cases.push(...this.rows());
            },
          },
          { ALT: () => lines.push(this.SUBRULE(this.testLine)) },
        ]),
      () => !isLabel(this.LA(1)) || this.atSentence(),
    );
    const span = this.span(keyword.startOffset);
    return {
      kind: "Test",
      span,
      doc,
      keywordSpan,
      title,
      journey,
      cases: hasCases ? cases : undefined,
      lines,
    };
  });

  private rows(): ObjectExpression[] {
    const rows = this.SUBRULE(this.cases);
    return this.RECORDING_PHASE ? [] : rows;
  }

  private readonly cases: Rule<ObjectExpression[]> = this.rule("cases", () => {
    this.CONSUME(kw("cases"));
    const rows: ObjectExpression[] = [];
    this.braces(0, CASES_PLACE, () => rows.push(this.SUBRULE(this.object)));
    return rows;
  });

  /** A person and what she does. */
  private atSentence(): boolean {
    const second = this.LA(2).image;
    return tenseOf(second) !== undefined || second === "did" || second === "does";
  }

  private readonly testLine: Rule<TestLine> = this.oneOf<TestLine>("testLine", [
    { ALT: () => this.SUBRULE(this.given) },
    { ALT: () => this.SUBRULE(this.clock) },
    { ALT: () => this.SUBRULE(this.afterLine) },
    { ALT: () => this.SUBRULE(this.happens) },
    { ALT: () => this.SUBRULE(this.startedManually) },
    { ALT: () => this.SUBRULE(this.take) },
    { ALT: () => this.SUBRULE(this.expect) },
  ]);

  // ---- the clock, and what happens

  /** `on 2026-03-27 at 10:00`, and `at 2026-03-27` which is meant for it. */
  private readonly clock: Rule<TestLine> = this.rule("clock", () => {
    const word = this.pick<IToken>(0, [
      { ALT: () => this.CONSUME(kw("on")) },
      { ALT: () => this.CONSUME(kw("at")) },
    ]);
    const moment = this.SUBRULE(this.moment);
    if (word.image === "at") {
      const span = spanOf(word);
      const fix = { title: "Write on", edits: [{ span, text: "on" }] };
      this.report("at-for-on", span, { instead: "on" }, fix);
    }
    return { kind: "On", span: this.span(word.startOffset), moment };
  });

  private readonly afterLine: Rule<TestLine> = this.rule("afterLine", () => {
    const start = this.CONSUME(kw("after")).startOffset;
    const duration = this.SUBRULE(this.sum);
    return { kind: "After", span: this.span(start), duration };
  });

  /** `Ana does Booked with { price: 60 EUR }` */
  private readonly happens: Rule<TestLine> = this.rule("happens", () => {
    const subject = this.SUBRULE(this.subject);
    const tense = tenseOf(this.LA(1).image) === "present" ? "present" : "past";
    const act = this.SUBRULE(this.act);
    const payload = this.SUBRULE(this.optionalPayload);
    return { kind: "Happens", span: this.span(startOf(subject)), subject, act, tense, payload };
  });

  private readonly startedManually: Rule<TestLine> = this.rule("startedManually", () => {
    const start = this.CONSUME(kw("start")).startOffset;
    this.need(0, kw("manually"), "“manually”");
    const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
    return { kind: "StartedManually", span: this.span(start), forPerson };
  });

  private readonly take: Rule<TestLine> = this.rule("take", () => {
    const start = this.CONSUME(kw("take")).startOffset;
    const arm = this.string(0, "the name of an arm");
    const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
    return { kind: "Take", span: this.span(start), arm, forPerson };
  });
}
