import type { MapAnswer, RanPart } from "@trajet/lsp";

/** The nodes of a map that stand for a part of a tested journey, and whether a test came to them. */
export type Covered = (map: MapAnswer) => Readonly<Record<string, boolean>>;

/** By the places of the parts in their texts; what several files of tests came to is taken together. */
export function coveredBy(parts: readonly RanPart[]): Covered {
  const known = new Map<string, boolean>();
  for (const { kind, covered, location } of parts) {
    if (kind === "branch") continue;
    const key = keyOf(location.uri, location.range);
    known.set(key, covered || known.get(key) === true);
  }
  return ({ nodes }) =>
    Object.fromEntries(
      nodes.flatMap(({ id, uri, range }) => {
        const covered = known.get(keyOf(uri, range));
        return covered === undefined ? [] : [[id, covered]];
      }),
    );
}

const keyOf = (uri: string, { start }: RanPart["location"]["range"]): string =>
  `${uri.toLowerCase()}:${start.line}:${start.character}`;
