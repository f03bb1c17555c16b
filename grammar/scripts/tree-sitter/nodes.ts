/** A part of a rule, as the `grammar.json` of tree-sitter writes it. */
export type Node =
  | { readonly type: "BLANK" }
  | { readonly type: "STRING" | "PATTERN"; readonly value: string }
  | { readonly type: "SYMBOL"; readonly name: string }
  | { readonly type: "SEQ" | "CHOICE"; readonly members: readonly Node[] }
  | { readonly type: "REPEAT" | "REPEAT1" | "TOKEN" | "IMMEDIATE_TOKEN"; readonly content: Node }
  | { readonly type: "PREC"; readonly value: number; readonly content: Node }
  | { readonly type: "ALIAS"; readonly content: Node; readonly value: string };

export const string = (value: string): Node => ({ type: "STRING", value });
export const pattern = (value: string): Node => ({ type: "PATTERN", value });
export const symbol = (name: string): Node => ({ type: "SYMBOL", name });
export const seq = (...members: readonly Node[]): Node =>
  members.length === 1 && members[0] !== undefined ? members[0] : { type: "SEQ", members };
export const choice = (...members: readonly Node[]): Node =>
  members.length === 1 && members[0] !== undefined ? members[0] : { type: "CHOICE", members };
export const optional = (content: Node): Node => choice(content, { type: "BLANK" });
export const repeat = (content: Node): Node => ({ type: "REPEAT", content });
export const repeat1 = (content: Node): Node => ({ type: "REPEAT1", content });
export const token = (content: Node): Node => ({ type: "TOKEN", content });
export const immediate = (content: Node): Node => ({ type: "IMMEDIATE_TOKEN", content });
export const prec = (value: number, content: Node): Node => ({ type: "PREC", value, content });
export const alias = (content: Node, value: string): Node => ({ type: "ALIAS", content, value });

const WIDTH = 100;

/** A node in the words of `grammar.js`. */
export function printed(node: Node, indent: string): string {
  switch (node.type) {
    case "BLANK":
      return "blank()";
    case "STRING":
      return JSON.stringify(node.value);
    case "PATTERN":
      return String(new RegExp(node.value));
    case "SYMBOL":
      return `$.${node.name}`;
    case "SEQ":
      return call("seq", node.members, indent);
    case "CHOICE": {
      const [one, blank] = node.members;
      if (node.members.length === 2 && one !== undefined && blank?.type === "BLANK")
        return call("optional", [one], indent);
      return call("choice", node.members, indent);
    }
    case "REPEAT":
    case "REPEAT1":
    case "TOKEN":
      return call(node.type.toLowerCase(), [node.content], indent);
    case "IMMEDIATE_TOKEN":
      return call("token.immediate", [node.content], indent);
    case "PREC":
      return `prec(${node.value}, ${printed(node.content, indent)})`;
    case "ALIAS":
      return `alias(${printed(node.content, indent)}, $.${node.value})`;
    default:
      return node satisfies never;
  }
}

function call(name: string, members: readonly Node[], indent: string): string {
  const line = `${name}(${members.map((member) => printed(member, indent)).join(", ")})`;
  if (indent.length + line.length <= WIDTH && !line.includes("\n")) return line;
  const inner = `${indent}  `;
  const lines = members.map((member) => `${inner}${printed(member, inner)},\n`);
  return `${name}(\n${lines.join("")}${indent})`;
}
