import { Colon, kw } from "../lexer/tokens.ts";
import { ITEM_WORDS } from "../lexer/words.ts";
import type {
  Channel,
  Email,
  Expression,
  Message,
  MessageBase,
  MessageItem,
  Name,
  Sms,
  Survey,
} from "../tree/index.ts";
import { FieldParser } from "./fields.ts";
import type { Rule } from "./forms.ts";
import { type Place, place } from "./places.ts";

type Policy = "skip" | "resend" | undefined;
type Question = Extract<MessageItem, { kind: "Question" }>;

const EMAIL_PLACE = place("a line of an email", ITEM_WORDS.email);
const SMS_PLACE = place("a line of an sms", ITEM_WORDS.sms);
const SURVEY_PLACE = place("a line of a survey", ITEM_WORDS.survey);
const MESSAGE_PLACE = place("a line of a message", ITEM_WORDS.message);
const CHANNEL_PLACE = place("“to” or “through” of a channel", ITEM_WORDS.channel);

/** What is sent: emails, texts, surveys, and messages of further channels. */
export abstract class MessageParser extends FieldParser {
  protected readonly email: Rule<Email> = this.rule("email", () => {
    const { start, ...base } = this.messageHead("email", "the name of the email");
    const items = this.items(EMAIL_PLACE, () => this.SUBRULE(this.emailLine));
    return { kind: "Email", span: this.span(start), ...base, items };
  });

  protected readonly sms: Rule<Sms> = this.rule("sms", () => {
    const { start, ...base } = this.messageHead("sms", "the name of the sms");
    const items = this.items(SMS_PLACE, () => this.SUBRULE(this.smsLine));
    return { kind: "Sms", span: this.span(start), ...base, items };
  });

  protected readonly survey: Rule<Survey> = this.rule("survey", () => {
    const { start, ...base } = this.messageHead("survey", "the name of the survey");
    const items = this.items(SURVEY_PLACE, () => this.SUBRULE(this.surveyLine));
    return { kind: "Survey", span: this.span(start), ...base, items };
  });

  protected readonly message: Rule<Message> = this.rule("message", () => {
    const { start, ...base } = this.messageHead("message", "the name of the message");
    const by = this.need(0, kw("by"), "“by” and the name of a channel");
    const channel = by && this.name(1, "the name of a channel");
    const items = this.items(MESSAGE_PLACE, () => this.SUBRULE(this.messageLine));
    return { kind: "Message", span: this.span(start), ...base, channel, items };
  });

  private messageHead(word: string, what: string): Omit<MessageBase, "span" | "items"> & { start: number } {
    const head = this.head(word, what);
    const parameters = this.SUBRULE(this.optionalParams);
    const audience = this.SUBRULE(this.forAudience);
    return { ...head, parameters, audience };
  }

  private items(at: Place, line: () => MessageItem): MessageItem[] {
    const items: MessageItem[] = [];
    this.braces(0, at, () => items.push(line()));
    return items;
  }

  // ---- lines

  private readonly emailLine: Rule<MessageItem> = this.oneOf<MessageItem>("emailLine", [
    { ALT: () => this.SUBRULE(this.mailItem) },
    { ALT: () => this.SUBRULE(this.delivery) },
  ]);

  private readonly smsLine: Rule<MessageItem> = this.oneOf<MessageItem>("smsLine", [
    { ALT: () => this.textItem("TextBody", "text", 0) },
    { ALT: () => this.SUBRULE(this.delivery) },
  ]);

  private readonly surveyLine: Rule<MessageItem> = this.oneOf<MessageItem>("surveyLine", [
    { ALT: () => this.SUBRULE(this.mailItem) },
    { ALT: () => this.SUBRULE(this.question) },
    { ALT: () => this.SUBRULE(this.delivery) },
  ]);

  private readonly messageLine: Rule<MessageItem> = this.oneOf<MessageItem>("messageLine", [
    { ALT: () => this.textItem("Title", "title", 0) },
    { ALT: () => this.textItem("TextBody", "text", 1) },
    { ALT: () => this.textItem("Url", "url", 2) },
    { ALT: () => this.SUBRULE(this.delivery) },
  ]);

  private readonly mailItem: Rule<MessageItem> = this.oneOf<MessageItem>("mailItem", [
    { ALT: () => this.textItem("From", "from", 0) },
    { ALT: () => this.textItem("Subject", "subject", 1) },
    { ALT: () => this.textItem("Preview", "preview", 2) },
    { ALT: () => this.SUBRULE(this.body) },
    { ALT: () => this.SUBRULE(this.link) },
  ]);

  private textItem(
    kind: "From" | "Subject" | "Preview" | "Title" | "TextBody" | "Url",
    word: string,
    idx: number,
  ) {
    const start = this.consume(idx, kw(word)).startOffset;
    const text = this.textLiteral(idx, "a text in quotes");
    return { kind, span: this.span(start), text };
  }

  private readonly body: Rule<MessageItem> = this.rule("body", () => {
    const start = this.CONSUME(kw("body")).startOffset;
    const file = this.accept(0, kw("file")) !== undefined;
    const text = this.textLiteral(0, file ? "the path of a file" : "a text in quotes, or “file” and a path");
    return { kind: "Body", span: this.span(start), file, text };
  });

  private readonly link: Rule<MessageItem> = this.rule("link", () => {
    const doc = this.doc();
    const start = this.CONSUME(kw("link")).startOffset;
    const name = this.string(0, "the name of the link");
    const url = name && this.string(1, "the address of the link");
    return { kind: "Link", span: this.span(start), doc, name, url };
  });

  private readonly question: Rule<Question> = this.rule("question", () => {
    const doc = this.doc();
    const start = this.CONSUME(kw("question")).startOffset;
    const name = this.word(0, "the name of the question");
    const text = this.textLiteral(0, "the question in quotes");
    this.need(0, Colon, "“:” and a type or a scale");
    let scale: Question["scale"];
    let type: Question["type"];
    this.choice<void>(0, "a type, or a scale such as “0 to 10”", [
      {
        ALT: () => {
          scale = this.SUBRULE(this.scale);
        },
      },
      {
        ALT: () => {
          type = this.SUBRULE(this.type);
        },
      },
    ]);
    return { kind: "Question", span: this.span(start), doc, name, text, scale, type };
  });

  private readonly scale: Rule<Question["scale"]> = this.rule("scale", () => {
    const low = this.number(0, "the least answer");
    const to = this.need(0, kw("to"), "“to” and the greatest answer");
    const high = to && this.number(1, "the greatest answer");
    return low && { low, high };
  });

  private readonly delivery: Rule<MessageItem> = this.oneOf<MessageItem>("delivery", [
    { ALT: () => this.SUBRULE(this.messageKind) },
    {
      ALT: () => {
        const start = this.CONSUME(kw("label")).startOffset;
        const name = this.string(0, "a label");
        return { kind: "Label", span: this.span(start), name };
      },
    },
    { ALT: () => this.SUBRULE(this.ifUnknown) },
  ]);

  private readonly messageKind: Rule<MessageItem> = this.rule("messageKind", () => {
    const start = this.CONSUME(kw("kind")).startOffset;
    const value = this.choice<"marketing" | "transactional">(0, "“marketing” or “transactional”", [
      { ALT: () => (this.CONSUME(kw("marketing")) ? "marketing" : "transactional") },
      { ALT: () => (this.CONSUME(kw("transactional")) ? "transactional" : "marketing") },
    ]);
    return { kind: "MessageKind", span: this.span(start), value };
  });

  /** `if unknown skip | resend`: for a send or call whose outcome is lost. */
  protected readonly ifUnknown: Rule<{ kind: "IfUnknown"; span: MessageItem["span"]; policy: Policy }> =
    this.rule("ifUnknown", () => {
      const start = this.CONSUME(kw("if")).startOffset;
      this.need(0, kw("unknown"), "“unknown”");
      const policy = this.choice<Policy>(0, "“skip” or “resend”", [
        { ALT: () => (this.CONSUME(kw("skip")) ? "skip" : undefined) },
        { ALT: () => (this.CONSUME(kw("resend")) ? "resend" : undefined) },
      ]);
      return { kind: "IfUnknown", span: this.span(start), policy };
    });

  // ---- channels

  protected readonly channel: Rule<Channel> = this.rule("channel", () => {
    const { start, ...head } = this.head("channel", "the name of the channel");
    const to: Expression[] = [];
    const through: Name[] = [];
    this.braces(0, CHANNEL_PLACE, () =>
      this.pick<void>(0, [
        {
          ALT: () => {
            this.CONSUME(kw("to"));
            to.push(this.SUBRULE(this.sum));
          },
        },
        {
          ALT: () => {
            this.CONSUME(kw("through"));
            const webhook = this.name(1, "the name of a webhook");
            if (webhook !== undefined) through.push(webhook);
          },
        },
      ]),
    );
    return { kind: "Channel", span: this.span(start), ...head, to, through };
  });
}
