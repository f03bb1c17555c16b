import {
  type Email,
  type MessageItem,
  type Span,
  type Survey,
  sourceOffset,
  type TextLiteral,
} from "@trajet/grammar";
import type { BoundModel } from "../model/model.ts";

/** How a body is written, and what a mail makes of it. */
export type BodyFormat = "html" | "text";

/** One template of a message, with the way from an offset in it to its place in the project. */
export interface MessageText {
  readonly part: "from" | "subject" | "preview" | "body";
  readonly source: string;
  readonly format: BodyFormat;
  /** A `.hbs` file, or the `.journey` file with the string. */
  readonly file: string;
  readonly place: (span: Span) => Span;
}

/** A body that stands in a file: its literal, and why it cannot be read if it cannot. */
export interface BodyFile {
  readonly path: TextLiteral;
  readonly problem: "missing" | "format" | undefined;
}

/** All templates of an email or a survey that can be read, in the order of a mail. Of a line written twice the first counts. */
export function textsOf(model: BoundModel, email: Email | Survey): readonly MessageText[] {
  const file = model.fileOf(email).path;
  const inline = (part: MessageText["part"], text: TextLiteral | undefined): MessageText[] =>
    text === undefined ? [] : [inlineText(part, text, "text", file)];
  return [
    ...inline("from", lineOf(email, "From")),
    ...inline("subject", lineOf(email, "Subject")),
    ...inline("preview", lineOf(email, "Preview")),
    ...bodyText(model, email, file),
  ];
}

function lineOf(email: Email | Survey, kind: "From" | "Subject" | "Preview"): TextLiteral | undefined {
  return email.items.find((item): item is MessageItem & { readonly kind: typeof kind } => item.kind === kind)
    ?.text;
}

type Body = Extract<MessageItem, { kind: "Body" }>;

function bodyOf(email: Email | Survey): Body | undefined {
  return email.items.find((item): item is Body => item.kind === "Body");
}

/** The file in which the body of an email stands, `undefined` if it stands in the declaration. */
export function bodyFile(model: BoundModel, email: Email | Survey): BodyFile | undefined {
  const body = bodyOf(email);
  if (body?.text === undefined || !body.file) return undefined;
  const path = body.text;
  if (formatOfFile(path.value) === undefined) return { path, problem: "format" };
  return { path, problem: model.readFile(path.value) === undefined ? "missing" : undefined };
}

function bodyText(model: BoundModel, email: Email | Survey, file: string): MessageText[] {
  const body = bodyOf(email);
  if (body?.text === undefined) return [];
  if (!body.file) return [inlineText("body", body.text, formatOfText(body.text.value), file)];
  const path = body.text.value;
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
export function formatOfFile(path: string): BodyFormat | undefined {
  if (/\.txt(\.hbs)?$/.test(path)) return "text";
  return /\.(hbs|html)$/.test(path) ? "html" : undefined;
}

/** A text that holds an HTML tag is HTML. An address in angle brackets is none. */
export function formatOfText(text: string): BodyFormat {
  const bare = text.replace(/\{\{[\s\S]*?\}\}/g, "");
  return /<\/?[a-z][a-z0-9-]*(\s[^<>]*)?\/?>|<!doctype\s/i.test(bare) ? "html" : "text";
}
