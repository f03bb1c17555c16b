import type { IOrAlt } from "chevrotain";
import { Colon, Identifier, kw, LCurly } from "../lexer/tokens.ts";
import type { Fragment, Journey, Name, Setting, Span, Step } from "../tree/index.ts";
import { ActionParser } from "./actions.ts";
import { STEP_PLACE } from "./control.ts";
import type { Rule } from "./forms.ts";
import type { DeclarationHead } from "./heads.ts";
import { nameOf } from "./nodes.ts";
import type { SyntaxFix } from "./problems.ts";
import type { Item, SettingForm, StepForm } from "./scope.ts";

/** Journeys, fragments, and the lines that they are made of. */
export abstract class JourneyParser extends ActionParser {
  /** The settings that stand behind the latest step. */
  private lateSettings: Span[] = [];

  private readonly itemForms: IOrAlt<Item | undefined>[] = [
    { ALT: () => ({ setting: this.SUBRULE(this.plainSetting) }) },
    { ALT: () => this.SUBRULE(this.startItem) },
    { ALT: () => this.SUBRULE(this.sendItem) },
    { ALT: () => this.SUBRULE(this.exitItem) },
    { ALT: () => ({ step: this.SUBRULE(this.control) }) },
    { ALT: () => ({ step: this.SUBRULE(this.action) }) },
  ];

  /** A setting or a step, put where it belongs. */
  protected override readonly item: Rule<void> = this.rule("item", () => {
    const start = this.here();
    const doc = this.doc();
    const mistakes = this.mistakes;
    const first = this.firstOnLine(this.LA(1));
    const label = this.OPTION(() => this.SUBRULE(this.label));
    const found = this.choice(0, "a step", this.itemForms);
    const otherwise = this.OPTION2({
      GATE: () => found !== undefined && "step" in found,
      DEF: () => this.SUBRULE(this.otherwise),
    });
    if (this.RECORDING_PHASE) return;
    this.scope.tainted = this.mistakes > mistakes || (this.scope.tainted && !first);
    if (found === undefined) return;
    if ("setting" in found) return this.addSetting(found.setting, this.span(start), label);
    const form: StepForm = found.step;
    const step = { ...form, span: this.span(start), label, doc, otherwise: form.otherwise ?? otherwise };
    this.scope.steps.push(step as Step);
    if (!this.scope.tainted) this.scope.sound++;
    if (this.scope.of === "journey") this.reportLateSettings();
  });

  private readonly label: Rule<Name> = this.rule("label", () => {
    const label = this.CONSUME(Identifier);
    this.CONSUME(Colon);
    return nameOf(label);
  });

  private readonly otherwise = this.rule("otherwise", () => {
    this.CONSUME(kw("otherwise"));
    return this.SUBRULE(this.block);
  });

  // ---- exits

  /** `exit` before `if` or `when` is the rule of the whole journey (grammar.md §4.2), alone it is a step. */
  private readonly exitItem: Rule<Item> = this.rule("exitItem", () => {
    this.CONSUME(kw("exit"));
    const rule = this.OPTION(() =>
      this.pick<SettingForm>(0, [
        { ALT: () => this.SUBRULE(this.exitWhen) },
        { ALT: () => this.SUBRULE(this.exitIf) },
      ]),
    );
    return rule === undefined ? { step: { kind: "Exit" } } : { setting: rule };
  });

  private readonly exitWhen: Rule<SettingForm> = this.rule("exitWhen", () => {
    this.CONSUME(kw("when"));
    const trigger = this.SUBRULE(this.trigger);
    return { kind: "ExitWhen", trigger, orWhen: this.SUBRULE(this.orWhen, { ARGS: ["exit"] }) };
  });

  private readonly exitIf: Rule<SettingForm> = this.rule("exitIf", () => {
    this.CONSUME(kw("if"));
    const condition = this.SUBRULE(this.expression);
    const block = this.OPTION({ GATE: () => this.next(LCurly), DEF: () => this.SUBRULE(this.block) });
    return { kind: "ExitIf", condition, block };
  });

  // ---- settings in their place

  private addSetting(form: SettingForm, span: Span, label: Name | undefined): void {
    const { of, steps, settings, sound } = this.scope;
    const afterSteps = of !== "journey" || steps.length > 0;
    settings.push({ ...form, span, afterSteps } as Setting);
    if (label !== undefined)
      this.report("unexpected-text", label.span, { found: label.text, place: "a setting" });
    const isExit = form.kind === "ExitIf" || form.kind === "ExitWhen";
    const lost = form.kind === "ExitIf" && form.block !== undefined;
    const late = of !== "journey" || sound > 0;
    if (isExit && (late || lost)) this.reportExitRule(form, span);
    else if (of !== "journey") this.report("setting-in-block", span, { setting: this.firstWord(span) });
    else if (late) this.lateSettings.push(span);
  }

  /** Settings in a row behind a step are one mistake, which moving the step would mend as well. */
  private reportLateSettings(): void {
    const [first, last] = [this.lateSettings[0], this.lateSettings.at(-1)];
    this.lateSettings = [];
    if (first === undefined || last === undefined) return;
    const setting = this.firstWord(first);
    const fix = this.moveUp({ start: first.start, end: last.end });
    this.report("setting-after-steps", first, { setting }, fix);
  }

  private firstWord(span: Span): string {
    return /^\w+/.exec(this.source.slice(span.start, span.end))?.[0] ?? "";
  }

  private reportExitRule(form: SettingForm, span: Span): void {
    const rule = this.source.slice(span.start, span.end);
    if (form.kind !== "ExitIf") {
      this.report("exit-rule-as-step", span, { rule });
      return;
    }
    const condition = this.source.slice(form.condition.span.start, form.condition.span.end);
    const instead = `if ${condition} { exit }`;
    const fix = { title: "Make it a step", edits: [{ span, text: instead }] };
    this.report("exit-rule-as-step", span, { rule, instead }, form.block === undefined ? fix : undefined);
  }

  /** Moves a setting before the first step. */
  private moveUp(span: Span): SyntaxFix | undefined {
    const first = this.scope.steps[0]?.span.start;
    if (first === undefined) return undefined;
    const text = this.source.slice(span.start, span.end);
    const before = this.source.slice(0, span.start).trimEnd().length;
    return {
      title: "Move it before the first step",
      edits: [
        { span: { start: first, end: first }, text: `${text}\n  ` },
        { span: { start: before, end: span.end }, text: "" },
      ],
    };
  }

  // ---- declarations

  protected abstract readonly forAudience: Rule<Name | undefined>;
  protected abstract head(word: string, what: string): DeclarationHead;
  protected abstract readonly optionalParams: Rule<Fragment["parameters"]>;

  protected readonly journey: Rule<Journey> = this.rule("journey", () => {
    const { start, ...head } = this.head("journey", "the name of the journey");
    const audience = this.SUBRULE(this.forAudience);
    const settings: Setting[] = [];
    const steps: Step[] = [];
    this.lateSettings = [];
    this.scope = { of: "journey", steps, settings, sound: 0, tainted: false };
    this.braces(0, STEP_PLACE, () => this.SUBRULE(this.item), this.atItem);
    this.reportLateSettings();
    return { kind: "Journey", span: this.span(start), ...head, audience, settings, steps };
  });

  protected readonly fragment: Rule<Fragment> = this.rule("fragment", () => {
    const { start, ...head } = this.head("fragment", "the name of the fragment");
    const parameters = this.SUBRULE(this.optionalParams);
    const audience = this.SUBRULE(this.forAudience);
    this.scope = { of: "fragment", steps: [], settings: [], sound: 0, tainted: false };
    const body = this.SUBRULE(this.block);
    return { kind: "Fragment", span: this.span(start), ...head, parameters, audience, body };
  });
}
