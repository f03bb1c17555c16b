import type {
  Channel,
  Email,
  Message,
  MessageItem,
  Parameter,
  Sms,
  Survey,
  TextLiteral,
} from "@trajet/grammar";
import type { Check } from "../check.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { resolve } from "../names/declared.ts";
import { checkWord } from "../names/members.ts";
import { checkTypeNode, named } from "./audience.ts";
import { checkOnce, checkRequired, checkUnique } from "./lines.ts";

type AnyMessage = Email | Sms | Survey | Message;

const WORDS: Readonly<Record<MessageItem["kind"], string>> = {
  From: "from",
  Subject: "subject",
  Preview: "preview",
  Title: "title",
  TextBody: "text",
  Url: "url",
  Body: "body",
  Link: "link",
  Question: "question",
  MessageKind: "kind",
  Label: "label",
  IfUnknown: "if unknown",
};
const LISTS: ReadonlySet<MessageItem["kind"]> = new Set(["Link", "Question", "Label"]);

/** Checks a message's lines; its templates are checked apart. */
export function checkMessage(message: AnyMessage, check: Check): void {
  const noun = message.kind.toLowerCase();
  const where = `${noun} ${message.name?.text ?? ""}`.trim();
  resolve("audiences", message.audience, check);
  checkParameters(message.parameters, where, check);
  checkOnce(
    message.items.filter(({ kind }) => !LISTS.has(kind)),
    ({ kind }) => WORDS[kind],
    where,
    check,
  );
  checkRequired(message.items, requiredLines(message, check), noun, message, check);
  const links = message.items.flatMap((item) => (item.kind === "Link" ? [item.name] : []));
  checkUnique(named(links), "link", where, check);
  const questions = message.items.flatMap((item) =>
    item.kind === "Question" && item.name ? [item.name] : [],
  );
  checkUnique(questions, "question", where, check);
  for (const item of message.items) checkItem(item, check);
}

function requiredLines(message: AnyMessage, check: Check): Readonly<Record<string, string>> {
  switch (message.kind) {
    case "Email":
    case "Survey": {
      const { channels, unreadable } = check.config;
      const sender = channels.email?.from !== undefined || unreadable;
      return { ...(sender ? {} : { From: "from" }), Subject: "subject", Body: "body" };
    }
    case "Sms":
      return { TextBody: "text" };
    case "Message":
      return linesForChannel(resolve("channels", message.channel, check), check);
    default:
      return message satisfies never;
  }
}

/** What a channel's webhook needs by the names of a message's lines. */
function linesForChannel(channel: Channel | undefined, check: Check): Readonly<Record<string, string>> {
  const through = channel?.through[0]?.text;
  const parameters = through === undefined ? undefined : check.symbols.webhooks.get(through)?.parameters;
  if (parameters === undefined) return {};
  const needed = check.types.parameters(parameters);
  const lines = [
    ["Title", "title"],
    ["TextBody", "text"],
    ["Url", "url"],
  ] as const;
  return Object.fromEntries(lines.filter(([, word]) => needed.has(word) && !needed.get(word)?.optional));
}

export function checkParameters(parameters: readonly Parameter[], where: string, check: Check): void {
  const names = parameters.flatMap(({ name }) => (name === undefined ? [] : [name]));
  checkUnique(names, "parameter", where, check);
  for (const { type } of parameters) checkTypeNode(type, check);
}

function checkItem(item: MessageItem, check: Check): void {
  switch (item.kind) {
    case "From":
      checkSender(item.text, check);
      return;
    case "Subject":
      if (item.text?.value.trim() === "") check.report("TJ3022", item.text.span, { what: "a subject" });
      return;
    case "Link":
      checkUrl(item, check);
      return;
    case "Question":
      checkTypeNode(item.type, check);
      if (item.scale !== undefined) checkScale(item.scale, check);
      return;
    case "Label":
      checkWord("labels", item.name, check);
      return;
    case "Preview":
    case "Title":
    case "TextBody":
    case "Url":
    case "Body":
    case "MessageKind":
    case "IfUnknown":
      return;
    default:
      item satisfies never;
  }
}

const ADDRESS = /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** `Ana <ana@shop.example>` or `ana@shop.example`; what a template puts there is not known here. */
function checkSender(text: TextLiteral | undefined, check: Check): void {
  if (text === undefined || text.value.includes("{{") || ADDRESS.test(text.value.trim())) return;
  check.report("TJ3016", text.span, { value: text.value, noun: "a sender", like: "Ana <ana@shop.example>" });
}

function checkUrl(item: Extract<MessageItem, { kind: "Link" }>, check: Check): void {
  const { url } = item;
  if (url === undefined || url.value.includes("{{") || URL.canParse(url.value)) return;
  check.report("TJ3016", url.span, {
    value: url.value,
    noun: "an address of the web",
    like: "https://shop.example/",
  });
}

function checkScale(
  scale: NonNullable<Extract<MessageItem, { kind: "Question" }>["scale"]>,
  check: Check,
): void {
  const low = wholeNumber(scale.low, 0, "a scale", check);
  const high = wholeNumber(scale.high, 0, "a scale", check);
  if (low === undefined || high === undefined || scale.high === undefined || low < high) return;
  check.report("TJ3017", { start: scale.low.span.start, end: scale.high.span.end }, {});
}
