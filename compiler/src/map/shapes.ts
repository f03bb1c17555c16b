import type { Box } from "./cells.ts";
import { at } from "./escape.ts";
import type { Family } from "./families.ts";

/** The outline of a node: each family has one of its own, so that colour says nothing that shape does not. */
export function shapeOf(family: Family, box: Box): string {
  const { x, y, width, height } = box;
  const [right, bottom, middle] = [x + width, y + height, y + height / 2];
  switch (family) {
    case "border":
      return rounded(box, height / 2);
    case "choice":
      return polygon(x + 11, y, right - 11, y, right, middle, right - 11, bottom, x + 11, bottom, x, middle);
    case "time":
      return rounded(box, Math.min(16, height / 2));
    case "message":
      return (
        polygon(x, y, right - 10, y, right, y + 10, right, bottom, x, bottom) +
        polyline(right - 10, y, right - 10, y + 10, right, y + 10)
      );
    case "change":
      return rounded(box, 4);
    case "outside":
      return rounded(box, 0) + polyline(x + 4, y, x + 4, bottom) + polyline(right - 4, y, right - 4, bottom);
    case "loop":
      return polygon(x, y, right - 10, y, right, middle, right - 10, bottom, x, bottom, x + 8, middle);
    case "fragment":
      return (
        rounded({ ...box, x: x + 6, y: y + 6 }, 4) +
        rounded({ ...box, x: x + 3, y: y + 3 }, 4) +
        rounded(box, 4)
      );
    case "exit":
      return polygon(
        ...[x + 8, y, right - 8, y, right, y + 8, right, bottom - 8],
        ...[right - 8, bottom, x + 8, bottom, x, bottom - 8, x, y + 8],
      );
    case "milestone":
      return polygon(x, y, right, y, right - 10, middle, right, bottom, x, bottom);
    case "journey":
      return rounded(box, 8) + rounded({ x: x + 3, y: y + 3, width: width - 6, height: height - 6 }, 6);
    default:
      return family satisfies never;
  }
}

function rounded({ x, y, width, height }: Box, radius: number): string {
  const rx = radius === 0 ? "" : ` rx="${at(radius)}"`;
  return `<rect class="shape" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"${rx}/>`;
}

function polygon(...places: readonly number[]): string {
  return `<polygon class="shape" points="${places.map(at).join(" ")}"/>`;
}

function polyline(...places: readonly number[]): string {
  return `<polyline class="shape" points="${places.map(at).join(" ")}"/>`;
}
