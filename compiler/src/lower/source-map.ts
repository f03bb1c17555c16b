import { lineStarts, positionAt, type Span } from "@trajet/grammar";
import type { ModelFile } from "../model/model.ts";
import type { SourceRange } from "../program/types.ts";

/** Where the lines of a file begin: asked for once for each journey in it. */
const known = new WeakMap<ModelFile, readonly number[]>();

/** Makes lines and columns (from 1, in UTF-16 units) of offsets into a file. */
export function rangesOf(file: ModelFile): (span: Span) => SourceRange {
  const starts = known.get(file) ?? lineStarts(file.text);
  known.set(file, starts);
  return ({ start, end }) => {
    const [from, to] = [positionAt(starts, start), positionAt(starts, end)];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}
