import type { Size } from "./cells.ts";
import type { Drawing } from "./drawing.ts";
import { type Layout, layOut } from "./layout.ts";
import { LINE, widthOf, wrapped } from "./measure.ts";
import { type NodeText, textOfNode } from "./svg-node.ts";

/** A drawing with its texts broken into lines, and a place for everything. */
export interface Arranged {
  /** By the ids of the nodes. */
  readonly texts: ReadonlyMap<string, NodeText>;
  /** By the places of the edges. */
  readonly labels: readonly (readonly string[] | undefined)[];
  readonly laid: Layout;
}

const LABEL_WIDTH = 170;

/** @param inOrder what stands beside each other keeps the order of the text */
export function arrange({ nodes, edges, groups }: Drawing, inOrder: boolean): Arranged {
  const texts = new Map(nodes.map((node) => [node.id, textOfNode(node)]));
  const labels = edges.map(({ label }) => (label === undefined ? undefined : wrapped(label, LABEL_WIDTH)));
  const laid = layOut({
    nodes: texts,
    edges: edges.map(({ from, to }, index) => ({ from, to, label: sizeOf(labels[index]) })),
    groups,
    inOrder,
  });
  return { texts, labels, laid };
}

function sizeOf(lines: readonly string[] | undefined): Size | undefined {
  return lines === undefined
    ? undefined
    : { width: Math.max(...lines.map(widthOf)) + 8, height: lines.length * LINE };
}
