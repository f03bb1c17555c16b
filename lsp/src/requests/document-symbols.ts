import { type AnyNode, type Declaration, type Step, visitChildren } from "@trajet/grammar";
import type { DocumentSymbol, DocumentSymbolParams } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { SymbolKind } from "../protocol.ts";
import type { Snapshot, SnapshotFile } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

export const DECLARATION_KIND: Readonly<Record<Declaration["kind"], SymbolKind>> = {
  Labels: SymbolKind.Array,
  Audience: SymbolKind.Class,
  Store: SymbolKind.Module,
  Record: SymbolKind.Struct,
  Event: SymbolKind.Event,
  Coupon: SymbolKind.Constant,
  Email: SymbolKind.Interface,
  Sms: SymbolKind.Interface,
  Survey: SymbolKind.Interface,
  Message: SymbolKind.Interface,
  Channel: SymbolKind.Constant,
  Webhook: SymbolKind.Function,
  CustomAudience: SymbolKind.Class,
  Segment: SymbolKind.Class,
  Loyalty: SymbolKind.Class,
  Fragment: SymbolKind.Function,
  Journey: SymbolKind.Class,
  Test: SymbolKind.Method,
};

/** The outline: declarations, and below them fields, labelled steps and milestones. */
export function documentSymbols(snapshot: Snapshot, _params: DocumentSymbolParams): DocumentSymbol[] {
  const { file } = snapshot;
  const tree = modelFileOf(snapshot)?.tree;
  return (tree?.declarations ?? []).map((declaration) => {
    const { name, span } = declarationName(declaration, file);
    const detail = file.document.getText().slice(declaration.keywordSpan.start, declaration.keywordSpan.end);
    return symbol(
      file,
      declaration,
      { name, detail, kind: DECLARATION_KIND[declaration.kind], selection: span },
      partsOf(declaration, file),
    );
  });
}

interface Shown {
  readonly name: string;
  readonly detail?: string;
  readonly kind: SymbolKind;
  readonly selection: AnyNode["span"];
}

function symbol(
  file: SnapshotFile,
  node: AnyNode,
  { name, detail, kind, selection }: Shown,
  children: DocumentSymbol[] = [],
) {
  return {
    // Editors refuse an empty name.
    name: name === "" ? "…" : name,
    kind,
    range: rangeOf(file, node.span),
    selectionRange: rangeOf(file, selection),
    ...(detail !== undefined && { detail }),
    ...(children.length > 0 && { children }),
  };
}

/** Lists of labels and tests have no name of their own: what they say stands for it. */
export function declarationName(
  declaration: Declaration,
  file: SnapshotFile,
): { readonly name: string; readonly span: AnyNode["span"] } {
  const { keywordSpan } = declaration;
  if (declaration.kind === "Labels") {
    return { name: declaration.names.map(({ value }) => value).join(", "), span: keywordSpan };
  }
  if (declaration.kind === "Test") {
    return { name: declaration.title?.value ?? "", span: declaration.title?.span ?? keywordSpan };
  }
  const keyword = file.document.getText().slice(keywordSpan.start, keywordSpan.end);
  return { name: declaration.name?.text ?? keyword, span: declaration.name?.span ?? keywordSpan };
}

function partsOf(declaration: Declaration, file: SnapshotFile): DocumentSymbol[] {
  const parts: DocumentSymbol[] = [];
  const visit = (node: AnyNode): void => {
    const shown = partOf(node);
    if (shown !== undefined) parts.push(symbol(file, node, shown));
    visitChildren(node, visit);
  };
  visitChildren(declaration, visit);
  return parts;
}

function partOf(node: AnyNode): Shown | undefined {
  switch (node.kind) {
    case "Field":
      return node.name && { name: node.name.text, kind: SymbolKind.Field, selection: node.name.span };
    case "Milestone":
      return (
        node.name && {
          name: node.name.value,
          detail: "milestone",
          kind: SymbolKind.Key,
          selection: node.name.span,
        }
      );
    case "Tier":
      return { name: node.name.text, detail: "tier", kind: SymbolKind.EnumMember, selection: node.name.span };
    default:
      return "label" in node ? labelled(node) : undefined;
  }
}

function labelled({ label, kind }: Step): Shown | undefined {
  return (
    label && { name: label.text, detail: kind.toLowerCase(), kind: SymbolKind.Key, selection: label.span }
  );
}
