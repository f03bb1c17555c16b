import {
  Colon,
  Comma,
  kw,
  NumberToken,
  OrderSign,
  PercentToken,
  RangeSign,
  StringText,
} from "../lexer/tokens.ts";
import { SETTING_WORDS, STEP_WORDS } from "../lexer/words.ts";
import type { Arm, Block, IfBranch, MatchCase, Pattern, SplitArm, Trigger } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { spanOf, tenseOf } from "./nodes.ts";
import { isLabel, type Place, place } from "./places.ts";
import type { Scope, StepForm } from "./scope.ts";
import { SettingParser } from "./settings.ts";

type Form<K extends StepForm["kind"]> = Extract<StepForm, { kind: K }>;
type WaitUntil = Form<"Wait">["until"];

export const STEP_PLACE: Place = {
  ...place("a step of a journey", [...STEP_WORDS, ...SETTING_WORDS]),
  shown: STEP_WORDS,
  labelled: true,
};
/** The block of a branch, an arm or a case: what may follow it never stands inside. */
const BRANCH_PLACE: Place = { ...STEP_PLACE, before: { words: new Set(["else"]) } };
const WAIT_ARM_PLACE: Place = { ...STEP_PLACE, before: { words: new Set(["when", "otherwise"]) } };
const CASE_BLOCK_PLACE: Place = {
  ...STEP_PLACE,
  before: { words: new Set(["else"]), tokens: [OrderSign, StringText, NumberToken] },
};
const SHARE_PLACE: Place = { ...STEP_PLACE, before: { words: new Set(), tokens: [PercentToken] } };
const ARM_PLACE = place("“when …” or “otherwise” of a wait", ["when", "otherwise"]);
const CASE_PLACE = place("a case of a match", ["else"], [OrderSign]);
const SPLIT_PLACE = place('an arm of a split, such as “50% "short" { … }”', [], [PercentToken]);

/** The steps that decide where a run goes on. */
export abstract class ControlParser extends SettingParser {
  /** The steps that are being read. */
  protected scope: Scope = { of: "fragment", steps: [], settings: [], sound: 0, tainted: false };
  protected abstract readonly item: Rule<void>;

  /** What is skipped behind a step was meant for a part of it. */
  protected override skipped(): void {
    if (!this.scope.tainted) this.scope.sound = Math.max(0, this.scope.sound - 1);
    this.scope.tainted = true;
  }

  /** `foo` alone is no label: it is noted by the braces around it. */
  protected readonly atItem = (): boolean => !isLabel(this.LA(1)) || this.next(Colon, 2);

  /** `{ … }`; `undefined` without braces. */
  protected readonly block: Rule<Block | undefined, [place?: Place]> = this.rule("block", (place?: Place) => {
    const start = this.here();
    const outer = this.scope;
    const settings = outer.of === "fragment" ? [] : outer.settings;
    this.scope = { of: "block", steps: [], settings, sound: 0, tainted: false };
    const steps = this.scope.steps;
    const closed = this.braces(0, place ?? STEP_PLACE, () => this.SUBRULE(this.item), this.atItem);
    this.scope = outer;
    return closed === undefined ? undefined : { kind: "Block", span: this.span(start), steps, closed };
  });

  protected readonly control: Rule<StepForm> = this.oneOf<StepForm>("control", [
    { ALT: () => this.SUBRULE(this.delay) },
    { ALT: () => this.SUBRULE(this.wait) },
    { ALT: () => this.SUBRULE(this.if) },
    { ALT: () => this.SUBRULE(this.match) },
    { ALT: () => this.SUBRULE(this.split) },
    { ALT: () => this.SUBRULE(this.repeat) },
  ]);

  private readonly delay: Rule<Form<"Delay">> = this.rule("delay", () => {
    this.CONSUME(kw("delay"));
    const form = this.choice<Form<"Delay">>(0, "a duration, such as “1 week”, or “until” and a moment", [
      {
        ALT: () => {
          this.CONSUME(kw("until"));
          return { kind: "Delay", duration: undefined, until: this.SUBRULE(this.pointInTime) };
        },
      },
      { ALT: () => ({ kind: "Delay", duration: this.SUBRULE(this.sum), until: undefined }) },
    ]);
    return form ?? { kind: "Delay", duration: undefined, until: undefined };
  });

  // ---- waits

  private readonly wait: Rule<Form<"Wait">> = this.rule("wait", () => {
    this.CONSUME(kw("wait"));
    const limit = this.OPTION(() => {
      this.CONSUME(kw("up"));
      this.need(0, kw("to"), "“to” and a duration");
      return this.SUBRULE(this.pointInTime);
    });
    let until: WaitUntil;
    let arms: { arms: Arm[]; otherwise: Block | undefined } | undefined;
    // `wait 5 days { … }`: as `delay 5 days` is written.
    const forgotUp = limit === undefined && this.next(NumberToken);
    const limited = "“up to”, as in “wait up to 5 days”,";
    this.choice<void>(0, forgotUp ? limited : "“until” and what is waited for, or “{ when … }”", [
      {
        ALT: () => {
          this.CONSUME(kw("until"));
          until = this.SUBRULE(this.awaited);
        },
      },
      {
        ALT: () => {
          arms = this.SUBRULE(this.arms);
        },
      },
    ]);
    return { kind: "Wait", limit, until, arms: arms?.arms, otherwise: arms?.otherwise };
  });

  /** The tense tells a trigger from a condition (grammar.md §4.1). */
  private readonly awaited: Rule<WaitUntil> = this.rule("awaited", () =>
    this.choice<WaitUntil>(0, "a trigger or a condition", [
      {
        GATE: () => this.atTrigger(),
        ALT: () => {
          const trigger = this.SUBRULE(this.trigger);
          return trigger && { kind: "trigger", trigger };
        },
      },
      { ALT: () => ({ kind: "condition", condition: this.SUBRULE(this.expression) }) },
    ]),
  );

  private atTrigger(): boolean {
    if (!this.nextWord("contact") && !isLabel(this.LA(1))) return false;
    const tense = tenseOf(this.LA(2).image);
    return tense === "present" || (tense === "base" && this.nextWord("contact"));
  }

  private readonly arms: Rule<{ arms: Arm[]; otherwise: Block | undefined }> = this.rule("arms", () => {
    const arms: Arm[] = [];
    let otherwise: Block | undefined;
    this.braces(0, ARM_PLACE, () =>
      this.pick<unknown>(0, [
        { ALT: () => arms.push(this.SUBRULE(this.arm)) },
        {
          ALT: () => {
            const word = this.CONSUME(kw("otherwise"));
            if (otherwise !== undefined) this.report("second-otherwise", spanOf(word), { of: "wait" });
            otherwise = this.SUBRULE(this.block);
          },
        },
      ]),
    );
    return { arms, otherwise };
  });

  private readonly arm: Rule<Arm> = this.rule("arm", () => {
    const start = this.here();
    const triggers: Trigger[] = this.SUBRULE(this.triggers);
    const body = this.SUBRULE(this.block, { ARGS: [WAIT_ARM_PLACE] });
    return { kind: "Arm", span: this.span(start), triggers, body };
  });

  // ---- branches

  private readonly if: Rule<Form<"If">> = this.rule("if", () => {
    const branches = [this.SUBRULE(this.ifBranch)];
    this.MANY({
      GATE: () => this.nextWord("if", 2),
      DEF: () => {
        this.CONSUME(kw("else"));
        branches.push(this.SUBRULE2(this.ifBranch));
      },
    });
    const otherwise = this.OPTION(() => {
      this.CONSUME2(kw("else"));
      return this.SUBRULE(this.block);
    });
    return { kind: "If", branches, else: otherwise };
  });

  private readonly ifBranch: Rule<IfBranch> = this.rule("ifBranch", () => {
    const start = this.CONSUME(kw("if")).startOffset;
    const condition = this.SUBRULE(this.expression);
    const body = this.SUBRULE(this.block, { ARGS: [BRANCH_PLACE] });
    return { kind: "IfBranch", span: this.span(start), condition, body };
  });

  private readonly match: Rule<Form<"Match">> = this.rule("match", () => {
    this.CONSUME(kw("match"));
    const subject = this.SUBRULE(this.sum);
    const cases: MatchCase[] = [];
    let otherwise: Block | undefined;
    this.braces(0, CASE_PLACE, () =>
      this.pick<unknown>(0, [
        { ALT: () => cases.push(this.SUBRULE(this.matchCase)) },
        {
          ALT: () => {
            const word = this.CONSUME(kw("else"));
            if (otherwise !== undefined) this.report("second-otherwise", spanOf(word), { of: "match" });
            otherwise = this.SUBRULE(this.block);
          },
        },
      ]),
    );
    return { kind: "Match", subject, cases, else: otherwise };
  });

  private readonly matchCase: Rule<MatchCase> = this.rule("matchCase", () => {
    const start = this.here();
    const patterns = [this.SUBRULE(this.pattern)];
    this.MANY(() => {
      this.CONSUME(Comma);
      patterns.push(this.SUBRULE2(this.pattern));
    });
    const body = this.SUBRULE(this.block, { ARGS: [CASE_BLOCK_PLACE] });
    return { kind: "MatchCase", span: this.span(start), patterns, body };
  });

  private readonly pattern: Rule<Pattern> = this.rule("pattern", () => {
    const start = this.here();
    const pattern = this.choice<Pattern>(0, "a value", [
      {
        ALT: () => {
          const operator = this.CONSUME(OrderSign).image as "<" | "<=" | ">" | ">=";
          const value = this.neededLiteral(0);
          return { kind: "Pattern", span: this.span(start), form: "compare", operator, value };
        },
      },
      {
        ALT: () => {
          const value = this.SUBRULE1(this.literal);
          const high = this.OPTION(() => {
            this.CONSUME(RangeSign);
            return this.neededLiteral(2);
          });
          const span = this.span(start);
          if (high === undefined) return { kind: "Pattern", span, form: "value", value };
          return { kind: "Pattern", span, form: "range", low: value, high };
        },
      },
    ]);
    if (pattern !== undefined) return pattern;
    return { kind: "Pattern", span: this.nothing().span, form: "value", value: this.neededLiteral(3) };
  });

  private readonly split: Rule<Form<"Split">> = this.rule("split", () => {
    this.CONSUME(kw("split"));
    const arms: SplitArm[] = [];
    this.braces(0, SPLIT_PLACE, () => arms.push(this.SUBRULE(this.splitArm)));
    return { kind: "Split", arms };
  });

  private readonly splitArm: Rule<SplitArm> = this.rule("splitArm", () => {
    const start = this.here();
    const share = this.percent(0, "a share, such as “50%”") ?? {
      kind: "Percent" as const,
      span: this.nothing().span,
      text: "",
    };
    const name = this.string(0, "the name of the arm");
    const body = this.SUBRULE(this.block, { ARGS: [SHARE_PLACE] });
    return { kind: "SplitArm", span: this.span(start), share, name, body };
  });

  private readonly repeat: Rule<Form<"Repeat">> = this.rule("repeat", () => {
    this.CONSUME(kw("repeat"));
    for (const word of ["up", "to"]) this.need(0, kw(word), "“up to” and a number of times");
    const times = this.number(0, "a number of times");
    this.SUBRULE(this.timesWord);
    return { kind: "Repeat", times, body: this.SUBRULE(this.block) };
  });
}
