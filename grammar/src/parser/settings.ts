import { Comma, kw, NumberToken, UnitWord } from "../lexer/tokens.ts";
import { UNITS } from "../lexer/words.ts";
import type { Expression, Setting, TextLiteral, Trigger, Unit } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { spanOf } from "./nodes.ts";
import { ScheduleParser } from "./schedules.ts";
import type { Item, SettingForm } from "./scope.ts";

type Form<K extends Setting["kind"]> = Extract<SettingForm, { kind: K }>;

/** The settings of a journey (grammar.md §3): what stands before its steps. */
export abstract class SettingParser extends ScheduleParser {
  /** Those whose first word begins nothing else. */
  protected readonly plainSetting: Rule<SettingForm> = this.oneOf<SettingForm>("plainSetting", [
    { ALT: () => this.namedText("Title", "title") },
    { ALT: () => this.namedText("Objective", "objective") },
    { ALT: () => this.namedText("Timezone", "timezone") },
    { ALT: () => this.SUBRULE(this.entryWindow) },
    { ALT: () => this.SUBRULE(this.reenter) },
    { ALT: () => this.SUBRULE(this.runKey) },
    { ALT: () => this.SUBRULE(this.goal) },
    { ALT: () => this.SUBRULE(this.cap) },
    { ALT: () => this.SUBRULE(this.resume) },
  ]);

  private namedText(kind: "Title" | "Objective" | "Timezone", word: string): SettingForm {
    this.CONSUME(kw(word));
    const index = ["title", "objective", "timezone"].indexOf(word);
    return { kind, text: this.string(index, "a text in quotes") };
  }

  /** `start` begins a setting, but `start journey …` is a step. */
  protected readonly startItem: Rule<Item | undefined> = this.rule("startItem", () => {
    this.CONSUME(kw("start"));
    return this.choice<Item>(0, "“when”, “manually”, “every”, “on” or a date", [
      {
        ALT: () => {
          this.CONSUME(kw("when"));
          const trigger = this.SUBRULE(this.trigger);
          const orWhen = this.SUBRULE(this.orWhen, { ARGS: ["start"] });
          return { setting: { kind: "StartWhen", trigger, orWhen } };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("manually"));
          return { setting: { kind: "StartManually" } };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("journey"));
          return { step: { kind: "StartJourney", journey: this.name(0, "the name of a journey") } };
        },
      },
      { ALT: () => ({ setting: { kind: "StartSchedule", schedule: this.SUBRULE(this.schedule) } }) },
    ]);
  });

  /** `or when …` behind a setting: each trigger has a line of its own. */
  protected readonly orWhen: Rule<Trigger[], [setting: string]> = this.rule("orWhen", (setting: string) => {
    const found: Trigger[] = [];
    this.MANY(() => {
      const or = this.CONSUME(kw("or"));
      const when = this.need(0, kw("when"), "“when”");
      const instead = `${setting} when`;
      const span = { start: this.source.slice(0, or.startOffset).trimEnd().length, end: this.previousEnd() };
      const fix = { title: `Write a line “${instead} …”`, edits: [{ span, text: `\n  ${instead}` }] };
      if (when !== undefined) this.report("or-when-in-setting", spanOf(or), { setting, instead }, fix);
      const trigger = this.SUBRULE(this.trigger);
      if (trigger !== undefined) found.push(trigger);
    });
    return found;
  });

  private readonly entryWindow: Rule<Form<"EntryWindow">> = this.rule("entryWindow", () => {
    this.CONSUME(kw("enter"));
    const word = this.need(0, kw("from"), "“from” and a date");
    const from = word && this.date(0, "the first day");
    const to = this.OPTION(() => {
      this.CONSUME(kw("to"));
      return this.date(1, "the last day");
    });
    return { kind: "EntryWindow", from, to };
  });

  private readonly reenter: Rule<Form<"Reenter">> = this.rule("reenter", () => {
    this.CONSUME(kw("reenter"));
    let after: Expression | undefined;
    const policy = this.choice<Form<"Reenter">["policy"]>(
      0,
      "“never”, “always”, “restart” or “after 30 days”",
      [
        { ALT: () => (this.CONSUME(kw("never")) ? "never" : undefined) },
        { ALT: () => (this.CONSUME(kw("always")) ? "always" : undefined) },
        { ALT: () => (this.CONSUME(kw("restart")) ? "restart" : undefined) },
        {
          ALT: () => {
            this.CONSUME(kw("after"));
            after = this.SUBRULE(this.sum);
            return "after";
          },
        },
      ],
    );
    return { kind: "Reenter", policy, after };
  });

  private readonly runKey: Rule<Form<"RunKey">> = this.rule("runKey", () => {
    this.CONSUME(kw("one"));
    if (this.need(0, kw("run"), "“run per” and a value")) this.need(0, kw("per"), "“per” and a value");
    const per = [this.SUBRULE(this.sum)];
    this.MANY(() => {
      this.CONSUME(Comma);
      per.push(this.SUBRULE2(this.sum));
    });
    return { kind: "RunKey", per };
  });

  private readonly goal: Rule<Form<"Goal">> = this.rule("goal", () => {
    this.CONSUME(kw("goal"));
    const name = this.string(0, "the name of the goal");
    const early = this.OPTION(() => this.SUBRULE(this.goalWindow));
    const triggers = this.SUBRULE(this.neededTriggers);
    const late = this.OPTION2({ GATE: () => early === undefined, DEF: () => this.lateWindow(name) });
    const thenExit = this.OPTION3(() => {
      this.CONSUME(kw("then"));
      return this.need(0, kw("exit"), "“exit”") !== undefined;
    });
    return { kind: "Goal", name, within: early ?? late, triggers, thenExit: thenExit === true };
  });

  private readonly goalWindow: Rule<Expression> = this.rule("goalWindow", () => {
    this.CONSUME(kw("within"));
    return this.SUBRULE(this.sum);
  });

  private readonly neededTriggers: Rule<Trigger[]> = this.rule("neededTriggers", () => {
    const triggers = this.choice<Trigger[]>(0, "“when” and what has to happen", [
      { ALT: () => this.SUBRULE(this.triggers) },
    ]);
    return triggers ?? [];
  });

  /** `goal "X" when … within 14 days`: the window belongs before the trigger. */
  private lateWindow(name: TextLiteral | undefined): Expression {
    const start = this.here();
    const within = this.SUBRULE2(this.goalWindow);
    if (this.RECORDING_PHASE || name === undefined) return within;
    const span = this.span(start);
    const text = this.source.slice(span.start, span.end);
    const end = this.source.slice(0, start).trimEnd().length;
    this.report(
      "goal-within-last",
      span,
      { instead: `goal ${name.raw} ${text} when …` },
      {
        title: "Move the window before when",
        edits: [
          { span: { start: name.span.end, end: name.span.end }, text: ` ${text}` },
          { span: { start: end, end: span.end }, text: "" },
        ],
      },
    );
    return within;
  }

  // ---- sending

  /** `send between 9:00 and 20:00 on weekdays otherwise skip`, behind its `send`. */
  protected readonly sendWindow: Rule<Form<"SendWindow">> = this.rule("sendWindow", () => {
    this.CONSUME(kw("between"));
    const from = this.SUBRULE(this.sum);
    const and = this.need(0, kw("and"), "“and” and the end of the window");
    const to = and === undefined ? this.nothing() : this.SUBRULE2(this.sum);
    const days = this.OPTION(() => {
      this.CONSUME(kw("on"));
      return this.choice<NonNullable<Form<"SendWindow">["days"]>>(0, "“weekdays”, “weekends” or weekdays", [
        { ALT: () => (this.CONSUME(kw("weekdays")) ? "weekdays" : []) },
        { ALT: () => (this.CONSUME(kw("weekends")) ? "weekends" : []) },
        { ALT: () => this.SUBRULE(this.weekdays) },
      ]);
    });
    const orSkip = this.OPTION2(() => this.SUBRULE(this.orSkip));
    return { kind: "SendWindow", from, to, days, orSkip: orSkip !== undefined };
  });

  private readonly orSkip: Rule<true> = this.rule("orSkip", () => {
    this.CONSUME(kw("otherwise"));
    this.need(0, kw("skip"), "“skip”");
    return true;
  });

  private readonly cap: Rule<Form<"Cap">> = this.rule("cap", () => {
    this.CONSUME(kw("limit"));
    const count = this.number(0, "a number of messages");
    this.choice(0, "“messages”", [
      { ALT: () => this.CONSUME(kw("messages")) },
      { ALT: () => this.CONSUME(kw("message")) },
    ]);
    const per = this.need(0, kw("per"), "“per” and a unit, such as “per week”");
    const unit = per && this.SUBRULE(this.capUnit);
    const across = this.OPTION(() => {
      this.CONSUME(kw("across"));
      return this.string(0, "a label");
    });
    const orSkip = this.OPTION2(() => this.SUBRULE(this.orSkip));
    return { kind: "Cap", count, unit, across, orSkip: orSkip !== undefined };
  });

  private readonly capUnit: Rule<Unit | undefined> = this.rule("capUnit", () => {
    const amount = this.accept(0, NumberToken);
    const word = this.need(0, UnitWord, "a unit, such as “week”");
    const unit = UNITS.get(word?.image ?? "");
    if (amount === undefined || unit === undefined || this.RECORDING_PHASE) return unit;
    const nearest = amount.image === "7" && unit === "day" ? "week" : unit;
    const span = this.span(amount.startOffset);
    const found = this.source.slice(span.start, span.end);
    const fix = { title: `Write per ${nearest}`, edits: [{ span, text: nearest }] };
    this.report("cap-per-duration", span, { found, instead: `per ${nearest}` }, fix);
    return nearest;
  });

  private readonly resume: Rule<Form<"Resume">> = this.rule("resume", () => {
    this.CONSUME(kw("after"));
    this.need(0, kw("pause"), "“pause”");
    let olderThan: Expression | undefined;
    const policy = this.choice<Form<"Resume">["policy"]>(
      0,
      "“continue”, “exit” or “skip messages older than …”",
      [
        { ALT: () => (this.CONSUME(kw("continue")) ? "continue" : undefined) },
        { ALT: () => (this.CONSUME(kw("exit")) ? "exit" : undefined) },
        {
          ALT: () => {
            this.CONSUME(kw("skip"));
            for (const word of ["messages", "older", "than"]) this.need(0, kw(word), "“messages older than”");
            olderThan = this.SUBRULE(this.sum);
            return "skip";
          },
        },
      ],
    );
    const over = this.OPTION(() => {
      this.CONSUME(kw("over"));
      return this.SUBRULE2(this.sum);
    });
    return { kind: "Resume", policy, olderThan, over };
  });
}
