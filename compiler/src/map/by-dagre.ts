import dagre from "@dagrejs/dagre";
import type { Point, Size } from "./cells.ts";

/** A link of two columns, by their places. */
export interface Between {
  readonly source: number;
  readonly target: number;
}

/** The top left corners of the columns, and the points of the links between them. */
export interface Spread extends Size {
  readonly corners: readonly Point[];
  readonly ways: readonly (readonly Point[])[];
}

/** An editor draws a map again after each edit, and few of them change the size of anything: so many are remembered. */
const REMEMBERED = 50;
const known = new Map<string, Spread>();

/** Places columns below and beside each other, by their sizes and links alone. */
export function byDagre(columns: readonly Size[], between: readonly Between[], inOrder: boolean): Spread {
  const key = `${inOrder} ${columns.map(({ width, height }) => `${width},${height}`).join(" ")} ${between.map(({ source, target }) => `${source}-${target}`).join(" ")}`;
  const spread = known.get(key) ?? spreadOut(columns, between, inOrder);
  // The one that was asked for last is the last to be forgotten.
  known.delete(key);
  known.set(key, spread);
  for (const oldest of known.keys()) {
    if (known.size <= REMEMBERED) break;
    known.delete(oldest);
  }
  return spread;
}

function spreadOut(columns: readonly Size[], between: readonly Between[], inOrder: boolean): Spread {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 24, edgesep: 14, ranksep: 28, ranker: "tight-tree" });
  for (const [index, { width, height }] of columns.entries()) graph.setNode(String(index), { width, height });
  for (const [index, { source, target }] of between.entries())
    graph.setEdge(String(source), String(target), {}, String(index));
  // The order of the text has no crossings in a flow; elsewhere dagre looks for one that has few.
  dagre.layout(graph, { disableOptimalOrderHeuristic: inOrder });
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>;
  const corners = columns.map((column, index) => {
    const { x, y } = graph.node(String(index)) as Point;
    return { x: x - column.width / 2, y: y - column.height / 2 };
  });
  const ways = between.map(
    ({ source, target }, index) =>
      (graph.edge(String(source), String(target), String(index)) as { points: readonly Point[] }).points,
  );
  return { width, height, corners, ways };
}
