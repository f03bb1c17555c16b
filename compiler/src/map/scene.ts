import { arrange } from "./arrange.ts";
import type { Box } from "./cells.ts";
import { drawingOf } from "./drawing.ts";
import { type Family, lookOf } from "./families.ts";
import type { DrawnGroup } from "./groups.ts";
import type { JourneyMap, MapEdge, MapNode } from "./journey-map.ts";
import { bend, curve } from "./paths.ts";

/** A map with a place for everything, in pixels from the top left, for a page that draws it itself. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** In a few sentences, for those who hear a picture. */
  readonly description: string;
  /** What holds for all of the journey. */
  readonly rules: readonly string[];
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly MapEdge[];
  /** The words beside a line; `edge` is a place in `edges`. */
  readonly labels: readonly (Box & { readonly edge: number; readonly lines: readonly string[] })[];
  /** Lines as the `d` of an SVG path; the ways back of loops are `lane`s. */
  readonly paths: readonly { readonly d: string; readonly arrow: boolean; readonly lane: boolean }[];
  readonly frames: readonly (Box & { readonly kind: DrawnGroup["kind"] })[];
}

export interface SceneNode extends Box, Pick<MapNode, "id" | "kind" | "label" | "name" | "step"> {
  readonly family: Family;
  /** Lines in a square of 16 px. */
  readonly icon: string;
  /** The label as it is broken. */
  readonly lines: readonly string[];
  readonly keyword: string;
  readonly note?: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Lays the map of a journey out. */
export function sceneOf(map: JourneyMap): Scene {
  const drawing = drawingOf(map);
  const { texts, labels, laid } = arrange(drawing, true);
  return {
    width: Math.ceil(laid.width),
    height: Math.ceil(laid.height),
    description: drawing.description,
    rules: drawing.lines,
    nodes: drawing.nodes.flatMap((node): SceneNode[] => {
      const [text, box] = [texts.get(node.id), laid.boxes.get(node.id)];
      if (text === undefined || box === undefined) return [];
      const { range, ...rest } = node;
      return [{ ...rest, ...lookOf(node.kind), ...box, lines: text.lines, line: range.start.line }];
    }),
    edges: drawing.edges,
    labels: [...laid.labels].map(([edge, box]) => ({ ...box, edge, lines: labels[edge] ?? [] })),
    paths: [
      ...laid.lines.map(({ points, arrow }) => ({ d: curve(points), arrow, lane: false })),
      ...laid.lanes.map(({ points, arrow }) => ({ d: bend(points), arrow, lane: true })),
    ],
    frames: laid.frames,
  };
}
