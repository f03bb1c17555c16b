/** Nodes that are drawn together in a block of its own: a loop with its `repeat`, or a fragment without its `run`. */
export interface DrawnGroup {
  readonly kind: "loop" | "fragment";
  readonly name: string;
  /** The node to which a loop comes back. */
  readonly turn: string | undefined;
  readonly nodes: ReadonlySet<string>;
}

/** The groups as a tree, by what contains what. */
export interface GroupTree {
  readonly inner: (group: DrawnGroup | undefined) => readonly DrawnGroup[];
  /** The nodes that stand in a group, and in no group inside it. */
  readonly own: (group: DrawnGroup | undefined) => readonly string[];
  /** What a node is, seen from a group: itself, the group inside that has it, or nothing, where it stands outside. */
  readonly seenFrom: (group: DrawnGroup | undefined, node: string) => string | DrawnGroup | undefined;
}

export function groupTree(nodes: readonly string[], groups: readonly DrawnGroup[]): GroupTree {
  // Larger ones first: the last that has a node is the innermost.
  const sorted = groups
    .filter((group) => group.nodes.size > 0)
    .toSorted((a, b) => b.nodes.size - a.nodes.size);
  const around = new Map(
    sorted.map((group, index) => [group, sorted.slice(0, index).findLast((other) => contains(other, group))]),
  );
  const owners = new Map(nodes.map((node) => [node, sorted.findLast((group) => group.nodes.has(node))]));
  const seenFrom = (from: DrawnGroup | undefined, node: string): string | DrawnGroup | undefined => {
    let owner = owners.get(node);
    if (owner === from) return node;
    for (; owner !== undefined; owner = around.get(owner)) if (around.get(owner) === from) return owner;
    return undefined;
  };
  return {
    inner: (group) => sorted.filter((one) => around.get(one) === group),
    own: (group) => nodes.filter((node) => owners.get(node) === group),
    seenFrom,
  };
}

function contains(outer: DrawnGroup, inner: DrawnGroup): boolean {
  return [...inner.nodes].every((node) => outer.nodes.has(node));
}
