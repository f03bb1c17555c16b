/** A call whose parentheses are open at an offset: of what, and which argument the offset is in. */
export interface OpenCall {
  readonly of: "messages" | "webhooks" | "fragments";
  readonly name: string;
  readonly active: { readonly index: number; readonly name: string | undefined };
}

/** As much of the text before the cursor as a call may span. */
const LOOK_BACK = 2000;

const HEAD = /\b(?:send\s+\w+|(call\s+webhook)|(run))\s+(\p{L}[\p{L}\d_]*)\s*$/u;

/** The call around an offset of a journey, also of one that is not finished. */
export function openCall(text: string, offset: number): OpenCall | undefined {
  const before = withoutTexts(text.slice(Math.max(0, offset - LOOK_BACK), offset));
  const paren = openParen(before);
  if (paren === undefined) return undefined;
  const head = HEAD.exec(before.slice(0, paren));
  if (head === null) return undefined;
  const [, webhook, fragment, name = ""] = head;
  const of = webhook !== undefined ? "webhooks" : fragment !== undefined ? "fragments" : "messages";
  const parts = splitOutside(before.slice(paren + 1));
  const named = /^\s*(\p{L}[\p{L}\d_]*)\s*:/u.exec(parts.at(-1) ?? "");
  return { of, name, active: { index: parts.length - 1, name: named?.[1] } };
}

/** Quoted parts made of blanks: what stands in them opens and closes nothing. */
function withoutTexts(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"?/g, (found) => " ".repeat(found.length));
}

/** The last parenthesis that has no partner, unless a brace or a blank line says that no call is open. */
function openParen(text: string): number | undefined {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const sign = text[at];
    if (sign === ")" || sign === "]") depth++;
    else if (sign === "{" || sign === "}") return undefined;
    else if (sign === "(" || sign === "[") {
      if (depth === 0) return sign === "(" ? at : undefined;
      depth--;
    }
  }
  return undefined;
}

/** Parts between commas that stand in no further parentheses. */
function splitOutside(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "(" || sign === "[") depth++;
    else if (sign === ")" || sign === "]") depth--;
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

const OPEN_EXPRESSION = /\{\{\{?~?[#^]?([^{}]*)$/;

/** The helper of a template whose arguments an offset is among, and how many stand before it. */
export function openHelper(
  text: string,
  offset: number,
): { readonly name: string; readonly index: number } | undefined {
  const open = OPEN_EXPRESSION.exec(text.slice(Math.max(0, offset - LOOK_BACK), offset));
  if (open === null) return undefined;
  const content = (open[1] ?? "").replace(/\\?(["'])(?:(?!\1).)*\1/g, (found) => "x".repeat(found.length));
  const inner = content.slice(content.lastIndexOf("(") + 1);
  if (inner.includes(")")) return undefined;
  const words = inner.trimStart().split(/\s+/);
  const [name = ""] = words;
  return words.length < 2 ? undefined : { name, index: words.length - 2 };
}
