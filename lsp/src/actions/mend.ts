import type { Diagnostic, Edit } from "@trajet/compiler";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, inserted, replaced, textOf } from "./action.ts";
import { diagnosticsAt } from "./quick-fixes.ts";

interface Mending {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Repairs of slips in the form of a text that the parser only names. */
export function mend(place: ActionPlace): readonly Action[] {
  return diagnosticsAt(place)
    .filter(({ fixes = [] }) => fixes.length === 0)
    .flatMap((diagnostic) => {
      const mending = mendingOf(diagnostic, place);
      return mending === undefined ? [] : [{ ...mending, kind: CodeActionKind.QuickFix, diagnostic }];
    });
}

function mendingOf({ code, span }: Diagnostic, place: ActionPlace): Mending | undefined {
  switch (code) {
    case "TJ1010":
      return { title: "Close the block", edits: [closing(span.start, place)] };
    case "TJ1002":
    case "TJ1011":
      return { title: `Remove ${textOf(place, span)}`, edits: [replaced(place, span, "")] };
    case "TJ1015":
      return {
        title: "Make it an ordinary comment",
        edits: [replaced(place, { start: span.start, end: span.start + 3 }, "//")],
      };
    case "TJ1006":
      return {
        title: 'Close the text with """',
        edits: [inserted(place, endOfText(span.end, place), '\n"""')],
      };
    case "TJ1009":
      return { title: "Write the backslash as \\\\", edits: [inserted(place, span.start, "\\")] };
    default:
      return undefined;
  }
}

/** Behind the lines that are indented as those of a block are, with the margin of the line on which it opens. */
function closing(brace: number, place: ActionPlace): Edit {
  const { text } = place.file;
  const begin = text.lastIndexOf("\n", brace) + 1;
  const margin = text.slice(begin, begin + indentOf(text.slice(begin)));
  let end = endOfLine(text, brace);
  for (let next = end + 1; next < text.length; ) {
    const stop = endOfLine(text, next);
    const line = text.slice(next, stop);
    const isInside = line.trim() !== "" && indentOf(line) > margin.length;
    if (!isInside && line.trim() !== "") break;
    if (isInside) end = stop;
    next = stop + 1;
  }
  return inserted(place, end, `\n${margin}}`);
}

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** The last sign of the text that is no blank. */
function endOfText(end: number, { file }: ActionPlace): number {
  return file.text.slice(0, end).trimEnd().length;
}
