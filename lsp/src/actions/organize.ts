import { type Declaration, lex, parse } from "@trajet/grammar";
import type { Action, ActionPlace } from "./action.ts";
import { replaced } from "./action.ts";
import { endWithComment } from "./comments.ts";

/** In the order in which one reads a project: who there is, what happens, what is sent, then how, then whether it works. */
const ORDER: readonly Declaration["kind"][] = [
  "Labels",
  "Audience",
  "Store",
  "Record",
  "Event",
  "Coupon",
  "Channel",
  "Webhook",
  "CustomAudience",
  "Segment",
  "Loyalty",
  "Email",
  "Sms",
  "Survey",
  "Message",
  "Fragment",
  "Journey",
  "Test",
];

/** Sorts the declarations of a file by their kinds; those of one kind keep their order, and each keeps the comments above it. */
export function organize(place: ActionPlace): readonly Action[] {
  const { text, tree } = place.file;
  if (parse(text).problems.length > 0 || tree.declarations.length < 2) return [];
  const parts = partsOf(text, tree.declarations);
  if (parts === undefined) return [];
  const sorted = parts.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  if (sorted.every((part, index) => part === parts[index])) return [];
  const organized = `${sorted.map((part) => part.text).join("\n\n")}\n`;
  const edits = [replaced(place, { start: parts[0]?.start ?? 0, end: text.length }, organized)];
  return [{ title: "Sort the declarations", kind: "source.organize", edits }];
}

interface Part {
  readonly kind: Declaration["kind"];
  readonly start: number;
  readonly text: string;
}

/** Each declaration with the comments on the lines above it; `undefined` where a comment belongs to none. */
function partsOf(text: string, declarations: readonly Declaration[]): readonly Part[] | undefined {
  const comments = lex(text).comments.map(({ startOffset, image }) => ({
    start: startOffset,
    end: startOffset + image.length,
  }));
  const ends = declarations.map(({ span }) => endWithComment(text, span.end));
  const starts = declarations.map(({ span, keywordSpan }, index) => {
    let start = Math.min(span.start, keywordSpan.start);
    for (const comment of comments.toReversed()) {
      // What stands behind the declaration before, on its line, belongs to that one.
      const isFree = comment.start >= (ends[index - 1] ?? 0);
      if (isFree && comment.end <= start && /^\r?\n?[ \t]*$/.test(text.slice(comment.end, start)))
        start = comment.start;
    }
    return start;
  });
  const parts = declarations.map(({ kind, span }, index) => {
    const start = starts[index] ?? span.start;
    const end = ends[index] ?? span.end;
    return { kind, start, end, text: text.slice(start, end) };
  });
  const isLoose = ({ start, end }: { start: number; end: number }): boolean =>
    !parts.some((part) => part.start <= start && end <= part.end) && start >= (parts[0]?.start ?? 0);
  return comments.some(isLoose) ? undefined : parts;
}
