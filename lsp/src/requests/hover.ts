import { describe, type Model } from "@trajet/compiler";
import { type AnyNode, findPath, type SourceFile } from "@trajet/grammar";
import type { Hover, HoverParams } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { declarationsOf, type Place } from "../names/find.ts";
import type { Occurrence } from "../names/occurrence.ts";
import { keywordNote } from "../notes/keyword-notes.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf, nameAt } from "./at.ts";
import { keywordUnder } from "./keyword-under.ts";

/** What the name under the cursor is: its declaration, its type, the note above it. Keywords are explained. */
export function hover(snapshot: Snapshot, { position }: HoverParams): Hover | null {
  const found = nameAt(snapshot, position);
  if (found !== undefined) {
    const value = describeName(found.occurrence, snapshot.project.model);
    return { contents: { kind: "markdown", value }, range: rangeOf(snapshot.file, found.occurrence.span) };
  }
  const file = modelFileOf(snapshot);
  const keyword = file && keywordUnder(file, snapshot.file.document.offsetAt(position));
  const note = keyword && keywordNote(keyword.word);
  if (!keyword || !note) return null;
  const value = `**${keyword.word}** ${note}`;
  return { contents: { kind: "markdown", value }, range: rangeOf(snapshot.file, keyword.span) };
}

function describeName({ target, type }: Occurrence, model: Model): string {
  const [declaration] = declarationsOf(target, model);
  if (declaration === undefined)
    return code(type === undefined ? target.name : `${target.name}: ${describe(type)}`);
  const { line, doc } = declarationText(declaration, model);
  const isShown = type === undefined || line.includes(describe(type));
  return [
    code(line),
    ...(isShown ? [] : [`Type: \`${describe(type)}\``]),
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
