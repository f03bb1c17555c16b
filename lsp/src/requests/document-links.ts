import type { AnyNode, TextLiteral } from "@trajet/grammar";
import { visitAll } from "@trajet/grammar";
import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { templateOccurrences } from "../names/templates.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

/** What can be followed: files of the project that are named, partials, and addresses that are written out. */
export function documentLinks(snapshot: Snapshot, _params: DocumentLinkParams): DocumentLink[] {
  const { project, file } = snapshot;
  const partials = (templateOccurrences(project.model).get(file.path) ?? []).flatMap(({ found, span }) =>
    found.kind === "partial" ? linkTo(snapshot, span, found.leadsTo) : [],
  );
  const tree = modelFileOf(snapshot)?.tree;
  const links: DocumentLink[] = [];
  if (tree !== undefined) {
    visitAll(tree, (node) => {
      for (const literal of pathsIn(node)) links.push(...linkTo(snapshot, insideOf(literal), literal.value));
      for (const literal of addressesIn(node)) {
        if (/^https?:\/\/[^{]+$/.test(literal.value))
          links.push({ range: rangeOf(file, insideOf(literal)), target: literal.value });
      }
    });
  }
  return [...links, ...partials];
}

function linkTo(
  { project, file }: Snapshot,
  span: { readonly start: number; readonly end: number },
  path: string | undefined,
): DocumentLink[] {
  const target = path === undefined ? undefined : project.files.get(path)?.uri;
  return target === undefined ? [] : [{ range: rangeOf(file, span), target }];
}

/** The strings of a node that name a file of the project. */
export function pathsIn(node: AnyNode): readonly TextLiteral[] {
  switch (node.kind) {
    case "Body":
      return node.file && node.text !== undefined ? [node.text] : [];
    case "Products":
      return node.from === undefined ? [] : [node.from];
    case "Event":
      return node.shape?.kind === "file" ? [node.shape.path] : [];
    case "Receive":
      return node.shape?.kind === "file" ? [node.shape.path] : [];
    default:
      return [];
  }
}

function addressesIn(node: AnyNode): readonly TextLiteral[] {
  switch (node.kind) {
    case "Link":
      return node.url === undefined ? [] : [node.url];
    case "Url":
    case "WebhookUrl":
      return node.text === undefined ? [] : [node.text];
    default:
      return [];
  }
}

/** Without the quotes. */
export function insideOf({ span, block, unclosed }: TextLiteral): {
  readonly start: number;
  readonly end: number;
} {
  const quotes = block ? 3 : 1;
  const start = span.start + quotes;
  return { start, end: Math.max(start, unclosed ? span.end : span.end - quotes) };
}
