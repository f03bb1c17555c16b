import { backLinks } from "./back-links.ts";
import { byDagre } from "./by-dagre.ts";
import {
  type Box,
  type Cell,
  columnCell,
  dotCell,
  LANE,
  type Line,
  labelCell,
  moved,
  type NodeSize,
  nodeCell,
  type Placed,
  type Point,
  type Size,
  withOwnWays,
} from "./cells.ts";
import { columnsOf, type Link } from "./columns.ts";
import { type DrawnGroup, type GroupTree, groupTree } from "./groups.ts";
import { edgesFromLeft } from "./loop-order.ts";

/** What is to be laid out. A label is a thing of its own between two nodes. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, NodeSize>;
  readonly edges: readonly (Link & { readonly label: Size | undefined })[];
  readonly groups: readonly DrawnGroup[];
  /** The order of the nodes and edges is that in which they are to stand beside each other. */
  readonly inOrder: boolean;
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly labels: ReadonlyMap<number, Box>;
  readonly lines: readonly Line[];
  /** The ways back of loops. */
  readonly lanes: readonly Line[];
  readonly frames: readonly (Box & { readonly kind: DrawnGroup["kind"] })[];
}

const PADDING = 14;

/**
 * Lays a graph out from the top. Each group is laid out for itself and placed as one thing, so that a loop or a fragment has a
 * frame with nothing else in it; dagre places the things of each level.
 */
export function layOut(graph: Graph): Layout {
  const tree = groupTree([...graph.nodes.keys()], graph.groups);
  const whole = level(graph, tree, undefined);
  const placed: Placed = { boxes: new Map(), labels: new Map(), lines: [], lanes: [], frames: [] };
  whole.place({ x: 0, y: 0 }, placed);
  return { width: whole.width, height: whole.height, ...placed };
}

const EXIT = "exit";
const TURN = "turn";

/** One group, or the whole graph, as a cell. */
function level(graph: Graph, tree: GroupTree, group: DrawnGroup | undefined): Cell {
  const cells = new Map<string, Cell>();
  for (const node of tree.own(group)) {
    const size = graph.nodes.get(node);
    if (size !== undefined)
      cells.set(`node ${node}`, withOwnWays(nodeCell(node, size), ownWays(graph, group, node)));
  }
  const inner = tree.inner(group);
  for (const [index, one] of inner.entries()) cells.set(`group ${index}`, level(graph, tree, one));
  const nameOf = (node: string): string | undefined => {
    const seen = tree.seenFrom(group, node);
    if (seen === undefined) return undefined;
    return typeof seen === "string" ? `node ${seen}` : `group ${inner.indexOf(seen)}`;
  };
  const links = linksOf(graph, group, nameOf, cells);
  const [first] = group?.nodes ?? [];
  const arranged = arrange(cells, links, first === undefined ? undefined : nameOf(first), graph.inOrder);
  return group === undefined ? arranged : framed(arranged, group);
}

/** The links of a level. Those out of it lead to its exit, those back to the head of a loop to its turn. */
function linksOf(
  graph: Graph,
  group: DrawnGroup | undefined,
  nameOf: (node: string) => string | undefined,
  cells: Map<string, Cell>,
): readonly Link[] {
  const links = new Map<string, Link>();
  const link = (from: string, to: string, turned: boolean) =>
    links.set(`${from}\n${to}`, turned ? { from: to, to: from, turned } : { from, to });
  const back = graph.inOrder ? new Set<number>() : backLinks(graph.nodes.keys(), graph.edges);
  for (const [index, { from, to, label }] of edgesFromLeft(graph.edges, group)) {
    const source = nameOf(from);
    if (source === undefined) continue;
    if (isOwnWay(group, from, to)) continue;
    const isBack = group?.turn === to;
    const target = isBack ? TURN : (nameOf(to) ?? (group === undefined ? undefined : EXIT));
    if (target === undefined || (source === target && source !== `node ${from}`)) continue;
    if (target === TURN || target === EXIT) cells.set(target, dotCell());
    // A label stands where its edge begins; further out the edge is one of those that leave the group.
    if (label === undefined || source !== `node ${from}`) link(source, target, back.has(index));
    else {
      cells.set(`label ${index}`, labelCell(index, label));
      link(source, `label ${index}`, back.has(index));
      link(`label ${index}`, target, back.has(index));
    }
  }
  return [...links.values()];
}

/** Whether a way leads from a node to itself. The head of a loop has a lane for that. */
function isOwnWay(group: DrawnGroup | undefined, from: string, to: string): boolean {
  return from === to && group?.turn !== to;
}

/** The labels of the ways from a node to itself, by the places of the edges. */
function ownWays({ edges }: Graph, group: DrawnGroup | undefined, node: string): ReadonlyMap<number, Size> {
  const none: Size = { width: 0, height: 0 };
  return new Map(
    edges.flatMap(({ from, to, label }, index) =>
      from === node && isOwnWay(group, from, to) ? [[index, label ?? none] as const] : [],
    ),
  );
}

/** Places cells and draws their links: in columns where nothing is to choose, the columns by dagre. */
function arrange(
  cells: ReadonlyMap<string, Cell>,
  links: readonly Link[],
  first: string | undefined,
  inOrder: boolean,
): Cell {
  const names = columnsOf([...cells.keys()], links);
  const columnOf = new Map(names.flatMap((column, index) => column.map((name) => [name, index] as const)));
  const columns = names.map((column) => columnCell(column.flatMap((name) => cells.get(name) ?? [])));
  const between = links.flatMap(({ from, to, turned = false }) => {
    const [source, target] = [columnOf.get(from), columnOf.get(to)];
    return source === undefined || target === undefined || source === target
      ? []
      : [{ source, target, turned }];
  });
  const { width, height, corners, ways } = byDagre(columns, between, inOrder);
  const pointOf = (name: string | undefined, side: "entry" | "exit"): Point | undefined => {
    const index = columnOf.get(name ?? "");
    const [column, corner] = [columns[index ?? -1], corners[index ?? -1]];
    return column === undefined || corner === undefined ? undefined : moved(column[side], corner);
  };
  const lines = between.flatMap(({ source, target, turned }, index): Line[] => {
    const [from, to] = [columns[source], columns[target]];
    const [here, there] = [corners[source], corners[target]];
    if (from === undefined || to === undefined || here === undefined || there === undefined) return [];
    const bends = ways[index]?.slice(1, -1) ?? [];
    const points = [moved(from.exit, here), ...bends, moved(to.entry, there)];
    return [turned ? { points: points.toReversed(), arrow: !from.meetsBelow } : { points, arrow: !to.meets }];
  });
  const turn = pointOf(TURN, "exit");
  return {
    width,
    height,
    meets: cells.get(first ?? "")?.meets ?? false,
    meetsBelow: false,
    entry: pointOf(first, "entry") ?? { x: width / 2, y: 0 },
    exit: pointOf(EXIT, "exit") ?? { x: width / 2, y: height },
    leaves: cells.has(EXIT),
    ...(turn === undefined ? {} : { turn }),
    place: (at, into) => {
      for (const [index, cell] of columns.entries()) cell.place(moved(at, corners[index] ?? at), into);
      for (const { points, arrow } of lines)
        into.lines.push({ points: points.map((point) => moved(point, at)), arrow });
    },
  };
}

/**
 * A group with a frame around it; a loop has its way back inside the frame, at the side that is nearer. What leaves goes
 * straight down to the frame, so that it does not cross the way back.
 */
function framed(inside: Cell, { kind, turn: head }: DrawnGroup): Cell {
  const side = inside.turn === undefined ? 0 : LANE;
  const by = { x: PADDING + side, y: PADDING };
  const [width, height] = [inside.width + 2 * by.x, inside.height + 2 * by.y + side];
  return {
    width,
    height,
    meets: inside.meets,
    meetsBelow: false,
    entry: moved(inside.entry, by),
    exit: { x: inside.exit.x + by.x, y: inside.leaves === true ? height : inside.exit.y + by.y },
    place: (at, into) => {
      if (inside.leaves === true) {
        const out = moved(moved(inside.exit, by), at);
        into.lines.push({ points: [out, { x: out.x, y: at.y + height }], arrow: false });
      }
      into.frames.push({ ...at, width, height, kind });
      inside.place(moved(at, by), into);
      const box = into.boxes.get(head ?? "");
      if (inside.turn === undefined || box === undefined) return;
      const turn = moved(moved(inside.turn, by), at);
      const atLeft = inside.turn.x < inside.exit.x;
      const lane = atLeft ? at.x + PADDING : at.x + width - PADDING;
      const below = at.y + height - PADDING;
      const middle = box.y + box.height / 2;
      into.lanes.push({
        points: [
          turn,
          { x: turn.x, y: below },
          { x: lane, y: below },
          { x: lane, y: middle },
          { x: atLeft ? box.x : box.x + box.width, y: middle },
        ],
        arrow: true,
      });
    },
  };
}
