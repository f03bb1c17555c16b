import type { DrawnGroup } from "./groups.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node: `above` is the part of its height in which its caption stands, and no line ends. */
export interface NodeSize extends Size {
  readonly above: number;
}

/** The top left corner, and the size. */
export interface Box extends Point, Size {}

/** A line from point to point. `arrow` is false where it only meets another one. */
export interface Line {
  readonly points: readonly Point[];
  readonly arrow: boolean;
}

/** A thing that is placed as a whole: where lines come in and go out, from its top left corner, and what is in it. */
export interface Cell extends Size {
  readonly entry: Point;
  readonly exit: Point;
  readonly place: (at: Point, into: Placed) => void;
  /** Lines meet here: they end without an arrow. */
  readonly meets: boolean;
  /** The same at its lower side, where those arrive that lead back. */
  readonly meetsBelow: boolean;
  /** Where the lines meet that lead back to the head of a loop. */
  readonly turn?: Point;
  /** Whether a line goes out of it. */
  readonly leaves?: boolean;
}

export interface Placed {
  readonly boxes: Map<string, Box>;
  readonly labels: Map<number, Box>;
  readonly lines: Line[];
  readonly lanes: Line[];
  readonly frames: (Box & { readonly kind: DrawnGroup["kind"] })[];
}

const GAP = 22;
const LABEL_GAP = 10;
/** The room for a way back beside what it leads around. */
export const LANE = 12;

export function nodeCell(id: string, { width, height, above }: NodeSize): Cell {
  return {
    width,
    height,
    entry: { x: width / 2, y: above },
    exit: { x: width / 2, y: height },
    meets: false,
    meetsBelow: false,
    place: ({ x, y }, { boxes }) => void boxes.set(id, { x, y: y + above, width, height: height - above }),
  };
}

/** A node whose ways to itself are one bow at its right side, with their labels beside it. */
export function withOwnWays(cell: Cell, ways: ReadonlyMap<number, Size>): Cell {
  if (ways.size === 0) return cell;
  const sizes = [...ways.values()];
  const stack = sizes.reduce((sum, { height }) => sum + height, 0);
  const height = Math.max(cell.height, stack);
  const top = (height - cell.height) / 2;
  const bow = cell.width + 2 * LANE;
  return {
    ...cell,
    width: bow + LABEL_GAP + Math.max(...sizes.map(({ width }) => width)),
    height,
    entry: moved(cell.entry, { x: 0, y: top }),
    exit: moved(cell.exit, { x: 0, y: top }),
    place: (at, into) => {
      cell.place({ x: at.x, y: at.y + top }, into);
      const [side, out, middle] = [at.x + cell.width, at.x + bow, at.y + top + cell.height / 2];
      const [above, below] = [middle - cell.height / 4, middle + cell.height / 4];
      into.lanes.push({
        points: [
          { x: side, y: below },
          { x: out, y: below },
          { x: out, y: above },
          { x: side, y: above },
        ],
        arrow: true,
      });
      let y = at.y + (height - stack) / 2;
      for (const [index, size] of ways) {
        into.labels.set(index, { x: out + LABEL_GAP / 2, y, ...size });
        y += size.height;
      }
    },
  };
}

export function labelCell(index: number, { width, height }: Size): Cell {
  return {
    ...nodeCell("", { width, height, above: 0 }),
    meets: true,
    meetsBelow: true,
    place: ({ x, y }, { labels }) => void labels.set(index, { x, y, width, height }),
  };
}

/** Where lines meet before they leave a group. */
export function dotCell(): Cell {
  return {
    ...nodeCell("", { width: 2, height: 2, above: 0 }),
    meets: true,
    meetsBelow: true,
    place: () => undefined,
  };
}

/** Several cells above each other, as one. */
export function columnCell(cells: readonly Cell[]): Cell {
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
    meetsBelow: last?.meetsBelow ?? false,
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

export function moved(point: Point, by: Point): Point {
  return { x: point.x + by.x, y: point.y + by.y };
}
