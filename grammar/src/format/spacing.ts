import type { Piece } from "./pieces.ts";

const TIGHT_BEFORE: ReadonlySet<string> = new Set([",", ":", ".", "?", ")", "]"]);
const TIGHT_AFTER: ReadonlySet<string> = new Set(["(", "[", "."]);

/** The blanks between two pieces of one line. */
export function blanksBetween(before: Piece, piece: Piece): number {
  if (piece.kind === "line-comment") return 2;
  if (piece.kind === "comment" || before.kind === "comment") return 1;
  if (before.kind === "unary" || isSign(before, TIGHT_AFTER) || isSign(piece, TIGHT_BEFORE)) return 0;
  // Arguments and parameters stand close to their name, other parentheses apart from their word.
  if (piece.text === "(" && before.kind === "name") return 0;
  return 1;
}

function isSign(piece: Piece, signs: ReadonlySet<string>): boolean {
  return piece.kind === "token" && signs.has(piece.text);
}
