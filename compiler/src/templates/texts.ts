import {
  type Email,
  type Message,
  type MessageItem,
  type Sms,
  type Span,
  type Survey,
  sourceOffset,
  type TextLiteral,
  type Webhook,
} from "@trajet/grammar";
import type { Model } from "../model/model.ts";

/** What has templates: messages of all channels, and webhooks. */
export type Templated = Email | Sms | Survey | Message | Webhook;

const KINDS: ReadonlySet<string> = new Set(["Email", "Sms", "Survey", "Message", "Webhook"]);

export function isTemplated(declaration: { readonly kind: string }): declaration is Templated {
  return KINDS.has(declaration.kind);
}

/** How a body is written, and what a mail makes of it. */
export type BodyFormat = "html" | "text" | "mjml";

/** One template, with the way from an offset in it to its place in the project. */
export interface MessageText {
  readonly part: "from" | "subject" | "preview" | "title" | "text" | "url" | "body" | "header";
  readonly source: string;
  readonly format: BodyFormat;
  /** A body's file, or the `.journey` file with the string. */
  readonly file: string;
  readonly place: (span: Span) => Span;
}

/** A body that stands in a file: its literal, and why it cannot be read if it cannot. */
export interface BodyFile {
  readonly path: TextLiteral;
  readonly problem: "missing" | "format" | "outside" | "binary" | undefined;
}

const LINES = [
  ["From", "from"],
  ["Subject", "subject"],
  ["Preview", "preview"],
  ["Title", "title"],
  ["TextBody", "text"],
  ["Url", "url"],
] as const;

type Line = (typeof LINES)[number][0];

/** All templates that can be read, in the order of a mail. Of a line written twice the first counts. */
export function textsOf(model: Pick<Model, "fileOf" | "readFile">, owner: Templated): readonly MessageText[] {
  const file = model.fileOf(owner).path;
  if (owner.kind === "Webhook") return webhookTexts(owner, file);
  return [
    ...LINES.flatMap(([kind, part]) => {
      const text = lineOf(owner.items, kind);
      return text === undefined ? [] : [inlineText(part, text, "text", file)];
    }),
    ...bodyText(model, owner.items, file),
  ];
}

function webhookTexts(webhook: Webhook, file: string): readonly MessageText[] {
  const url = webhook.items.find((item) => item.kind === "WebhookUrl");
  const headers = webhook.items.flatMap((item) =>
    item.kind === "Header" && item.value !== undefined
      ? [inlineText("header", item.value, "text", file)]
      : [],
  );
  const [text] = url?.kind === "WebhookUrl" && url.text !== undefined ? [url.text] : [];
  return [...(text === undefined ? [] : [inlineText("url", text, "text", file)]), ...headers];
}

function lineOf(items: readonly MessageItem[], kind: Line): TextLiteral | undefined {
  return items.find((item): item is MessageItem & { readonly kind: Line } => item.kind === kind)?.text;
}

type Body = Extract<MessageItem, { kind: "Body" }>;

function bodyOf(items: readonly MessageItem[]): Body | undefined {
  return items.find((item): item is Body => item.kind === "Body");
}

/** The file in which a body stands, `undefined` if it stands in the declaration. */
export function bodyFile(model: Pick<Model, "readFile">, owner: Templated): BodyFile | undefined {
  const body = owner.kind === "Webhook" ? undefined : bodyOf(owner.items);
  if (body?.text === undefined || !body.file) return undefined;
  const path = body.text;
  return { path, problem: problemOf(path.value, model.readFile) };
}

function problemOf(path: string, readFile: Model["readFile"]): BodyFile["problem"] {
  if (leadsOutside(path)) return "outside";
  if (formatOfFile(path) === undefined) return "format";
  const text = readFile(path);
  if (text === undefined) return "missing";
  return isText(text) ? undefined : "binary";
}

/** A path that does not stay in the project's folder. */
export function leadsOutside(path: string): boolean {
  return /^([/\\]|[a-z]:|[a-z]+:\/\/)/i.test(path) || path.split(/[/\\]/).includes("..");
}

/** No text holds a zero byte. */
export function isText(text: string): boolean {
  return !text.includes("\0");
}

function bodyText(
  model: Pick<Model, "readFile">,
  items: readonly MessageItem[],
  file: string,
): readonly MessageText[] {
  const body = bodyOf(items);
  if (body?.text === undefined) return [];
  if (!body.file) return [inlineText("body", body.text, formatOfText(body.text.value), file)];
  const path = body.text.value;
  if (problemOf(path, model.readFile) !== undefined) return [];
  const [source, format] = [model.readFile(path), formatOfFile(path)];
  if (source === undefined || format === undefined) return [];
  return [{ part: "body", source, format, file: path, place: (span) => span }];
}

function inlineText(
  part: MessageText["part"],
  text: TextLiteral,
  format: BodyFormat,
  file: string,
): MessageText {
  const place = (span: Span): Span => ({
    start: sourceOffset(text, span.start),
    end: sourceOffset(text, span.end),
  });
  return { part, source: text.value, format, file, place };
}

/** By the ending of the file's name; `undefined` for one that is not known. */
function formatOfFile(path: string): BodyFormat | undefined {
  if (/\.txt(\.hbs)?$/.test(path)) return "text";
  if (path.endsWith(".mjml")) return "mjml";
  return /\.(hbs|html)$/.test(path) ? "html" : undefined;
}

/** A text that holds an HTML tag is HTML. An address in angle brackets is none. */
function formatOfText(text: string): BodyFormat {
  const bare = text.replace(/\{\{[\s\S]*?\}\}/g, "");
  return /<\/?[a-z][a-z0-9-]*(\s[^<>]*)?\/?>|<!doctype\s/i.test(bare) ? "html" : "text";
}

/** The text of a string without its quotes; all of a string that has only one. */
export function inQuotes(span: Span): Span {
  return span.end - span.start > 1 ? { start: span.start + 1, end: span.end - 1 } : span;
}
