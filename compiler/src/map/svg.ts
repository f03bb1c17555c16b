import { arrange } from "./arrange.ts";
import type { Line, Size } from "./cells.ts";
import { type Drawing, drawingOf } from "./drawing.ts";
import { at, escaped } from "./escape.ts";
import type { JourneyMap, MapEdge, MapNode } from "./journey-map.ts";
import type { Layout } from "./layout.ts";
import { hrefOf } from "./links.ts";
import { LINE, widthOf, wrapped } from "./measure.ts";
import { styles, type Theme } from "./palette.ts";
import { bend, curve } from "./paths.ts";
import type { ProjectMap } from "./project-map.ts";
import { nodeOf } from "./svg-node.ts";

export interface SvgOptions {
  readonly theme?: Theme;
  /** Where a node leads, with `{file}` and `{line}`. */
  readonly link?: string;
  /**
   * For a page that has a style sheet for the classes, and puts something at the edges: without a style sheet, and each label
   * says as `data-edge` which edge of the map it is of.
   */
  readonly forPage?: boolean;
}

const MARGIN = 20;
const PANEL_WIDTH = 620;

/**
 * The map as a picture: an SVG document without scripts or outside resources. Those who do not see it find a description, and
 * a list of the nodes, each a link that says where it leads.
 */
export function svgOf(
  map: JourneyMap | ProjectMap,
  { theme = "auto", link = "{file}#L{line}", forPage = false }: SvgOptions = {},
): string {
  const drawing = drawingOf(map);
  const { texts, labels, laid } = arrange(drawing, "journey" in map);
  const panel = panelOf(drawing);
  const width = Math.ceil(Math.max(laid.width, panel.width) + 2 * MARGIN);
  const by = { x: (width - laid.width) / 2, y: panel.height + 2 * MARGIN };
  const height = Math.ceil(by.y + laid.height + MARGIN);
  const id = `map-${drawing.name.replace(/[^\w-]/g, "_")}`;
  const nodes = drawing.nodes.flatMap((node) => {
    const [text, box] = [texts.get(node.id), laid.boxes.get(node.id)];
    if (text === undefined || box === undefined) return [];
    return [
      nodeOf(
        node,
        text,
        { ...box, x: box.x + by.x, y: box.y + by.y },
        hrefOf(node, link),
        leadsOf(node, drawing),
      ),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="graphics-document document" aria-labelledby="${id}-title" aria-describedby="${id}-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif" font-size="12">`,
    `<title id="${id}-title">${escaped(drawing.title)}</title>`,
    `<desc id="${id}-text">${escaped(drawing.description)}</desc>`,
    ...(forPage ? [] : [`<style>${styles(theme)}</style>`]),
    `<defs><marker id="${id}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0.5 8 4 0 7.5z"/></marker></defs>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    panel.svg,
    `<g aria-hidden="true" transform="translate(${at(by.x)} ${at(by.y)})">`,
    ...wiringOf(laid, labels, id, forPage ? edgeMarks(map, drawing) : () => ""),
    "</g>",
    `<g role="list" aria-label="${"journey" in map ? "Steps" : "Journeys"}">`,
    ...nodes,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** The edges of a drawing are some of the map's. */
function edgeMarks({ edges }: JourneyMap | ProjectMap, drawing: Drawing): (index: number) => string {
  const places = new Map(edges.map((edge, index) => [edge, index]));
  return (index) => ` data-edge="${places.get(drawing.edges[index] as MapEdge)}"`;
}

/** Frames, lines and labels: what the nodes stand on. */
function wiringOf(
  { frames, lines, lanes, labels: places }: Layout,
  labels: readonly (readonly string[] | undefined)[],
  id: string,
  markOf: (edge: number) => string,
): readonly string[] {
  const marker = (arrow: boolean) => (arrow ? ` marker-end="url(#${id}-arrow)"` : "");
  return [
    ...frames.map(
      ({ x, y, width, height, kind }) =>
        `<rect class="frame" data-frame="${kind}" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="10"/>`,
    ),
    ...lines.map(({ points, arrow }) => `<path class="edge" d="${curve(points)}"${marker(arrow)}/>`),
    ...lanes.map(({ points, arrow }: Line) => `<path class="lane" d="${bend(points)}"${marker(arrow)}/>`),
    ...[...places].flatMap(([index, box]) =>
      (labels[index] ?? []).map(
        (line, row) =>
          `<text class="l"${markOf(index)} x="${at(box.x + box.width / 2)}" y="${at(box.y + row * LINE + 12)}">${escaped(line)}</text>`,
      ),
    ),
  ];
}

/** The panel above the graph: the title, and what holds for all of the journey. */
function panelOf({ title, lines }: Drawing): Size & { readonly svg: string } {
  const titles = wrapped(title, PANEL_WIDTH * 0.7);
  const rows = lines.flatMap((line) =>
    wrapped(line, PANEL_WIDTH).map((part, index) => (index === 0 ? part : `   ${part}`)),
  );
  const width = Math.max(...titles.map((line) => widthOf(line) * 1.4), ...rows.map(widthOf)) + 32;
  const height = titles.length * 22 + rows.length * LINE + 22;
  const heads = titles.map(
    (line, index) =>
      `<text class="t" x="${MARGIN + 16}" y="${MARGIN + 26 + index * 22}">${escaped(line)}</text>`,
  );
  const top = MARGIN + 24 + titles.length * 22;
  const texts = rows.map(
    (row, index) => `<text x="${MARGIN + 16}" y="${at(top + index * LINE)}">${escaped(row)}</text>`,
  );
  const box = `<rect class="panel" x="${MARGIN}" y="${MARGIN}" width="${at(width)}" height="${height}" rx="8"/>`;
  return { width, height, svg: `<g class="about">${box}${heads.join("")}${texts.join("")}</g>` };
}

/** What a listener is told of the ways that leave a node. */
function leadsOf({ id, kind }: MapNode, { nodes, edges }: Drawing): string {
  if (kind === "exit") return "Ends the run";
  const ways = edges.filter(({ from }) => from === id);
  const words = ways.map(({ to, label }) => {
    const target = nodes.find((node) => node.id === to)?.label ?? to;
    return label === undefined ? target : `${label}: ${target}`;
  });
  return words.length === 0 ? "" : `Leads to: ${words.join("; ")}`;
}
