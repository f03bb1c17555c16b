import type { Span } from "@trajet/grammar";

/** A comment that begins with `trajet-ignore`: the codes that it names, and why. */
export interface SuppressionComment {
  readonly span: Span;
  /** At least one; the empty one is no code. */
  readonly codes: readonly { readonly code: string; readonly span: Span }[];
  readonly reason: string;
}

/** Of a journey: `// trajet-ignore TJ4021, TJ4023: reason`, or the same between `/*` and its end, on one line. */
const IN_JOURNEYS = /\/\/[ \t]*trajet-ignore\b(.*)|\/\*[ \t]*trajet-ignore\b((?:(?!\*\/).)*)\*\//g;
/** Of a template: `{{!-- trajet-ignore TJ5002: reason --}}`. */
const IN_TEMPLATES =
  /\{\{~?!--[ \t]*trajet-ignore\b((?:(?!--~?\}\}).)*)--~?\}\}|\{\{~?![ \t]*trajet-ignore\b([^}\n]*)\}\}/g;

/** The comments of a text that want to silence something. `isComment` tells, of a journey, where a comment begins. */
export function suppressionComments(
  path: string,
  text: string,
  isComment: (offset: number) => boolean,
): readonly SuppressionComment[] {
  if (!path.endsWith(".journey")) return [...text.matchAll(IN_TEMPLATES)].map(commentOf);
  return [...text.matchAll(IN_JOURNEYS)].filter(({ index }) => isComment(index)).map(commentOf);
}

function commentOf(match: RegExpExecArray): SuppressionComment {
  const [whole, one, other] = match;
  const said = one ?? other ?? "";
  const start = match.index + whole.indexOf(said, whole.indexOf("trajet-ignore") + "trajet-ignore".length);
  const [, list = "", reason = ""] = /^([^:]*?)(?:[ \t]*:[ \t]*(.*?))?[ \t\r]*$/.exec(said) ?? [];
  return {
    span: { start: match.index, end: match.index + whole.trimEnd().length },
    codes: codesIn(list, start),
    reason,
  };
}

/** What stands between commas. Without a colon, only the first word can be meant as a code. */
function codesIn(list: string, offset: number): SuppressionComment["codes"] {
  let at = offset;
  return list.split(",").map((part) => {
    const word = /\S+/.exec(part);
    const start = at + (word?.index ?? 0);
    at += part.length + 1;
    const code = word?.[0] ?? "";
    return { code, span: { start, end: start + code.length } };
  });
}
