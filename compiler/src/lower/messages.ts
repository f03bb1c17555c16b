import type { Email, Message, MessageItem, Sms, Survey } from "@trajet/grammar";
import { type AnyMessage, channelOf } from "../model/messages.ts";
import type { Model } from "../model/model.ts";
import type {
  ChannelMessage,
  MessageProgram,
  Question,
  SmsMessage,
  SurveyMessage,
  ValueType,
} from "../program/types.ts";
import { readMarkup } from "../templates/markup.ts";
import { type MessageText, textsOf } from "../templates/texts.ts";
import { type Lowering, LoweringError, present } from "./lowering.ts";
import { partialsIn, partialsOfLines } from "./partials.ts";
import { useTemplates } from "./template-uses.ts";
import { parametersOf, valueType } from "./value-types.ts";
import { wholeOf } from "./whole-numbers.ts";

type ItemOf<K extends MessageItem["kind"]> = MessageItem & { readonly kind: K };

/** A message with the sources of its templates, those in files included. The fields that they print are used. */
export function lowerMessage(name: string, place: Lowering): MessageProgram {
  const message = messageOf(place.model, name);
  const lowered = formOf(message, place);
  useTemplates(message, place);
  return lowered;
}

function formOf(message: AnyMessage, place: Lowering): MessageProgram {
  switch (message.kind) {
    case "Email":
      return mailOf(message, place.model);
    case "Survey":
      return {
        ...mailOf(message, place.model),
        form: "survey",
        questions: questionsOf(message, place.model),
      };
    case "Sms":
      return smsOf(message, place.model);
    case "Message":
      return channelMessageOf(message, place);
    default:
      return message satisfies never;
  }
}

/** The channel by which the message of this name goes. */
export function channelByName(model: Model, name: string): string {
  return channelOf(messageOf(model, name));
}

/** The types of a survey's answers. People leave questions out, whatever their type. */
export function lowerAnswers(name: string, { model }: Lowering): ValueType {
  const survey = messageOf(model, name);
  const questions = survey.kind === "Survey" ? questionsOf(survey, model) : [];
  const fields = questions.map(({ name, type }) => [name, { ...type, optional: true }] as const);
  return { type: "record", fields: Object.fromEntries(fields) };
}

function messageOf(model: Model, name: string): AnyMessage {
  return present(model.symbols.messages.get(name), `the message ${name}`);
}

function itemOf<K extends MessageItem["kind"]>(message: AnyMessage, kind: K): ItemOf<K> | undefined {
  return message.items.find((item): item is ItemOf<K> => item.kind === kind);
}

function deliveryOf(message: AnyMessage, model: Model) {
  return {
    kind: itemOf(message, "MessageKind")?.value ?? "marketing",
    labels: message.items.flatMap((item) => (item.kind === "Label" && item.name ? [item.name.value] : [])),
    ifUnknown: itemOf(message, "IfUnknown")?.policy ?? (message.kind === "Message" ? "resend" : "skip"),
    parameters: parametersOf(model, message.parameters),
    ...partialsOfLines(model, message),
  };
}

function mailOf(mail: Email | Survey, model: Model): Omit<SurveyMessage, "form" | "questions"> {
  const name = mail.name?.text ?? "";
  const body = present(
    textsOf(model, mail).find((text) => text.part === "body"),
    `the body of ${name}`,
  );
  return {
    channel: "email",
    ...deliveryOf(mail, model),
    from:
      itemOf(mail, "From")?.text?.value ??
      present(model.config.channels.email?.from, `the sender of ${name}`),
    subject: present(itemOf(mail, "Subject")?.text?.value, `the subject of ${name}`),
    preview: itemOf(mail, "Preview")?.text?.value ?? null,
    body: {
      format: body.format === "text" ? "text" : "html",
      template: templateOf(body, model),
      ...partialsIn(body.source, body.file, model),
    },
    links: linksOf(mail),
  };
}

/** The source of a body; of MJML, the HTML that it makes. */
function templateOf({ source, format, file }: MessageText, model: Model): string {
  if (format !== "mjml") return source;
  const { html } = readMarkup(source, model.compileMarkup);
  if (html === undefined) throw new LoweringError(`no HTML is made of ${file}`);
  return html;
}

function linksOf(mail: AnyMessage): Readonly<Record<string, string>> {
  const links = mail.items.flatMap((item) =>
    item.kind === "Link" && item.name && item.url ? [[item.name.value, item.url.value] as const] : [],
  );
  return Object.fromEntries(links);
}

function questionsOf(survey: Survey, model: Model): readonly Question[] {
  return survey.items.flatMap((item) => (item.kind === "Question" ? [questionOf(item, model)] : []));
}

function questionOf(item: ItemOf<"Question">, model: Model): Question {
  const name = present(item.name, "the name of a question").text;
  const text = present(item.text, `the text of the question ${name}`).value;
  if (item.scale === undefined) return { name, text, type: valueType(model.types.node(item.type)) };
  const { low, high } = item.scale;
  const scale = { low: wholeOf(low, "a scale", 0), high: wholeOf(high, "a scale", 0) };
  return { name, text, type: { type: "number" }, scale };
}

function smsOf(sms: Sms, model: Model): SmsMessage {
  const text = present(itemOf(sms, "TextBody")?.text, `the text of ${sms.name?.text}`).value;
  return { form: "sms", channel: "sms", ...deliveryOf(sms, model), text };
}

/** The program holds the channel by which it goes, and the webhook of that. */
function channelMessageOf(message: Message, { model, uses }: Lowering): ChannelMessage {
  const channel = present(message.channel, `the channel of ${message.name?.text}`).text;
  uses.channels.add(channel);
  return {
    form: "message",
    channel,
    ...deliveryOf(message, model),
    title: itemOf(message, "Title")?.text?.value ?? null,
    text: itemOf(message, "TextBody")?.text?.value ?? null,
    url: itemOf(message, "Url")?.text?.value ?? null,
  };
}
