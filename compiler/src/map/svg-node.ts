import type { DrawnNode } from "./drawing.ts";
import { at, escaped } from "./escape.ts";
import { lookOf } from "./families.ts";
import type { Box, Size } from "./layout.ts";
import { LINE, widthOf, wrapped } from "./measure.ts";
import { shapeOf } from "./shapes.ts";

const WIDEST = 270;
/** Before and behind the text: room for the icon, and for what a shape takes from its sides. */
const BEFORE = 34;
const BEHIND = 16;

/** The texts of a node as lines, and how large they make it. */
export interface NodeText extends Size {
  readonly lines: readonly string[];
  readonly note: string | undefined;
}

export function textOfNode({ label, note, keyword }: DrawnNode): NodeText {
  const lines = wrapped(label, WIDEST);
  // The keyword is bold, and so a little wider.
  const widest =
    Math.max(...lines.map(widthOf), note === undefined ? 0 : widthOf(note)) + widthOf(keyword) * 0.1;
  const rows = lines.length + (note === undefined ? 0 : 1);
  return { lines, note, width: Math.ceil(BEFORE + widest + BEHIND), height: rows * LINE + 14 };
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
  const texts = lines.map((line, index) =>
    textAt(box.x + BEFORE, y + index * LINE, withKeyword(line, index, node)),
  );
  const small = note === undefined ? "" : textAt(box.x + BEFORE, y + lines.length * LINE, escaped(note), "q");
  return [
    `<g role="listitem" class="${family}" data-node="${escaped(node.id)}">`,
    `<a href="${escaped(href)}" aria-label="${escaped([node.label, note, leads].filter(Boolean).join(". "))}">`,
    `<title>${escaped(node.label)}</title>`,
    shapeOf(family, box),
    `<path class="icon" transform="translate(${at(box.x + 11)} ${at(box.y + box.height / 2 - 8)})" d="${icon}"/>`,
    ...texts,
    small,
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
