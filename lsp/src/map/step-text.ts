import { type AnyNode, type Declaration, type Step, visitAll } from "@trajet/grammar";

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The white space before the first sign of the line of a place. */
export function indentAt(text: string, at: number): string {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
}

/** A step with the comments that are about it: on the lines above it, and behind it on its last line. */
export function extentOf(text: string, { span }: Step): Extent {
  const behind = /^[ \t]*\/\/[^\n]*/.exec(text.slice(span.end))?.[0] ?? "";
  return { start: commentsAbove(text, span.start), end: span.end + behind.trimEnd().length };
}

/** Where the comments begin that stand on the lines right above a place; the place itself where something is before it. */
function commentsAbove(text: string, at: number): number {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  if (/[^ \t]/.test(text.slice(line, at))) return at;
  let first = line;
  while (first > 0) {
    const above = text.lastIndexOf("\n", first - 2) + 1;
    if (first === 1 || !/^[ \t]*\/\//.test(text.slice(above, first))) break;
    first = above;
  }
  return first === line ? at : first + indentAt(text, first).length;
}

const rows = new WeakMap<Declaration, ReadonlyMap<Step, readonly Step[]>>();

/** The row of steps in which a step stands: those of the declaration, or of a block in it. */
export function rowAround(declaration: Declaration, step: Step): readonly Step[] {
  const known = rows.get(declaration) ?? rowsIn(declaration);
  rows.set(declaration, known);
  return known.get(step) ?? [];
}

function rowsIn(declaration: Declaration): ReadonlyMap<Step, readonly Step[]> {
  const found = new Map<Step, readonly Step[]>();
  visitAll(declaration, (node: AnyNode) => {
    if (node.kind !== "Journey" && node.kind !== "Block") return;
    for (const step of node.steps) found.set(step, node.steps);
  });
  return found;
}
