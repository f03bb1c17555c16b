import type { ValueType } from "./values.ts";

interface MessageBase {
  readonly kind: "marketing" | "transactional";
  readonly labels: readonly string[];
  readonly ifUnknown: "skip" | "resend";
  readonly parameters: Readonly<Record<string, ValueType>>;
  /** Partials of the texts beside the body, by the names under which they are put in. */
  readonly partials?: Partials;
}

/** The Handlebars source of a template, and those of the partials that it puts in, by the names that stand in it. */
export interface TemplateSource {
  readonly template: string;
  readonly partials?: Partials;
}
export type Partials = Readonly<Record<string, TemplateSource>>;

interface Mail extends MessageBase {
  readonly channel: "email";
  readonly from: string;
  readonly subject: string;
  readonly preview: string | null;
  /** Plain text is made into HTML paragraphs; HTML gets a text part made from it. */
  readonly body: { readonly format: "html" | "text" } & TemplateSource;
  readonly links: Readonly<Record<string, string>>;
}

export interface EmailMessage extends Mail {
  readonly form?: never;
}

/** A mail with questions. */
export interface SurveyMessage extends Mail {
  readonly form: "survey";
  /** In the order in which they are asked. */
  readonly questions: readonly Question[];
}
export interface Question {
  readonly name: string;
  readonly text: string;
  readonly type: ValueType;
  /** Of a number: its ends, both included. */
  readonly scale?: { readonly low: number; readonly high: number };
}

export interface SmsMessage extends MessageBase {
  readonly form: "sms";
  readonly channel: "sms";
  readonly text: string;
}

/** A message of a further channel: what its webhook is given. */
export interface ChannelMessage extends MessageBase {
  readonly form: "message";
  readonly channel: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly url: string | null;
}

/** A message with its Handlebars sources. */
export type MessageProgram = EmailMessage | SurveyMessage | SmsMessage | ChannelMessage;
