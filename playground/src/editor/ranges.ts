import { type editor, type IPosition, type IRange, Range } from "monaco-editor";

/** A range as the protocol has it: from 0, where the editor counts from 1. */
export interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export const rangeOf = ({ start, end }: LspRange): IRange =>
  new Range(start.line + 1, start.character + 1, end.line + 1, end.character + 1);

/** The range of a place: empty, where it is not one already. */
export const asRange = (at: IRange | IPosition): IRange =>
  "lineNumber" in at ? new Range(at.lineNumber, at.column, at.lineNumber, at.column) : at;

/** Edits as the protocol has them, made in a text as one change that can be undone. */
export function editText(
  model: editor.ITextModel,
  edits: readonly { readonly range: LspRange; readonly newText: string }[],
): void {
  model.pushStackElement();
  model.pushEditOperations(
    [],
    edits.map(({ range, newText }) => ({ range: rangeOf(range), text: newText })),
    () => null,
  );
  model.pushStackElement();
}
