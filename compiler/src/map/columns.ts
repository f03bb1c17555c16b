/** A link between two things that are laid out. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Whether it is drawn from its end to its beginning, as it leads back in a circle. */
  readonly turned?: boolean;
}

/**
 * Things that follow each other without a choice, as columns: each is laid out as one, which makes a picture calmer, and its
 * layout several times faster. Things of no such row are columns of their own.
 */
export function columnsOf(things: readonly string[], links: readonly Link[]): readonly (readonly string[])[] {
  const [out, into] = [new Map<string, Link[]>(), new Map<string, number>()];
  for (const link of links) {
    out.set(link.from, [...(out.get(link.from) ?? []), link]);
    into.set(link.to, (into.get(link.to) ?? 0) + 1);
  }
  const below = new Map<string, string>();
  for (const thing of things) {
    const [only, ...others] = out.get(thing) ?? [];
    if (only === undefined || others.length > 0 || only.turned === true) continue;
    if (into.get(only.to) === 1 && only.to !== thing) below.set(thing, only.to);
  }
  const hasAbove = new Set(below.values());
  const heads = things.filter((thing) => !hasAbove.has(thing));
  const columns = heads.map((head) => columnFrom(head, below));
  // What is left goes round in a circle: each thing of it stands alone.
  const placed = new Set(columns.flat());
  return [...columns, ...things.filter((thing) => !placed.has(thing)).map((thing) => [thing])];
}

function columnFrom(head: string, below: ReadonlyMap<string, string>): readonly string[] {
  const column = [head];
  for (let next = below.get(head); next !== undefined; next = below.get(next)) column.push(next);
  return column;
}
