import type { AnyNode } from "@trajet/grammar";

/** What says where a node stands, not what it is. */
const PLACES = new Set(["span", "verbSpan", "keywordSpan", "operatorSpan", "argsSpan", "raw"]);

/** Writes a tree in one line, without its places: what two texts have in common that mean the same. */
export function printTree(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printTree).join(" ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return printLeaf(value as AnyNode) ?? printParts(value as Record<string, unknown>);
}

const parts = (of: readonly { amount: string; unit: string }[]): string =>
  of.map(({ amount, unit }) => `${amount}${unit}`).join("+");

function printLeaf(node: AnyNode): string | undefined {
  switch (node.kind) {
    case "Name":
      return node.text;
    case "Text":
      return JSON.stringify(node.value) + (node.unclosed ? "!" : "");
    case "Number":
    case "Date":
    case "Time":
      return node.text;
    case "Percent":
      return `${node.text}%`;
    case "Money":
      return `${node.amount}${node.currency}`;
    case "Duration":
      return parts(node.parts);
    case "Ago":
      return `${parts(node.parts)}-ago`;
    case "Boolean":
      return String(node.value);
    case "Missing":
      return "_";
    case "Reference":
      return node.path.map(({ text }) => text).join(".") + (node.unfinished ? ".?" : "");
    case "Subject":
      return "name" in node ? printTree(node.name) : undefined;
    case "Binary":
      return `(${node.operator} ${printTree(node.left)} ${printTree(node.right)})`;
    case "Parenthesized":
      return `(${printTree(node.inner)})`;
    default:
      return undefined;
  }
}

function printParts(node: Record<string, unknown>): string {
  const { kind, ...rest } = node;
  const shown = Object.entries(rest).filter(([key, value]) => !PLACES.has(key) && !isAbsent(value));
  const written = shown.map(([key, value]) => (value === true ? key : `${key}=${printTree(value)}`));
  return `(${[...(typeof kind === "string" ? [kind] : []), ...written].join(" ")})`;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}
