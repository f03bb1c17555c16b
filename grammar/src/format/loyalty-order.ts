import type { Loyalty, LoyaltyItem, SourceFile } from "../tree/index.ts";
import type { Piece } from "./pieces.ts";

/** The lines of a loyalty query, in the order of the grammar. */
const ORDER: readonly LoyaltyItem["kind"][] = [
  "FromStores",
  "RankBy",
  "Over",
  "AtLeast",
  "Where",
  "Top",
  "Tiers",
  "Stay",
];

/** Puts the lines of loyalty queries in the order of the grammar, each with its comments. */
export function orderLoyalty(pieces: readonly Piece[], tree: SourceFile): readonly Piece[] {
  let ordered = pieces;
  for (const declaration of tree.declarations) {
    if (declaration.kind === "Loyalty" && !inOrder(declaration)) ordered = orderOne(ordered, declaration);
  }
  return ordered;
}

const rank = ({ kind }: LoyaltyItem): number => ORDER.indexOf(kind);

function inOrder({ items }: Loyalty): boolean {
  return items.every((item, index) => index === 0 || rank(items[index - 1] ?? item) <= rank(item));
}

function orderOne(pieces: readonly Piece[], { items, span }: Loyalty): readonly Piece[] {
  const starts = items.map((item) => runStart(pieces, item));
  // A query with a mistake is printed as it is: its lines are no pieces of their own.
  const close = pieces.findIndex(({ start, brace }) => brace === "close" && start === span.end - 1);
  if (starts.includes(-1) || close === -1) return pieces;
  const runs = items.map((item, index) => ({
    item,
    pieces: pieces.slice(starts[index], starts[index + 1] ?? close),
  }));
  const sorted = [...runs].sort((a, b) => rank(a.item) - rank(b.item));
  const moved = sorted.flatMap((run, slot) => inSlot(run.pieces, runs[slot]?.pieces[0]));
  return [...pieces.slice(0, starts[0]), ...moved, ...pieces.slice(close)];
}

/** A line begins with the comments that stand above it. */
function runStart(pieces: readonly Piece[], { span }: LoyaltyItem): number {
  let index = pieces.findIndex(({ start, kind }) => start === span.start && kind !== "verbatim");
  while (index > 0) {
    const above = pieces[index - 1];
    if (above === undefined || above.breaks === 0) break;
    if (above.kind !== "line-comment" && above.kind !== "comment") break;
    index--;
  }
  return index;
}

/** The line breaks stay where they were; a comment above a line keeps one of its own. */
function inSlot([first, ...rest]: readonly Piece[], slot: Piece | undefined): readonly Piece[] {
  if (first === undefined) return rest;
  const breaks = slot?.breaks ?? first.breaks;
  const own = first.kind === "line-comment" || first.kind === "comment";
  return [{ ...first, breaks: own ? Math.max(1, breaks) : breaks }, ...rest];
}
