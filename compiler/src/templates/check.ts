import { type Email, type Span, sourceOffset } from "@trajet/grammar";
import type { Fix } from "../diagnostics/diagnostic.ts";
import type { Report } from "../diagnostics/report.ts";
import type { BoundModel, ModelFile } from "../model/model.ts";
import { type Check, linkUse, type TemplateFix } from "./context.ts";
import { parseTemplate } from "./parse.ts";
import { type TemplateScope, templateScope } from "./scope.ts";
import { bodyFile, type MessageText, textsOf } from "./texts.ts";
import { walkTemplate } from "./walk.ts";

/**
 * Checks the templates of the emails in a file: their syntax, variables, helpers and types, and that parameters and
 * links are used; of an email that the parser could not read, none. Each mistake is reported at its place, in the `.hbs` file or inside the string.
 */
export function checkMessageTemplates(
  file: ModelFile,
  model: BoundModel,
  isBroken: (span: Span) => boolean,
  report: Report,
): void {
  for (const declaration of file.tree.declarations) {
    if (declaration.kind === "Email" && !isBroken(declaration.span))
      checkEmail(model, declaration, templateScope(model, declaration), report);
  }
}

function checkEmail(model: BoundModel, email: Email, scope: TemplateScope, report: Report): void {
  const used = new Set<string>();
  const texts = textsOf(model, email);
  const readable = texts.map((text) => checkText(text, scope, used, report));
  checkBodyFile(model, email, report);
  checkAddresses(model, email, report);
  // What a text that cannot be read uses is not known.
  if (readable.includes(false) || bodyFile(model, email)?.problem !== undefined) return;
  checkUnusedParameters(model, email, scope, used, report);
  checkLinks(model, email, scope, used, texts, report);
}

/** Checks one template. False if it is none. */
function checkText(text: MessageText, scope: TemplateScope, used: Set<string>, report: Report): boolean {
  const parsed = parseTemplate(text.source);
  if ("problem" in parsed) {
    report("TJ5001", text.place(parsed.problem.span), text.file, { problem: parsed.problem.problem });
    return false;
  }
  const check: Check = {
    scope,
    html: text.format === "html",
    use: (name) => void used.add(name),
    report: (code, span, params, fixes = []) =>
      report(code, text.place(span), text.file, params, { fixes: fixes.map((fix) => placed(fix, text)) }),
  };
  walkTemplate(parsed.template, check);
  return true;
}

function placed(fix: TemplateFix, text: MessageText): Fix {
  const edits = fix.edits.map((edit) => ({ file: text.file, span: text.place(edit.span), text: edit.text }));
  return { id: fix.id, title: fix.title, edits };
}

function checkBodyFile(model: BoundModel, email: Email, report: Report): void {
  const body = bodyFile(model, email);
  if (body?.problem === undefined) return;
  const file = model.fileOf(email).path;
  const span = inQuotes(body.path.span);
  if (body.problem === "format") report("TJ5010", span, file, { path: body.path.value });
  else report("TJ5007", span, file, { path: body.path.value, nearest: undefined });
}

function checkUnusedParameters(
  model: BoundModel,
  email: Email,
  scope: TemplateScope,
  used: ReadonlySet<string>,
  report: Report,
): void {
  for (const { name } of email.parameters) {
    if (name === undefined || used.has(name.text)) continue;
    report(
      "TJ5005",
      name.span,
      model.fileOf(email).path,
      { parameter: name.text, message: scope.message },
      { tags: ["unnecessary"] },
    );
  }
}

/** A link is in the body as `{{link "shop"}}`, or by its address. */
function checkLinks(
  model: BoundModel,
  email: Email,
  scope: TemplateScope,
  used: ReadonlySet<string>,
  texts: readonly MessageText[],
  report: Report,
): void {
  const file = model.fileOf(email).path;
  const body = texts.find((text) => text.part === "body");
  for (const item of email.items) {
    if (item.kind !== "Link" || item.name === undefined || item.url === undefined) continue;
    if (body === undefined || used.has(linkUse(item.name.value)) || body.source.includes(item.url.value))
      continue;
    report("TJ5006", inQuotes(item.name.span), file, { link: item.name.value, message: scope.message });
  }
}

/** The address of a link goes into the mail as it is written. */
function checkAddresses(model: BoundModel, email: Email, report: Report): void {
  for (const item of email.items) {
    const at = item.kind === "Link" ? (item.url?.value.indexOf("{{") ?? -1) : -1;
    if (item.kind !== "Link" || item.url === undefined || at < 0) continue;
    const span = { start: sourceOffset(item.url, at), end: sourceOffset(item.url, at + 2) };
    report("TJ5012", span, model.fileOf(email).path, {
      what: "{{…}} in the address of a link",
      instead: "write the whole address, or put the address with its {{…}} into the body",
    });
  }
}

/** The text of a string without its quotes; all of a string that has only one. */
function inQuotes(span: Span): Span {
  return span.end - span.start > 1 ? { start: span.start + 1, end: span.end - 1 } : span;
}
