import type { JourneyMap } from "./journey-map.ts";

/** The signs around a node's label, by its kind: they choose its shape. */
const SHAPES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  start: ["([", "])"],
  end: ["((", "))"],
  if: ["{", "}"],
  match: ["{", "}"],
  split: ["{", "}"],
  wait: ["{{", "}}"],
  delay: ["{{", "}}"],
  "delay until": ["{{", "}}"],
};

/** The map as a Mermaid flowchart, for READMEs and reviews. */
export function mermaidOf({ nodes, edges }: JourneyMap): string {
  const names = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const name = (id: string) => names.get(id) ?? "";
  const lines = [
    ...nodes.map(({ id, kind, label }) => {
      const [open, close] = SHAPES[kind] ?? ["[", "]"];
      return `${name(id)}${open}"${escaped(label)}"${close}`;
    }),
    ...edges.map(({ from, to, label }) => {
      const arrow = label === undefined ? "-->" : `-->|"${escaped(label)}"|`;
      return `${name(from)} ${arrow} ${name(to)}`;
    }),
  ];
  return ["flowchart TD", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

/** Mermaid reads quotes, angle brackets and its own entities inside a label. */
function escaped(label: string): string {
  return label.replace(/[#"<>&]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
