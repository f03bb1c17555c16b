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
  const above = /(?:(?<=^|\n)[ \t]*\/\/[^\n]*\n)+[ \t]*$/.exec(text.slice(0, span.start))?.[0] ?? "";
  const behind = /^[ \t]*\/\/[^\n]*/.exec(text.slice(span.end))?.[0] ?? "";
  const start = span.start - above.length + (/^[ \t]*/.exec(above)?.[0].length ?? 0);
  return { start: above === "" ? span.start : start, end: span.end + behind.trimEnd().length };
}

/** The row of steps in which a step stands: those of the declaration, or of a block in it. */
export function rowAround(declaration: Declaration, step: Step): readonly Step[] {
  let found: readonly Step[] = [];
  visitAll(declaration, (node: AnyNode) => {
    if ((node.kind === "Journey" || node.kind === "Block") && node.steps.includes(step)) found = node.steps;
  });
  return found;
}
