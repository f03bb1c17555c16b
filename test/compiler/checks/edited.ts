import type { Edit } from "@trajet/compiler";

/** A text with edits made in it, from the last to the first. */
export function edited(text: string, edits: readonly Pick<Edit, "span" | "text">[]): string {
  return edits
    .toSorted((one, other) => other.span.start - one.span.start || other.span.end - one.span.end)
    .reduce((rest, { span, text: put }) => rest.slice(0, span.start) + put + rest.slice(span.end), text);
}
