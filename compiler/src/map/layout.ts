import dagre from "@dagrejs/dagre";
import { columnsOf, type Link } from "./columns.ts";
import { type DrawnGroup, type GroupTree, groupTree } from "./groups.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The top left corner, and the size. */
export interface Box extends Point, Size {}

/** What is to be laid out. A label is a thing of its own between two nodes. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, Size>;
  readonly edges: readonly (Link & { readonly label: Size | undefined })[];
  readonly groups: readonly DrawnGroup[];
  /** The order of the nodes and edges is that in which they are to stand beside each other. */
  readonly inOrder: boolean;
}

/** A line from point to point. `arrow` is false where it only meets another one. */
export interface Line {
  readonly points: readonly Point[];
  readonly arrow: boolean;
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly labels: ReadonlyMap<number, Box>;
  readonly lines: readonly Line[];
  /** The ways back of loops. */
  readonly lanes: readonly Line[];
  readonly frames: readonly (Box & { readonly kind: DrawnGroup["kind"] })[];
}

/** A thing that is placed as a whole: where lines come in and go out, from its top left corner, and what is in it. */
interface Cell extends Size {
  readonly entry: Point;
  readonly exit: Point;
  readonly place: (at: Point, into: Placed) => void;
  /** Lines meet here: they end without an arrow. */
  readonly meets: boolean;
  /** Where the lines meet that lead back to the head of a loop. */
  readonly turn?: Point;
}

interface Placed {
  readonly boxes: Map<string, Box>;
  readonly labels: Map<number, Box>;
  readonly lines: Line[];
  readonly lanes: Line[];
  readonly frames: (Box & { readonly kind: DrawnGroup["kind"] })[];
}

const GAP = 22;
const LABEL_GAP = 10;
const PADDING = 14;
const LANE = 12;

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
    if (size !== undefined) cells.set(`node ${node}`, nodeCell(node, size));
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
  const link = (from: string, to: string) => links.set(`${from}\n${to}`, { from, to });
  for (const [index, { from, to, label }] of graph.edges.entries()) {
    const source = nameOf(from);
    if (source === undefined) continue;
    const isBack = group?.turn === to;
    const target = isBack ? TURN : (nameOf(to) ?? (group === undefined ? undefined : EXIT));
    if (target === undefined || (source === target && source !== `node ${from}`)) continue;
    if (target === TURN || target === EXIT) cells.set(target, dotCell());
    // A label stands where its edge begins; further out the edge is one of those that leave the group.
    if (label === undefined || source !== `node ${from}`) link(source, target);
    else {
      cells.set(`label ${index}`, labelCell(index, label));
      link(source, `label ${index}`);
      link(`label ${index}`, target);
    }
  }
  return [...links.values()];
}

function nodeCell(id: string, { width, height }: Size): Cell {
  return {
    width,
    height,
    entry: { x: width / 2, y: 0 },
    exit: { x: width / 2, y: height },
    meets: false,
    place: ({ x, y }, { boxes }) => void boxes.set(id, { x, y, width, height }),
  };
}

function labelCell(index: number, { width, height }: Size): Cell {
  return {
    ...nodeCell("", { width, height }),
    meets: true,
    place: ({ x, y }, { labels }) => void labels.set(index, { x, y, width, height }),
  };
}

/** Where lines meet before they leave a group. */
function dotCell(): Cell {
  return { ...nodeCell("", { width: 2, height: 2 }), meets: true, place: () => undefined };
}

/** Several cells above each other, as one. */
function columnCell(cells: readonly Cell[]): Cell {
  const left = Math.max(...cells.map(({ entry }) => entry.x));
  const tops: number[] = [];
  let height = 0;
  for (const [index, cell] of cells.entries()) {
    const before = cells[index - 1];
    if (before !== undefined) height += before.meets || cell.meets ? LABEL_GAP : GAP;
    tops.push(height);
    height += cell.height;
  }
  const lefts = cells.map(({ entry }) => left - entry.x);
  const width = Math.max(...cells.map((cell, index) => (lefts[index] ?? 0) + cell.width));
  const corner = (at: Point, index: number) => ({
    x: at.x + (lefts[index] ?? 0),
    y: at.y + (tops[index] ?? 0),
  });
  const [first, last] = [cells[0], cells.at(-1)];
  const exit = moved(last?.exit ?? { x: 0, y: 0 }, corner({ x: 0, y: 0 }, cells.length - 1));
  return {
    width,
    height,
    entry: { x: left, y: first?.entry.y ?? 0 },
    exit,
    meets: first?.meets ?? false,
    place: (at, into) => {
      for (const [index, cell] of cells.entries()) {
        cell.place(corner(at, index), into);
        const next = cells[index + 1];
        if (next === undefined) continue;
        const [from, to] = [moved(cell.exit, corner(at, index)), moved(next.entry, corner(at, index + 1))];
        into.lines.push({ points: [from, to], arrow: !next.meets });
      }
    },
  };
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
  const between = links.flatMap(({ from, to }) => {
    const [source, target] = [columnOf.get(from), columnOf.get(to)];
    return source === undefined || target === undefined || source === target ? [] : [{ source, target }];
  });
  const { width, height, corners, ways } = byDagre(columns, between, inOrder);
  const pointOf = (name: string | undefined, side: "entry" | "exit"): Point | undefined => {
    const index = columnOf.get(name ?? "");
    const [column, corner] = [columns[index ?? -1], corners[index ?? -1]];
    return column === undefined || corner === undefined ? undefined : moved(column[side], corner);
  };
  const lines = between.flatMap(({ source, target }, index): Line[] => {
    const [from, to] = [columns[source], columns[target]];
    const [here, there] = [corners[source], corners[target]];
    if (from === undefined || to === undefined || here === undefined || there === undefined) return [];
    const bends = ways[index]?.slice(1, -1) ?? [];
    return [{ points: [moved(from.exit, here), ...bends, moved(to.entry, there)], arrow: !to.meets }];
  });
  const turn = pointOf(TURN, "exit");
  return {
    width,
    height,
    meets: cells.get(first ?? "")?.meets ?? false,
    entry: pointOf(first, "entry") ?? { x: width / 2, y: 0 },
    exit: pointOf(EXIT, "exit") ?? { x: width / 2, y: height },
    ...(turn === undefined ? {} : { turn }),
    place: (at, into) => {
      for (const [index, cell] of columns.entries()) cell.place(moved(at, corners[index] ?? at), into);
      for (const { points, arrow } of lines)
        into.lines.push({ points: points.map((point) => moved(point, at)), arrow });
    },
  };
}

/** The top left corners of the columns, and the points of the links between them. */
function byDagre(
  columns: readonly Size[],
  between: readonly { readonly source: number; readonly target: number }[],
  inOrder: boolean,
) {
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

function moved(point: Point, by: Point): Point {
  return { x: point.x + by.x, y: point.y + by.y };
}

/** A group with a frame around it; a loop has its way back inside the frame, at the side that is nearer. */
function framed(inside: Cell, { kind, turn: head }: DrawnGroup): Cell {
  const side = inside.turn === undefined ? 0 : LANE;
  const by = { x: PADDING + side, y: PADDING };
  const [width, height] = [inside.width + 2 * by.x, inside.height + 2 * by.y + side];
  return {
    width,
    height,
    meets: inside.meets,
    entry: moved(inside.entry, by),
    exit: moved(inside.exit, by),
    place: (at, into) => {
      into.frames.push({ ...at, width, height, kind });
      inside.place(moved(at, by), into);
      const box = into.boxes.get(head ?? "");
      if (inside.turn === undefined || box === undefined) return;
      const turn = moved(moved(inside.turn, by), at);
      const isLeft = inside.turn.x < inside.exit.x;
      const lane = isLeft ? at.x + PADDING : at.x + width - PADDING;
      const below = at.y + height - PADDING;
      const middle = box.y + box.height / 2;
      into.lanes.push({
        points: [
          turn,
          { x: turn.x, y: below },
          { x: lane, y: below },
          { x: lane, y: middle },
          { x: isLeft ? box.x : box.x + box.width, y: middle },
        ],
        arrow: true,
      });
    },
  };
}
