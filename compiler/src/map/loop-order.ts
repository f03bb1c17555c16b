import type { Link } from "./columns.ts";
import type { DrawnGroup } from "./groups.ts";

/**
 * The edges of a graph from left to right, by their places, as one level of it draws them: in the order of the text. But the way
 * back of a loop is at one side, and what leaves the loop has to be at the other one, or they would cross. So where a `break`
 * stands left of the way back, the end of the loop does as well, and so do all branches that only leave.
 */
export function edgesFromLeft<Edge extends Link>(
  edges: readonly Edge[],
  group: DrawnGroup | undefined,
): readonly (readonly [number, Edge])[] {
  const inText = [...edges.entries()];
  if (group?.turn === undefined) return inText;
  const loop: Loop = { head: group.turn, nodes: group.nodes };
  const inside = edges.filter(({ from }) => loop.nodes.has(from));
  const ends = endsFromLeft(inside, loop);
  const turn = ends.indexOf("turns");
  const [first, last] = [ends.indexOf("leaves"), ends.lastIndexOf("leaves")];
  if (first < 0 || first > turn) return inText;
  const turning = last < turn ? undefined : nodesThatTurn(inside, loop);
  const side = ({ from, to }: Link): number => {
    if (from === loop.head && !loop.nodes.has(to)) return 0;
    return turning === undefined || turning.has(to) || to === loop.head ? 2 : 1;
  };
  return inText.toSorted(([, one], [, other]) => side(one) - side(other));
}

interface Loop {
  readonly head: string;
  readonly nodes: ReadonlySet<string>;
}

/** How the branches of a loop's body end, from left to right in the order of the text. */
function endsFromLeft(inside: readonly Link[], { head, nodes }: Loop): readonly ("turns" | "leaves")[] {
  const out = Map.groupBy(inside, ({ from }) => from);
  const ends: ("turns" | "leaves")[] = [];
  const met = new Set([head]);
  // A stack of its own, as a loop may have more steps than that of the machine.
  const open = (out.get(head) ?? []).filter(({ to }) => nodes.has(to)).toReversed();
  for (let edge = open.pop(); edge !== undefined; edge = open.pop()) {
    if (edge.to === head) ends.push("turns");
    else if (!nodes.has(edge.to)) ends.push("leaves");
    else if (!met.has(edge.to)) {
      met.add(edge.to);
      open.push(...(out.get(edge.to) ?? []).toReversed());
    }
  }
  return ends;
}

/** The nodes of a loop's body from which it is turned. */
function nodesThatTurn(inside: readonly Link[], { head }: Loop): ReadonlySet<string> {
  const into = Map.groupBy(inside, ({ to }) => to);
  const turning = new Set<string>();
  const open = [head];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { from } of into.get(node) ?? []) {
      if (from === head || turning.has(from)) continue;
      turning.add(from);
      open.push(from);
    }
  }
  return turning;
}
