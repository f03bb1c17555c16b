import type { Span } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { collect, type Report } from "../diagnostics/report.ts";
import type { ModelFile, SentModel } from "../model/model.ts";
import { imagesWithoutText } from "./images.ts";
import { readMarkup } from "./markup.ts";
import { checkOf, type Surroundings } from "./opening.ts";
import { parseTemplate } from "./parse.ts";
import { templateScope } from "./scope.ts";
import { bodyFile, inQuotes, isTemplated, type MessageText, type Templated, textsOf } from "./texts.ts";
import { checkAddresses, checkLinks, checkUnusedParameters } from "./unused.ts";
import { walkTemplate } from "./walk.ts";

/**
 * Checks the templates of the messages and webhooks in a file: their syntax, variables, helpers and types, and that
 * parameters and links are used; of one that the parser could not read, none. Each mistake is reported at its place, in
 * the file of the body or inside the string.
 */
export function checkMessageTemplates(
  file: ModelFile,
  model: SentModel,
  isBroken: (span: Span) => boolean,
): readonly Diagnostic[] {
  const { report, diagnostics } = collect();
  for (const declaration of file.tree.declarations) {
    if (isTemplated(declaration) && !isBroken(declaration.span)) checkTemplates(model, declaration, report);
  }
  return diagnostics;
}

function checkTemplates(model: SentModel, owner: Templated, report: Report): void {
  const used = new Set<string>();
  const texts = textsOf(model, owner);
  const scope = templateScope(model, owner);
  const use = (name: string): void => void used.add(name);
  const surroundings: Surroundings = { model, owner, scope, use, report };
  const readable = texts.map((text) => checkText(text, surroundings));
  checkBodyFile(model, owner, report);
  checkAddresses(model, owner, report);
  // What a text that cannot be read uses is not known.
  if (readable.includes(false) || bodyFile(model, owner)?.problem !== undefined) return;
  checkUnusedParameters(model, owner, scope, used, report);
  checkLinks(model, owner, scope, used, texts, report);
}

/** Checks one template. False if it is none. */
function checkText(text: MessageText, surroundings: Surroundings): boolean {
  const parsed = parseTemplate(text.source);
  if ("problem" in parsed) {
    const { span, problem } = parsed.problem;
    surroundings.report("TJ5001", text.place(span), text.file, { problem });
    return false;
  }
  walkTemplate(parsed.template, checkOf(text, surroundings));
  if (text.format === "mjml") checkMarkup(text, surroundings);
  if (text.part === "body" && text.format !== "text") checkImages(text, surroundings);
  return true;
}

/** Pictures that say nothing to who does not see them. */
function checkImages({ source, place, file }: MessageText, { report }: Surroundings): void {
  for (const span of imagesWithoutText(source)) report("TJ5024", place(span), file, {});
}

function checkMarkup({ source, place, file }: MessageText, { model, report }: Surroundings): void {
  for (const { span, problem } of readMarkup(source, model.compileMarkup).problems)
    report("TJ5023", place(span), file, { problem: problem.replace(/\.$/, "") });
}

function checkBodyFile(model: SentModel, owner: Templated, report: Report): void {
  const body = bodyFile(model, owner);
  if (body?.problem === undefined) return;
  const file = model.fileOf(owner).path;
  const span = inQuotes(body.path.span);
  const path = body.path.value;
  switch (body.problem) {
    case "format":
      report("TJ5010", span, file, { path });
      return;
    case "outside":
      report("TJ5021", span, file, { path });
      return;
    case "binary":
      report("TJ5022", span, file, { path });
      return;
    case "missing": {
      const near = nearest(path, model.paths);
      const edits = [{ file, span, text: near ?? path }];
      const fixes = near === undefined ? [] : [{ id: "use-nearest", title: `Change it to ${near}`, edits }];
      report("TJ5007", span, file, { path, nearest: near }, { fixes });
      return;
    }
    default:
      body.problem satisfies never;
  }
}
