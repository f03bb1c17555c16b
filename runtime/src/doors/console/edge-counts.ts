/** People at a node of a map: who came by, who stands there, and whose run ended there. */
export interface NodeCounts {
  readonly passed: number;
  readonly here: number;
  readonly ended: number;
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * How many took each edge. Nobody writes that down; it follows from the nodes: whoever came to a node came by one of the
 * edges to it, and whoever left it took one from it. Where several edges between branch and merge leave it open, `null`.
 */
export function edgeCounts(
  edges: readonly Edge[],
  nodes: ReadonlyMap<string, NodeCounts>,
): readonly (number | null)[] {
  const counts: (number | null)[] = edges.map(() => null);
  const sums = sumsOf(edges, nodes);
  for (let found = true; found; ) {
    found = false;
    for (const { of, total } of sums) {
      const open = of.filter((edge) => counts[edge] === null);
      const [only] = open;
      if (only === undefined || open.length > 1) continue;
      const rest = total - of.reduce((sum, edge) => sum + (counts[edge] ?? 0), 0);
      // Runs of another version were moved: what does not add up is not said.
      if (rest < 0) continue;
      counts[only] = rest;
      found = true;
    }
  }
  return counts;
}

/** For each node, what its edges come to together. */
function sumsOf(edges: readonly Edge[], nodes: ReadonlyMap<string, NodeCounts>) {
  const at = (side: "from" | "to", id: string) =>
    edges.flatMap((edge, index) => (edge[side] === id ? [index] : []));
  return [...nodes].flatMap(([id, { passed, here, ended }]) => [
    { of: at("to", id), total: passed },
    { of: at("from", id), total: passed - here - ended },
  ]);
}
