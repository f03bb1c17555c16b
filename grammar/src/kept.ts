import type { SyntaxProblem } from "./parser/problems.ts";
import type { Declaration, SourceFile } from "./tree/index.ts";

/** A text as it was read before it changed. */
export interface Before {
  readonly text: string;
  readonly tree: SourceFile;
  readonly problems: readonly Pick<SyntaxProblem, "span">[];
}

/**
 * The declarations that read the same in a changed text, first to last: those behind which another one ends before
 * anything changes, as what follows a declaration may still belong to it, and before anything is wrong, as a mistake may have
 * ended one too early.
 */
export function declarationsBefore(
  text: string,
  { text: old, tree, problems }: Before,
): readonly Declaration[] {
  const sound = problems.reduce((least, { span }) => Math.min(least, span.start), sameLength(text, old));
  const unsound = tree.declarations.findIndex(({ span }) => span.end >= sound);
  const whole = unsound === -1 ? tree.declarations.length : unsound;
  return tree.declarations.slice(0, Math.max(0, whole - 1));
}

/** How many signs two texts begin with alike. */
function sameLength(one: string, other: string): number {
  // Native comparisons of halves, as a loop over every sign of a long text takes longer than reading a part of it.
  let [same, most] = [0, Math.min(one.length, other.length)];
  while (same < most) {
    const half = Math.ceil((same + most) / 2);
    if (one.slice(same, half) === other.slice(same, half)) same = half;
    else most = half - 1;
  }
  return same;
}
