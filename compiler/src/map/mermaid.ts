import { visible } from "../prose/visible.ts";
import { type DrawnNode, drawingOf } from "./drawing.ts";
import { type Family, lookOf } from "./families.ts";
import { type DrawnGroup, groupTree } from "./groups.ts";
import type { JourneyMap } from "./journey-map.ts";
import { hrefOf } from "./links.ts";
import type { ProjectMap } from "./project-map.ts";

export interface MermaidOptions {
  /** Where a node leads, with `{file}` and `{line}`: an address, as code hosts link no relative paths. */
  readonly link?: string;
}

/** The signs around a node's label: they choose its shape. */
const SHAPES: Readonly<Record<Family, readonly [open: string, close: string]>> = {
  border: ["([", "])"],
  choice: ["{{", "}}"],
  time: ["(", ")"],
  message: ["[", "]"],
  change: ["[", "]"],
  outside: ["[[", "]]"],
  loop: [">", "]"],
  fragment: ["[[", "]]"],
  exit: ["{{", "}}"],
  milestone: [">", "]"],
  journey: ["([", "])"],
};

/** Colours that stand out from a light page and from a dark one: text is dark on a light ground in both. */
const COLOURS: Readonly<Record<Family, readonly [fill: string, stroke: string]>> = {
  border: ["#e2e8f0", "#64748b"],
  choice: ["#fef3c7", "#d97706"],
  time: ["#dbeafe", "#3b82f6"],
  message: ["#dcfce7", "#16a34a"],
  change: ["#f5f3ff", "#8b5cf6"],
  outside: ["#ccfbf1", "#0d9488"],
  loop: ["#ffedd5", "#ea580c"],
  fragment: ["#e0e7ff", "#6366f1"],
  exit: ["#fee2e2", "#ef4444"],
  milestone: ["#fce7f3", "#ec4899"],
  journey: ["#e0f2fe", "#0284c7"],
};

/** The map as a Mermaid flowchart, for READMEs and reviews. Fragments that are spelled out are subgraphs. */
export function mermaidOf(map: JourneyMap | ProjectMap, { link }: MermaidOptions = {}): string {
  const { title, nodes, groups } = drawingOf(map);
  const names = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const name = (id: string) => names.get(id) ?? "";
  const families = new Set(nodes.map(({ kind }) => lookOf(kind).family));
  const lines = [
    `accTitle: ${oneLine(title)}`,
    ...declared(nodes, groups, name),
    ...map.edges.map(({ from, to, label }) => {
      const arrow = label === undefined ? "-->" : `-->|"${escaped(label)}"|`;
      return `${name(from)} ${arrow} ${name(to)}`;
    }),
    ...(link === undefined ? [] : nodes.map((node) => `click ${name(node.id)} href "${hrefOf(node, link)}"`)),
    ...[...families].map((family) => {
      const [fill, stroke] = COLOURS[family];
      return `classDef ${family} fill:${fill},stroke:${stroke},color:#0f172a`;
    }),
  ];
  return ["flowchart TD", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

/** The nodes, those of each fragment in a subgraph, and its fragments in theirs. */
function declared(
  nodes: readonly DrawnNode[],
  groups: readonly DrawnGroup[],
  name: (id: string) => string,
): readonly string[] {
  const fragments = groups.filter(({ kind }) => kind === "fragment");
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const tree = groupTree([...byId.keys()], fragments);
  const inside = (group: DrawnGroup | undefined): readonly string[] => [
    ...tree.own(group).flatMap((id) => {
      const node = byId.get(id);
      return node === undefined ? [] : [`${name(id)}${boxOf(node)}`];
    }),
    ...tree
      .inner(group)
      .flatMap((inner) => [
        `subgraph g${fragments.indexOf(inner)}["${escaped(inner.name)}"]`,
        ...inside(inner).map((line) => `  ${line}`),
        "end",
      ]),
  ];
  return inside(undefined);
}

function boxOf({ kind, name, label, note }: DrawnNode): string {
  const { family } = lookOf(kind);
  const [open, close] = SHAPES[family];
  const named = name === undefined ? label : `${name}: ${label}`;
  const text = [named, ...(note === undefined ? [] : [note])].map(escaped).join("<br/>");
  return `${open}"${text}"${close}:::${family}`;
}

/** Mermaid reads quotes, angle brackets, its own entities and Markdown inside a label. */
function escaped(label: string): string {
  return oneLine(label).replace(/[#"<>&`*_\\]/g, (sign) => `#${sign.charCodeAt(0)};`);
}

function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, " ").trim();
}
