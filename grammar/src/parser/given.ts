import { Identifier, kw, LCurly, NameWord, NumberToken, StringText } from "../lexer/tokens.ts";
import type { Expression, GivenState, Name, ObjectExpression, TestLine } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { nameOf, spanOf, tenseOf } from "./nodes.ts";
import { OutcomeParser } from "./outcomes.ts";
import { isPlainName } from "./places.ts";

type Line<K extends TestLine["kind"]> = Extract<TestLine, { kind: K }>;
type Behaviour = Line<"GivenBehaviour">["behaviour"];

const BEHAVIOURS: ReadonlySet<string> = new Set(["answers", "refuses", "times", "fails"]);

/** What a test is given: contacts, what they are and did, and how the outside answers. */
export abstract class GivenParser extends OutcomeParser {
  protected readonly given: Rule<TestLine> = this.rule("given", () => {
    const start = this.CONSUME(kw("given")).startOffset;
    const line = this.gated<TestLine>(
      0,
      "a contact, what she did or is, or how a webhook or channel answers",
      [
        { GATE: () => this.atGivenContact(), ALT: () => this.SUBRULE(this.givenContact, { ARGS: [start] }) },
        { GATE: () => this.atBehaviour(), ALT: () => this.SUBRULE(this.givenBehaviour, { ARGS: [start] }) },
        { GATE: () => this.atState(), ALT: () => this.SUBRULE(this.givenState, { ARGS: [start] }) },
        { ALT: () => this.SUBRULE(this.givenPast, { ARGS: [start] }) },
      ],
    );
    return line ?? { kind: "GivenContact", span: this.span(start), person: undefined, fields: undefined };
  });

  private atGivenContact(): boolean {
    return this.nextWord("contact") && !this.atState() && tenseOf(this.LA(2).image) === undefined;
  }

  /** `given push answers …` is a behaviour, whatever verb forms are put up with elsewhere (grammar.md §5.8). */
  private atBehaviour(): boolean {
    if (this.nextWord("webhook") || this.nextWord("coupon") || this.nextWord("custom")) return true;
    const channel = this.nextWord("email") || this.nextWord("sms") || isPlainName(this.LA(1));
    return channel && (BEHAVIOURS.has(this.LA(2).image) || this.firstOnLine(this.LA(2)));
  }

  private atState(): boolean {
    return ["has", "in", "is", "not"].includes(this.LA(2).image);
  }

  private readonly givenContact: Rule<TestLine, [start: number]> = this.rule(
    "givenContact",
    (start: number) => {
      this.CONSUME(kw("contact"));
      const person = this.OPTION(() => nameOf(this.CONSUME(Identifier)));
      const fields = this.neededObject(0, "“{” and the fields of the contact");
      return { kind: "GivenContact", span: this.span(start), person, fields };
    },
  );

  private readonly givenPast: Rule<TestLine, [start: number]> = this.rule("givenPast", (start: number) => {
    const subject = this.SUBRULE(this.subject);
    const tense = tenseOf(this.LA(1).image) === "past" ? "past" : "present";
    const act = this.SUBRULE(this.act);
    const at = this.here();
    const early = this.OPTION(() => this.SUBRULE(this.optionalPayload));
    const on = this.SUBRULE(this.pastTime);
    if (early !== undefined && on !== undefined) this.reportEarlyPayload(at, early, on);
    const late = this.OPTION2({
      GATE: () => early === undefined,
      DEF: () => this.SUBRULE2(this.optionalPayload),
    });
    return { kind: "GivenPast", span: this.span(start), subject, act, tense, on, payload: early ?? late };
  });

  private readonly pastTime: Rule<Expression | undefined> = this.rule("pastTime", () => {
    const word = this.need(0, kw("on"), "“on” and a date");
    return word && this.SUBRULE(this.moment);
  });

  private reportEarlyPayload(start: number, payload: ObjectExpression, on: Expression): void {
    if (this.RECORDING_PHASE) return;
    const span = { start, end: payload.span.end };
    const date = this.source.slice(on.span.start, on.span.end);
    const instead = `on ${date} with { … }`;
    const whole = { start, end: this.previousEnd() };
    const text = `on ${date} with ${this.source.slice(payload.span.start, payload.span.end)}`;
    this.report(
      "with-before-on",
      span,
      { instead },
      { title: "Move on before with", edits: [{ span: whole, text }] },
    );
  }

  private readonly givenState: Rule<TestLine, [start: number]> = this.rule("givenState", (start: number) => {
    const subject = this.SUBRULE(this.subject);
    const found = this.choice<GivenState>(0, "“has tag”, “in” or “is subscribed”", [
      {
        ALT: () => {
          this.CONSUME(kw("has"));
          const word = this.need(0, kw("tag"), "“tag” and its name");
          return { kind: "tag", tag: word && this.string(0, "a tag") };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("in"));
          return this.SUBRULE(this.givenMembership);
        },
      },
      { ALT: () => this.SUBRULE(this.givenConsent) },
    ]);
    return {
      kind: "GivenState",
      span: this.span(start),
      subject,
      state: found ?? { kind: "tag", tag: undefined },
    };
  });

  private readonly givenMembership: Rule<GivenState> = this.rule("givenMembership", () => {
    const found = this.choice<GivenState>(0, "a group, a segment or a loyalty query", [
      {
        GATE: () => this.next(StringText),
        ALT: () => ({ kind: "group", group: this.SUBRULE(this.groupRef) }),
      },
      { ALT: () => ({ kind: "people", people: this.SUBRULE(this.people) }) },
    ]);
    return found ?? { kind: "tag", tag: undefined };
  });

  private readonly givenConsent: Rule<GivenState> = this.rule("givenConsent", () => {
    this.CONSUME(kw("is"));
    const negated = this.accept(0, kw("not")) !== undefined;
    this.need(0, kw("subscribed"), "“subscribed”");
    const channel = this.OPTION2(() => this.SUBRULE(this.toChannel));
    return { kind: "subscribed", negated, channel };
  });

  private readonly givenBehaviour: Rule<TestLine, [start: number]> = this.rule(
    "givenBehaviour",
    (start: number) => {
      let of: Line<"GivenBehaviour">["of"] = "channel";
      const name = this.pick<Name | undefined>(0, [
        {
          ALT: () => {
            this.CONSUME(kw("webhook"));
            of = "webhook";
            return this.name(0, "the name of a webhook");
          },
        },
        {
          ALT: () => {
            this.CONSUME(kw("coupon"));
            of = "coupon";
            return this.name(3, "the name of a coupon");
          },
        },
        {
          ALT: () => {
            this.CONSUME(kw("custom"));
            of = "custom audience";
            this.need(1, kw("audience"), "“audience”");
            return this.name(2, "the name of a custom audience");
          },
        },
        { ALT: () => this.SUBRULE(this.channelName) },
      ]);
      const behaviour = this.choice<Behaviour>(1, "“answers”, “refuses” or “times out”", [
        { ALT: () => this.SUBRULE(this.answers) },
        {
          ALT: () => {
            this.CONSUME(kw("refuses"));
            return { kind: "refuses" };
          },
        },
        {
          ALT: () => {
            this.CONSUME(kw("times"));
            this.need(0, kw("out"), "“out”");
            return { kind: "times out" };
          },
        },
        { GATE: () => this.LA(1).image === "fails", ALT: () => this.fails() },
      ]);
      const forPerson = this.OPTION(() => this.SUBRULE(this.forPerson));
      return { kind: "GivenBehaviour", span: this.span(start), of, name, behaviour, forPerson };
    },
  );

  /** Two words for two failures, and `fails` for neither. */
  private fails(): Behaviour {
    const span = spanOf(this.CONSUME1(NameWord));
    const fix = { title: "Write refuses", edits: [{ span, text: "refuses" }] };
    this.report("fails-for-refuses", span, { instead: "refuses" }, fix);
    return { kind: "refuses" };
  }

  private readonly answers: Rule<Behaviour> = this.rule("answers", () => {
    this.CONSUME(kw("answers"));
    const behaviour = this.choice<Behaviour>(0, "“{” and an answer, or a status such as 503", [
      { ALT: () => ({ kind: "answers", body: this.SUBRULE(this.object), status: undefined }) },
      {
        GATE: () => this.next(NumberToken),
        ALT: () => ({ kind: "answers", body: undefined, status: this.number(0, "a status") }),
      },
    ]);
    return behaviour ?? { kind: "answers", body: undefined, status: undefined };
  });

  protected readonly optionalPayload: Rule<ObjectExpression | undefined> = this.rule(
    "optionalPayload",
    () => {
      const bare = this.next(LCurly);
      const start = this.here();
      const payload = this.OPTION(() => {
        this.OPTION2(() => this.CONSUME(kw("with")));
        return this.neededObject(0, "“{” and what comes with it");
      });
      if (bare && payload !== undefined) {
        const fix = {
          title: "Write with before it",
          edits: [{ span: { start, end: start }, text: "with " }],
        };
        this.report("payload-without-with", { start, end: start + 1 }, { instead: "with {" }, fix);
      }
      return payload;
    },
  );
}
