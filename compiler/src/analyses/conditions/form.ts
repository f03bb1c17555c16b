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
  if (typeof part === "string") return JSON.stringify(part);
  if (typeof part !== "object" || part === null) return part === undefined ? "-" : String(part);
  if (Array.isArray(part)) return `[${part.map(formOf).join(",")}]`;
  if ("kind" in part && part.kind === "Parenthesized" && "inner" in part) return formOf(part.inner);
  const fields = part as Readonly<Record<string, unknown>>;
  let form = "{";
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined && !PLACES.has(key)) form += `${key}:${formOf(value)},`;
  }
  return `${form}}`;
}
