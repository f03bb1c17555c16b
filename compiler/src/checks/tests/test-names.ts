import type { Declaration } from "@trajet/grammar";
import type { Check } from "../check.ts";

/** The tests of a file are told apart by their names. */
export function checkTestNames(declarations: readonly Declaration[], check: Check): void {
  const seen = new Set<string>();
  for (const declaration of declarations) {
    const title = declaration.kind === "Test" ? declaration.title : undefined;
    if (title === undefined) continue;
    if (seen.has(title.value)) check.report("TJ4317", title.span, { name: title.value });
    seen.add(title.value);
  }
}
