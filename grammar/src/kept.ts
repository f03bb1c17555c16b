import type { SyntaxProblem } from "./parser/problems.ts";
import type { Declaration, SourceFile } from "./tree/index.ts";

/** A text as it was read before it changed. */
export interface Before {
  readonly text: string;
  readonly tree: SourceFile;
  readonly problems: readonly Pick<SyntaxProblem, "span">[];
}

/** What two texts have in common: so many signs at their beginnings, and so many others at their ends. */
export interface Alike {
  readonly front: number;
  readonly back: number;
}

export function alike(one: string, other: string): Alike {
  const shorter = Math.min(one.length, other.length);
  const front = most(shorter, (from, to) => one.slice(from, to) === other.slice(from, to));
  const [end, otherEnd] = [one.length, other.length];
  const back = most(
    shorter - front,
    (from, to) => one.slice(end - to, end - from) === other.slice(otherEnd - to, otherEnd - from),
  );
  return { front, back };
}

/**
 * The declarations that read the same in a changed text, first to last: those behind which another one ends before
 * anything changes, as what follows a declaration may still belong to it, and before anything is wrong, as a mistake may have
 * ended one too early.
 */
export function declarationsBefore(
  { tree, problems }: Before,
  { front }: Pick<Alike, "front">,
): readonly Declaration[] {
  const sound = problems.reduce((least, { span }) => Math.min(least, span.start), front);
  const unsound = tree.declarations.findIndex(({ span }) => span.end >= sound);
  const whole = unsound === -1 ? tree.declarations.length : unsound;
  return tree.declarations.slice(0, Math.max(0, whole - 1));
}

/**
 * The declarations that read the same in a changed text if the first of them does, up to the last: those behind one that
 * ends behind all that changes, and behind all that is wrong. What stands above the first belongs to it, and has not changed.
 */
export function declarationsBehind(
  { text, tree: { declarations }, problems }: Before,
  { back }: Pick<Alike, "back">,
): readonly Declaration[] {
  const settled = problems.reduce((last, { span }) => Math.max(last, span.end), text.length - back);
  const ended = declarations.findIndex(({ span }) => span.end > settled);
  return ended === -1 ? [] : declarations.slice(ended + 1);
}

/** The most of so many signs that are alike, by a question for a stretch of them. */
function most(all: number, areAlike: (from: number, to: number) => boolean): number {
  // Native comparisons of halves, as a loop over every sign of a long text takes longer than reading a part of it.
  let [same, limit] = [0, all];
  while (same < limit) {
    const half = Math.ceil((same + limit) / 2);
    if (areAlike(same, half)) same = half;
    else limit = half - 1;
  }
  return same;
}
