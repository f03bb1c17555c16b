import type { Asked } from "./use-ranking.ts";

/** What is chosen on the board as a declaration for a `.journey` file. */
export function declarationOf({ audience = "", store, by = "", over = "" }: Asked): string {
  const name = `Top ${by} ${over}`
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return `/// Who leads by ${by} over ${over}.
loyalty ${name} for ${audience} {
  from ${store ?? "any store"}
  rank by ${by}  over ${over}
  top 100
}
`;
}
