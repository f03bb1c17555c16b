import type { Edit } from "@trajet/compiler";
import { format } from "@trajet/grammar";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";
import { endWithComment } from "./comments.ts";

/**
 * The same change with its result in the canonical form, where the declarations that it touches were in it before: an author
 * who does not format is not made to.
 */
export function tidied(edits: readonly Edit[], project: ProjectSnapshot): readonly Edit[] {
  return [...Map.groupBy(edits, ({ file }) => file)].flatMap(([path, own]) => {
    const region = regionOf(path, own, project);
    if (region === undefined || format(`${region.text}\n`).changed) return own;
    const moved = own.map((edit) => ({ ...edit, span: shifted(edit.span, -region.start) }));
    const after = format(`${applied(region.text, moved)}\n`).text.trimEnd();
    const { span, text } = differing(region.text, after);
    return [{ file: path, span: shifted(span, region.start), text }];
  });
}

type Span = Edit["span"];
const shifted = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** The declarations in which the edits are, or at whose end; `undefined` for edits elsewhere. */
function regionOf(path: string, edits: readonly Edit[], { model }: ProjectSnapshot) {
  const file = model.files.find((each) => each.path === path);
  const touched = file?.tree.declarations.filter(({ span }) =>
    edits.some(
      (edit) => span.start <= edit.span.start && edit.span.end <= endWithComment(file.text, span.end),
    ),
  );
  const [first, last] = [touched?.at(0), touched?.at(-1)];
  if (file === undefined || first === undefined || last === undefined) return undefined;
  const { start } = first.span;
  const end = endWithComment(file.text, last.span.end);
  const isInside = edits.every(({ span }) => start <= span.start && span.end <= end);
  return isInside ? { start, text: file.text.slice(start, end) } : undefined;
}

/** A text with edits in it that do not overlap; those at one place come in their order. */
export function applied(text: string, edits: readonly Pick<Edit, "span" | "text">[]): string {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let at = 0;
  for (const { span, text: by } of sorted) {
    result += text.slice(at, span.start) + by;
    at = span.end;
  }
  return result + text.slice(at);
}

/** One edit of all between what is alike at both ends. */
function differing(before: string, after: string): { readonly span: Span; readonly text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { span: { start, end: before.length - end }, text: after.slice(start, after.length - end) };
}
