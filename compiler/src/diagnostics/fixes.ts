import type { Span } from "@trajet/grammar";
import type { Additions } from "./report.ts";

/** The fix `use-nearest`: puts the nearest name in the place of one that does not exist. `quoted` for strings. */
export function replaceWithNearest(
  file: string,
  span: Span,
  near: string | undefined,
  form: "name" | "quoted" = "name",
): Additions {
  if (near === undefined) return {};
  const text = form === "quoted" ? quote(near) : near;
  return { fixes: [{ id: "use-nearest", title: `Change it to ${text}`, edits: [{ file, span, text }] }] };
}

/** A text as a string literal of the language. */
export function quote(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${escaped.replaceAll("\t", "\\t")}"`;
}
