import { describe, type Model, signatureOf, templateHelper } from "@trajet/compiler";
import { type AnyNode, findPath, type SourceFile } from "@trajet/grammar";
import type { HoverParams, MarkupContent, Range } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { endOfDelay } from "../hints/end-of-delay.ts";
import { declarationsOf, type Place } from "../names/find.ts";
import type { Occurrence } from "../names/occurrence.ts";
import { type TemplateOccurrence, templateNamesAt } from "../names/templates.ts";
import { keywordNote } from "../notes/keyword-notes.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf, nameAt } from "./at.ts";
import { keywordUnder } from "./keyword-under.ts";

export interface Shown {
  readonly contents: MarkupContent;
  readonly range: Range;
}

/** What the name under the cursor is: its declaration, its type, the note above it. Keywords are explained, delays counted from now. */
export function hover(
  snapshot: Snapshot,
  { position }: HoverParams,
  _editor?: unknown,
  now: Date = new Date(),
): Shown | null {
  const { file, project } = snapshot;
  const offset = file.document.offsetAt(position);
  const show = (value: string, span: { readonly start: number; readonly end: number }): Shown => ({
    contents: { kind: "markdown", value },
    range: rangeOf(file, span),
  });
  const [inTemplate] = templateNamesAt(file.path, offset, project.model);
  const called = inTemplate && describeCalled(inTemplate, project.model);
  if (inTemplate !== undefined && called !== undefined) return show(called, inTemplate.span);
  const found = nameAt(snapshot, position);
  if (found !== undefined) return show(describeName(found, project.model), found.span);
  const modelFile = modelFileOf(snapshot);
  if (modelFile === undefined) return null;
  const end = endOfDelay(modelFile.tree, offset, now);
  if (end !== undefined) return show(end.text, end.span);
  const keyword = keywordUnder(modelFile, offset);
  const note = keyword && keywordNote(keyword.word);
  return keyword && note ? show(`**${keyword.word}** ${note}`, keyword.span) : null;
}

/** Of a template what is no name of a value: helpers and partials. */
function describeCalled({ found }: TemplateOccurrence, model: Model): string | undefined {
  if (found.kind === "partial") {
    const text = found.leadsTo === undefined ? undefined : model.readFile(found.leadsTo);
    return [
      `Puts in \`${found.leadsTo ?? found.name}\``,
      ...(text === undefined ? [] : [beginOf(text)]),
    ].join("\n\n");
  }
  const helper = found.kind === "helper" ? templateHelper(found.name) : undefined;
  return helper && `\`\`\`handlebars\n{{${signatureOf(helper)}}}\n\`\`\`\n\n${helper.doc}`;
}

const LINES_SHOWN = 8;

function beginOf(text: string): string {
  return `\`\`\`handlebars\n${text.split("\n").slice(0, LINES_SHOWN).join("\n").trimEnd()}\n\`\`\``;
}

function describeName({ target, type }: Occurrence, model: Model): string {
  const [declaration] = declarationsOf(target, model);
  const typed = code(type === undefined ? target.name : `${target.name}: ${describe(type)}`);
  if (declaration === undefined) return typed;
  const { line, doc } = declarationText(declaration, model);
  // In a schema the line says less than the type does.
  const isShown = type === undefined || line.includes(describe(type));
  return [
    line === "" ? typed : code(line),
    ...(isShown || line === "" ? [] : [`Type: \`${describe(type)}\``]),
    ...ownerNote(target),
    ...(doc ? [doc] : []),
  ].join("\n\n");
}

function ownerNote(target: Occurrence["target"]): string[] {
  return "owner" in target ? [`${target.kind} of ${target.owner.name}`] : [];
}

const code = (text: string): string => `\`\`\`trajet\n${text}\n\`\`\``;

/** The source of a declaration without its block, and the doc comment above it. */
function declarationText(
  { path, span }: Place,
  model: Model,
): { readonly line: string; readonly doc: string | undefined } {
  const file = model.files.find((each) => each.path === path);
  if (file === undefined) return { line: "", doc: undefined };
  const node = declaringNode(file.tree, span.start);
  const text = file.text.slice(node.span.start, node.span.end);
  return { line: withoutBlock(text), doc: "doc" in node ? node.doc : undefined };
}

/** The smallest node around a name that says more than the name. */
function declaringNode(tree: SourceFile, offset: number): AnyNode {
  return findPath(tree, offset).findLast((node) => node.kind !== "Name" && node.kind !== "Text") ?? tree;
}

function withoutBlock(text: string): string {
  const line = /^[^{\n]*/.exec(text)?.[0] ?? "";
  return line.trim();
}
