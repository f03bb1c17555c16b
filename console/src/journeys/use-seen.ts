import { type RefObject, useLayoutEffect, useState } from "react";
import type { Box } from "../api/shapes.ts";

/** Units of a picture around what is seen; what is seen is told in steps of as many. */
const STEP = 200;

/**
 * Which part of a picture can be seen in its frame, in its own units: only what is there has to change with every count.
 *
 * @param margin what the picture shows left of and above its origin
 */
export function useSeen(
  picture: RefObject<SVGSVGElement | null>,
  zoom: number,
  margin: number,
): Box | undefined {
  const [seen, setSeen] = useState<Box>();
  useLayoutEffect(() => {
    const { current } = picture;
    if (current === null) return;
    const look = () => setSeen((before) => sameOr(before, partOf(current, zoom, margin)));
    look();
    const resized = new ResizeObserver(look);
    resized.observe(current);
    // Scrolling of any frame around it, too.
    addEventListener("scroll", look, { capture: true, passive: true });
    addEventListener("resize", look);
    return () => {
      resized.disconnect();
      removeEventListener("scroll", look, { capture: true });
      removeEventListener("resize", look);
    };
  }, [picture, zoom, margin]);
  return seen;
}

function partOf(picture: SVGSVGElement, zoom: number, margin: number): Box {
  const own = picture.getBoundingClientRect();
  const frame = picture.parentElement?.getBoundingClientRect() ?? own;
  const x = stepped(Math.floor, (Math.max(0, frame.left) - own.left) / zoom - margin) - STEP;
  const y = stepped(Math.floor, (Math.max(0, frame.top) - own.top) / zoom - margin) - STEP;
  const right = stepped(Math.ceil, (Math.min(innerWidth, frame.right) - own.left) / zoom - margin) + STEP;
  const bottom = stepped(Math.ceil, (Math.min(innerHeight, frame.bottom) - own.top) / zoom - margin) + STEP;
  return { x, y, width: right - x, height: bottom - y };
}

const stepped = (round: (value: number) => number, value: number): number => round(value / STEP) * STEP;

const sameOr = (before: Box | undefined, next: Box): Box =>
  before !== undefined &&
  before.x === next.x &&
  before.y === next.y &&
  before.width === next.width &&
  before.height === next.height
    ? before
    : next;

export const isSeen = (seen: Box | undefined, { x, y, width, height }: Box): boolean =>
  seen !== undefined &&
  x < seen.x + seen.width &&
  x + width > seen.x &&
  y < seen.y + seen.height &&
  y + height > seen.y;
