import { Colon, Comma, Equal, kw, LParen, NameWord, RParen, Word } from "../lexer/tokens.ts";
import type { Argument, Change, Expression, Name, Span } from "../tree/index.ts";
import { ControlParser } from "./control.ts";
import type { Rule } from "./forms.ts";
import { nameOf } from "./nodes.ts";
import { place } from "./places.ts";
import type { Item, StepForm } from "./scope.ts";

type Form<K extends StepForm["kind"]> = Extract<StepForm, { kind: K }>;
type SendChannel = Form<"Send">["channel"];

const CHANGE_PLACE = place("a change, such as “set points = 10”", ["set", "clear", "add", "remove"]);

/** The steps that do something. */
export abstract class ActionParser extends ControlParser {
  protected readonly action: Rule<StepForm> = this.oneOf<StepForm>("action", [
    { ALT: () => this.SUBRULE(this.remember) },
    {
      ALT: () => {
        this.CONSUME(kw("milestone"));
        return { kind: "Milestone", name: this.string(0, "the name of the milestone") };
      },
    },
    { ALT: () => this.plain("Break", "break") },
    { ALT: () => this.SUBRULE(this.tags) },
    { ALT: () => this.SUBRULE(this.membershipStep) },
    {
      ALT: () => {
        this.CONSUME(kw("unsubscribe"));
        return { kind: "Unsubscribe", channel: this.OPTION(() => this.SUBRULE(this.fromChannel)) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(kw("archive"));
        this.need(1, kw("contact"), "“contact”");
        return { kind: "Archive" };
      },
    },
    { ALT: () => this.SUBRULE(this.update) },
    { ALT: () => this.SUBRULE(this.call) },
    { ALT: () => this.SUBRULE(this.give) },
    { ALT: () => this.SUBRULE(this.audienceStep) },
    { ALT: () => this.SUBRULE(this.run) },
  ]);

  private plain(kind: "Break", word: string): StepForm {
    this.CONSUME(kw(word));
    return { kind };
  }

  private readonly remember: Rule<Form<"Remember">> = this.rule("remember", () => {
    this.CONSUME(kw("remember"));
    const name = this.freeName(0, "a name");
    const value = this.need(0, Equal, "“=” and a value") ? this.SUBRULE(this.expression) : this.nothing();
    return { kind: "Remember", name, value };
  });

  private readonly tags: Rule<StepForm> = this.rule("tagStep", () => {
    const kind = this.pick<"Tag" | "Untag">(0, [
      { ALT: () => (this.CONSUME(kw("tag")) ? "Tag" : "Untag") },
      { ALT: () => (this.CONSUME(kw("untag")) ? "Untag" : "Tag") },
    ]);
    return { kind, tags: this.SUBRULE(this.strings, { ARGS: ["a tag"] }) };
  });

  private readonly membershipStep: Rule<StepForm> = this.oneOf<StepForm>("membershipStep", [
    {
      ALT: () => {
        this.CONSUME(kw("join"));
        return { kind: "Join", group: this.SUBRULE(this.groupRef) };
      },
    },
    { ALT: () => this.SUBRULE(this.leave) },
  ]);

  private readonly leave: Rule<StepForm> = this.rule("leaveStep", () => {
    this.CONSUME(kw("leave"));
    const form = this.choice<StepForm>(0, "a group, or “journey” and its name", [
      {
        ALT: () => {
          this.CONSUME(kw("journey"));
          return { kind: "LeaveJourney", journey: this.name(0, "the name of a journey") };
        },
      },
      { ALT: () => ({ kind: "LeaveGroup", group: this.SUBRULE(this.groupRef) }) },
    ]);
    return form ?? { kind: "LeaveGroup", group: undefined };
  });

  private readonly audienceStep: Rule<StepForm> = this.oneOf<StepForm>("audienceStep", [
    {
      ALT: () => {
        this.CONSUME(kw("add"));
        const to = this.need(0, kw("to"), "“to” and a custom audience");
        return { kind: "AddTo", customAudience: to && this.name(0, "the name of a custom audience") };
      },
    },
    {
      ALT: () => {
        this.CONSUME(kw("remove"));
        const from = this.need(0, kw("from"), "“from” and a custom audience");
        return {
          kind: "RemoveFrom",
          customAudience: from && this.name(1, "the name of a custom audience"),
        };
      },
    },
  ]);

  // ---- messages

  /** `send` begins a step, but `send between …` is a setting. */
  protected readonly sendItem: Rule<Item | undefined> = this.rule("sendItem", () => {
    this.CONSUME(kw("send"));
    return this.choice<Item>(0, "“email”, “sms”, “survey” or “message”", [
      { ALT: () => ({ setting: this.SUBRULE(this.sendWindow) }) },
      { ALT: () => ({ step: this.SUBRULE(this.sendStep) }) },
      { ALT: () => ({ step: this.SUBRULE(this.sendWithoutChannel) }) },
    ]);
  });

  /** `send Welcome` */
  private readonly sendWithoutChannel: Rule<Form<"Send">> = this.rule("sendWithoutChannel", () => {
    this.missing("“email”, “sms”, “survey” or “message”");
    const message = nameOf(this.CONSUME(NameWord));
    const { args, argsSpan } = this.SUBRULE(this.optionalArgs);
    return { kind: "Send", channel: undefined, message, args, argsSpan, to: undefined };
  });

  private readonly sendStep: Rule<Form<"Send">> = this.rule("sendStep", () => {
    const channel = this.pick<SendChannel>(0, [
      { ALT: () => (this.CONSUME(kw("email")) ? "email" : undefined) },
      { ALT: () => (this.CONSUME(kw("sms")) ? "sms" : undefined) },
      { ALT: () => (this.CONSUME(kw("survey")) ? "survey" : undefined) },
      { ALT: () => (this.CONSUME(kw("message")) ? "message" : undefined) },
    ]);
    const message = this.name(0, `the name of ${channel === "email" ? "an" : "a"} ${channel}`);
    const { args, argsSpan } = this.SUBRULE(this.optionalArgs);
    const to = this.OPTION(() => {
      this.CONSUME(kw("to"));
      return this.SUBRULE(this.sum);
    });
    return { kind: "Send", channel, message, args, argsSpan, to };
  });

  protected readonly optionalArgs: Rule<Args> = this.rule("optionalArgs", () => {
    const start = this.here();
    const args: Argument[] = [];
    const there = this.OPTION(() =>
      this.within(LParen, () => {
        this.CONSUME(LParen);
        do this.MANY_SEP({ SEP: Comma, DEF: () => args.push(this.SUBRULE(this.argument)) });
        while (this.forgotComma());
        this.close(0, RParen, "“)”");
        return true;
      }),
    );
    return { args, argsSpan: there === undefined ? undefined : this.span(start) };
  });

  /** At the name of one more argument, before which only the comma is missing. */
  private forgotComma(): boolean {
    if (this.RECORDING_PHASE || !this.next(Word) || !this.next(Colon, 2)) return false;
    this.complain((found) => {
      const end = this.previousEnd();
      const fix = { title: "Put a comma between them", edits: [{ span: { start: end, end }, text: "," }] };
      const data = { expected: "“,”", found: found.image };
      this.report("expected", this.tokenSpan(found), data, fix);
    });
    return true;
  }

  private readonly argument: Rule<Argument> = this.rule("argument", () => {
    const start = this.here();
    const found = this.choice<{ name: Name | undefined; value: Expression }>(
      0,
      "an argument, such as “name: value”",
      [
        {
          GATE: () => this.next(Colon, 2),
          ALT: () => {
            const name = this.key(0, "the name of a parameter");
            this.CONSUME(Colon);
            return { name, value: this.SUBRULE(this.expression) };
          },
        },
        { ALT: () => ({ name: undefined, value: this.SUBRULE2(this.expression) }) },
      ],
    );
    const { name, value } = found ?? { name: undefined, value: this.nothing() };
    const span = this.span(start);
    const whole = this.next(Comma) || this.next(RParen);
    if (found !== undefined && name === undefined && whole && span.end > span.start)
      this.reportPositional(span);
    return { kind: "Argument", span, name, value };
  });

  private reportPositional(span: Span): void {
    this.report("positional-argument", span, { instead: `name: ${this.source.slice(span.start, span.end)}` });
  }

  // ---- contacts, webhooks, coupons, fragments

  private readonly update: Rule<Form<"Update">> = this.rule("update", () => {
    this.CONSUME(kw("update"));
    this.need(0, kw("contact"), "“contact”");
    const changes: Change[] = [];
    this.braces(0, CHANGE_PLACE, () => changes.push(this.SUBRULE(this.change)));
    return { kind: "Update", changes };
  });

  private readonly change: Rule<Change> = this.oneOf<Change>("change", [
    { ALT: () => this.SUBRULE(this.setChange) },
    {
      ALT: () => {
        const start = this.CONSUME(kw("clear")).startOffset;
        const field = this.word(0, "the name of a field");
        return { kind: "Change", span: this.span(start), field, form: "clear" };
      },
    },
    { ALT: () => this.listChange("add", "to", 2) },
    { ALT: () => this.listChange("remove", "from", 3) },
  ]);

  private readonly setChange: Rule<Change> = this.rule("setChange", () => {
    const start = this.CONSUME(kw("set")).startOffset;
    const field = this.word(1, "the name of a field");
    const value = this.need(0, Equal, "“=” and a value") ? this.SUBRULE(this.expression) : this.nothing();
    return { kind: "Change", span: this.span(start), field, form: "set", value };
  });

  private listChange(form: "add" | "remove", preposition: "to" | "from", idx: number): Change {
    const start = this.consume(idx, kw(form)).startOffset;
    const value = this.subrule(idx, this.value);
    const word = this.need(idx, kw(preposition), `“${preposition}” and a field`);
    const field = word && this.word(idx, "the name of a field");
    return { kind: "Change", span: this.span(start), field, form, value };
  }

  private readonly call: Rule<Form<"Call">> = this.rule("call", () => {
    this.CONSUME(kw("call"));
    this.need(0, kw("webhook"), "“webhook”");
    const webhook = this.name(0, "the name of a webhook");
    const { args } = this.SUBRULE(this.optionalArgs);
    const as = this.OPTION(() => {
      this.CONSUME(kw("as"));
      return this.freeName(0, "a name for the answer");
    });
    return { kind: "Call", webhook, args, as };
  });

  private readonly give: Rule<Form<"GiveCoupon">> = this.rule("give", () => {
    this.CONSUME(kw("give"));
    const word = this.need(0, kw("coupon"), "“coupon”");
    const coupon = this.name(0, "the name of a coupon");
    const as = this.OPTION(() => {
      this.CONSUME(kw("as"));
      return this.freeName(0, "a name for the code");
    });
    const named = as !== undefined || this.nextWord("as", 0);
    if (word !== undefined && coupon !== undefined && !named)
      this.complain(() => this.reportNoName(coupon), true);
    return { kind: "GiveCoupon", coupon, as };
  });

  private reportNoName(coupon: Name): void {
    const { end } = coupon.span;
    const instead = `give coupon ${coupon.text} as code`;
    const fix = { title: "Name the code", edits: [{ span: { start: end, end }, text: " as code" }] };
    this.report("coupon-without-as", coupon.span, { instead }, fix);
  }

  private readonly run: Rule<Form<"Run">> = this.rule("run", () => {
    this.CONSUME(kw("run"));
    const fragment = this.name(0, "the name of a fragment");
    const { args } = this.SUBRULE(this.optionalArgs);
    return { kind: "Run", fragment, args };
  });
}

interface Args {
  readonly args: Argument[];
  readonly argsSpan: Span | undefined;
}
