import { expect, test } from "vitest";
import { edgeCounts, type NodeCounts } from "../../runtime/src/doors/console/edge-counts.ts";

const node = (passed: number, here = 0, ended = 0): NodeCounts => ({ passed, here, ended });
const counts = (edges: readonly string[], nodes: Readonly<Record<string, NodeCounts>>) =>
  edgeCounts(
    edges.map((edge) => {
      const [from = "", to = ""] = edge.split(" ");
      return { from, to };
    }),
    new Map(Object.entries(nodes)),
  );

test.each([
  [
    "in a row, who waits and who left has not gone on",
    ["a b", "b c"],
    { a: node(10), b: node(10, 3, 2), c: node(5) },
    [10, 5],
  ],
  [
    "a branch around nothing: who did not take the one way took the other",
    ["if yes", "if after", "yes after"],
    { if: node(10), yes: node(4, 1), after: node(9) },
    [4, 6, 3],
  ],
  ["two ways back into one place", ["a m", "b m"], { a: node(2), b: node(5, 1), m: node(6) }, [2, 4]],
  [
    "ways between which nothing tells",
    ["a c", "a d", "b c", "b d"],
    { a: node(5), b: node(5), c: node(5), d: node(5) },
    [null, null, null, null],
  ],
  [
    "figures that do not add up are not told",
    ["a b", "b c"],
    { a: node(1), b: node(1, 0, 3), c: node(0) },
    [1, 0],
  ],
] as const)("%s", (_, edges, nodes, expected) => {
  expect(counts(edges, nodes)).toEqual(expected);
});
