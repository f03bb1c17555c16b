import type { Box, NodeSize } from "./cells.ts";
import type { DrawnNode } from "./drawing.ts";
import { at, escaped } from "./escape.ts";
import { lookOf } from "./families.ts";
import { LINE, widthOf, wrapped } from "./measure.ts";
import { shapeOf } from "./shapes.ts";

const WIDEST = 270;
/** Before and behind the text: room for the icon, and for what a shape takes from its sides. */
const BEFORE = 34;
const BEHIND = 16;
const CAPTION_GAP = 6;

/** The texts of a node as lines, and how large they make it. */
export interface NodeText extends NodeSize {
  readonly lines: readonly string[];
  readonly note: string | undefined;
  /** The height of the caption that stands above the outline, as a part of the whole. */
  readonly above: number;
}

export function textOfNode({ name, label, note, keyword }: DrawnNode): NodeText {
  const lines = wrapped(label, WIDEST);
  // The keyword is bold, and so a little wider.
  const widest =
    Math.max(...lines.map(widthOf), note === undefined ? 0 : widthOf(note)) + widthOf(keyword) * 0.1;
  const rows = lines.length + (note === undefined ? 0 : 1);
  const above = name === undefined ? 0 : LINE;
  // The line that arrives comes down in the middle: the caption stands before it.
  const caption = name === undefined ? 0 : 2 * (widthOf(`${name}:`) + CAPTION_GAP);
  const width = Math.ceil(Math.max(BEFORE + widest + BEHIND, caption));
  return { lines, note, above, width, height: above + rows * LINE + 14 };
}

/** A node of the picture: a link to its line, which the keyboard reaches. `leads` says what comes after it. */
export function nodeOf(
  node: DrawnNode,
  { lines, note }: NodeText,
  box: Box,
  href: string,
  leads: string,
): string {
  const { family, icon } = lookOf(node.kind);
  const y = box.y + 7 + 12;
  const caption = node.name === undefined ? [] : [textAt(box.x, box.y - 5, escaped(`${node.name}:`), "n")];
  const texts = lines.map((line, index) =>
    textAt(box.x + BEFORE, y + index * LINE, withKeyword(line, index, node)),
  );
  const small =
    note === undefined ? [] : [textAt(box.x + BEFORE, y + lines.length * LINE, escaped(note), "q")];
  const named = node.name === undefined ? node.label : `${node.name}: ${node.label}`;
  return [
    `<g role="listitem" class="${family}" data-node="${escaped(node.id)}">`,
    `<a href="${escaped(href)}" aria-label="${escaped([named, note, leads].filter(Boolean).join(". "))}">`,
    `<title>${escaped(named)}</title>`,
    shapeOf(family, box),
    `<path class="icon" transform="translate(${at(box.x + 11)} ${at(box.y + box.height / 2 - 8)})" d="${icon}"/>`,
    // Read one after the other, with a blank between, they are what the link is called.
    [...caption, ...texts, ...small].join(" "),
    "</a></g>",
  ].join("");
}

function withKeyword(line: string, index: number, { keyword }: DrawnNode): string {
  if (index > 0 || keyword === "" || !line.startsWith(keyword)) return escaped(line);
  return `<tspan class="k">${escaped(keyword)}</tspan>${escaped(line.slice(keyword.length))}`;
}

function textAt(x: number, y: number, text: string, name?: string): string {
  return `<text${name === undefined ? "" : ` class="${name}"`} x="${at(x)}" y="${at(y)}">${text}</text>`;
}
