import dagre from "@dagrejs/dagre";
import type { JourneyMap } from "./journey-map.ts";

const LINE = 14;
const NODE_HEIGHT = 34;
/** A good guess at the width of a character of 12 px in a system font: the core measures no text. */
const CHARACTER = 6.6;
const LONGEST = 46;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Laid {
  readonly width: number;
  readonly height: number;
  readonly boxOf: (id: string) => Box;
  readonly wayOf: (index: number) => {
    readonly points: readonly { x: number; y: number }[];
    readonly x?: number;
    readonly y?: number;
  };
}

/** The map as a picture of its own: an SVG document without scripts or outside resources. */
export function svgOf(map: JourneyMap): string {
  const laid = layOut(map);
  const edges = map.edges.map((edge, index) => edgeOf(edge.label, laid.wayOf(index)));
  const nodes = map.nodes.map((node) => nodeOf(node, laid.boxOf(node.id)));
  const [width, height] = [Math.ceil(laid.width), Math.ceil(laid.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(map.journey)}</title>`,
    "<style>.node rect{fill:#fff;stroke:#64748b}.start rect,.end rect{fill:#e2e8f0}.if rect,.match rect,.split rect{fill:#fef3c7;stroke:#b45309}.wait rect,.delay rect,.delay-until rect{fill:#dbeafe;stroke:#1d4ed8}.send rect{fill:#dcfce7;stroke:#15803d}.node text{fill:#0f172a;text-anchor:middle}.edge path{fill:none;stroke:#64748b;marker-end:url(#arrow)}.edge text{fill:#334155;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:4px}</style>",
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#64748b"/></marker></defs>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...edges,
    ...nodes,
    "</svg>",
    "",
  ].join("\n");
}

function layOut({ nodes, edges }: JourneyMap): Laid {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 24, ranksep: 36, edgesep: 16, marginx: 16, marginy: 16 });
  for (const { id, label } of nodes) graph.setNode(id, { width: widthOf(label) + 24, height: NODE_HEIGHT });
  edges.forEach(({ from, to, label }, index) => {
    const size = label === undefined ? {} : { width: widthOf(label), height: LINE, labelpos: "c" };
    graph.setEdge(from, to, size, String(index));
  });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    boxOf: (id) => graph.node(id) as Box,
    wayOf: (index) => graph.edge(edges[index]?.from ?? "", edges[index]?.to ?? "", String(index)),
  };
}

function nodeOf(node: JourneyMap["nodes"][number], { x, y, width, height }: Box): string {
  const round = node.kind === "start" || node.kind === "end" ? height / 2 : 6;
  return [
    `<g class="node ${node.kind.replaceAll(" ", "-")}" data-node="${escaped(node.id)}">`,
    `<title>${escaped(node.label)}</title>`,
    `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${at(width)}" height="${height}" rx="${round}"/>`,
    `<text x="${at(x)}" y="${at(y + 4)}">${escaped(cut(node.label))}</text>`,
    "</g>",
  ].join("");
}

function edgeOf(label: string | undefined, { points, x = 0, y = 0 }: ReturnType<Laid["wayOf"]>): string {
  const path = points.map((point) => `${at(point.x)} ${at(point.y)}`).join("L");
  const text = label === undefined ? "" : `<text x="${at(x)}" y="${at(y + 4)}">${escaped(cut(label))}</text>`;
  return `<g class="edge"><path d="M${path}"/>${text}</g>`;
}

function widthOf(label: string): number {
  return cut(label).length * CHARACTER;
}

function cut(label: string): string {
  return label.length <= LONGEST ? label : `${label.slice(0, LONGEST - 1)}…`;
}

function at(length: number): string {
  return String(Math.round(length * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
