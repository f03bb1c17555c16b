import { findPath } from "@trajet/grammar";
import type { SelectionRange, SelectionRangeParams } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { tokenIn } from "../names/region.ts";
import { templateNamesAt } from "../names/templates.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

/** From each cursor outwards: the name, the word or text, each part of the tree around it, the file. */
export function selectionRanges(snapshot: Snapshot, { positions }: SelectionRangeParams): SelectionRange[] {
  return positions.map((position) => {
    const offset = snapshot.file.document.offsetAt(position);
    return nested(snapshot, growing(spansAt(snapshot, offset), offset));
  });
}

/** From the outermost. */
function spansAt(snapshot: Snapshot, offset: number): readonly Span[] {
  const { file, project } = snapshot;
  const whole = { start: 0, end: file.document.getText().length };
  const model = modelFileOf(snapshot);
  const inTemplate = templateNamesAt(file.path, offset, project.model).map(({ span }) => span);
  if (model === undefined) return [whole, ...inTemplate];
  const path = findPath(model.tree, offset).map(({ span }) => span);
  const token = tokenIn(model, offset);
  return [whole, ...path, ...(token === undefined ? [] : [token, ...insideQuotes(token)]), ...inTemplate];
}

function insideQuotes({
  kind,
  image,
  start,
  end,
}: Span & { readonly kind: string; readonly image: string }): Span[] {
  if (kind !== "string") return [];
  const quotes = image.startsWith('"""') ? 3 : 1;
  return end - start > 2 * quotes ? [{ start: start + quotes, end: end - quotes }] : [];
}

/** Those that hold the cursor and are within the one before. */
function growing(spans: readonly Span[], offset: number): readonly Span[] {
  const kept: Span[] = [];
  for (const { start, end } of spans) {
    const last = kept.at(-1);
    if (start > offset || end < offset) continue;
    const isWithin =
      last === undefined || (last.start <= start && end <= last.end && end - start < last.end - last.start);
    if (isWithin) kept.push({ start, end });
  }
  return kept;
}

function nested({ file }: Snapshot, spans: readonly Span[]): SelectionRange {
  let range: SelectionRange | undefined;
  for (const span of spans) {
    range = { range: rangeOf(file, span), ...(range !== undefined && { parent: range }) };
  }
  return range ?? { range: rangeOf(file, { start: 0, end: 0 }) };
}
