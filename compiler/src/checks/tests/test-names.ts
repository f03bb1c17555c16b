import type { Declaration, Span } from "@trajet/grammar";

/** The tests of a file are told apart by their names. `report` is told of each name that was given before. */
export function checkTestNames(
  declarations: readonly Declaration[],
  report: (span: Span, name: string) => void,
): void {
  const seen = new Set<string>();
  for (const declaration of declarations) {
    const title = declaration.kind === "Test" ? declaration.title : undefined;
    if (title === undefined) continue;
    if (seen.has(title.value)) report(title.span, title.value);
    seen.add(title.value);
  }
}
