import type { CompiledJourney } from "@trajet/compiler";

/** How long a step's line may be in the terminal. */
const WIDEST = 48;

/**
 * What a step reads like in its source: its first line without what it opens, as `welcomed: wait up to 4 days`. The id,
 * where the text has moved on.
 */
export function stepText(
  { source }: CompiledJourney,
  step: string,
  texts: ReadonlyMap<string, string>,
): string {
  const range = source.steps[step];
  const line = texts.get(source.file)?.split("\n")[(range?.line ?? 0) - 1];
  if (range === undefined || line === undefined) return step;
  const end = range.endLine === range.line ? range.endColumn - 1 : line.length;
  const text = line
    .slice(range.column - 1, end)
    .replace(/\s*(\{.*|\/\/.*)?$/, "")
    .replace(/\s+/g, " ");
  if (text === "") return step;
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
