import type { Point } from "./cells.ts";
import { at } from "./escape.ts";

/** A line that leaves downwards and arrives from above. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let from = first;
  const parts = rest.map((to) => {
    const middle = (from.y + to.y) / 2;
    const isStraight = Math.abs(from.x - to.x) < 0.5;
    from = to;
    return isStraight
      ? `V${at(to.y)}`
      : `C${at(rest[rest.indexOf(to) - 1]?.x ?? first.x)} ${at(middle)} ${at(to.x)} ${at(middle)} ${at(to.x)} ${at(to.y)}`;
  });
  return `M${at(first.x)} ${at(first.y)}${parts.join("")}`;
}

const CORNER = 8;

/** A line of level and upright parts with round corners. */
export function bend(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  const parts = rest.map((to, index) => {
    const [from, next] = [points[index] ?? first, rest[index + 1]];
    if (next === undefined) return `L${at(to.x)} ${at(to.y)}`;
    const [before, behind] = [towards(to, from), towards(to, next)];
    return `L${at(before.x)} ${at(before.y)}Q${at(to.x)} ${at(to.y)} ${at(behind.x)} ${at(behind.y)}`;
  });
  return `M${at(first.x)} ${at(first.y)}${parts.join("")}`;
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
