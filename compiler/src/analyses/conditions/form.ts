/** Where something stands and how it is spelled out, which says nothing of what it is. */
const PLACES: ReadonlySet<string> = new Set([
  "span",
  "verbSpan",
  "operatorSpan",
  "keywordSpan",
  "argsSpan",
  "raw",
  "block",
  "doc",
  "closed",
  "unclosed",
]);

/** What a part of a tree is, apart from where it stands: two parts of one form are the same. */
export function formOf(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(formOf).join(",")}]`;
  if (typeof part !== "object" || part === null) return part === undefined ? "-" : JSON.stringify(part);
  if ("kind" in part && part.kind === "Parenthesized" && "inner" in part) return formOf(part.inner);
  const fields: string[] = [];
  for (const [key, value] of Object.entries(part)) {
    if (!PLACES.has(key) && value !== undefined) fields.push(`${key}:${formOf(value)}`);
  }
  return `{${fields.join(",")}}`;
}
