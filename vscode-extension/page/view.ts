/** Room that is left around what is brought into view; the bar stands at the top. */
const MARGIN = 16;
const BAR = 48;

/** Scrolls the page, and nothing around it, by as little as shows the whole of a part. */
export function bringIntoView(part: Element | undefined): void {
  if (part === undefined) return;
  const { left, right, top, bottom } = part.getBoundingClientRect();
  window.scrollBy(
    outside(left, right, MARGIN, window.innerWidth - MARGIN),
    outside(top, bottom, BAR, window.innerHeight - MARGIN),
  );
}

/** How far a stretch stands outside of another: below zero before it. */
function outside(from: number, to: number, least: number, most: number): number {
  if (from < least) return from - least;
  return to > most ? Math.min(to - most, from - least) : 0;
}
