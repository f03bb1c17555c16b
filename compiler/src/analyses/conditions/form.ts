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
  // With its length before it a text needs no quotes to be told from what stands around it.
  if (typeof part === "string") return `${part.length}'${part}`;
  if (!isObject(part)) return part === undefined ? "-" : String(part);
  if (Array.isArray(part)) {
    let form = "[";
    for (const each of part) form += `${formOf(each)},`;
    return `${form}]`;
  }
  if (part.kind === "Parenthesized" && "inner" in part) return formOf(part.inner);
  let form = "{";
  for (const key in part) {
    const value = part[key];
    if (value !== undefined && !PLACES.has(key)) form += `${key}:${formOf(value)},`;
  }
  return `${form}}`;
}

/** Whether two parts of a tree have one form, which is found out at the first difference. */
export function haveOneForm(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const [part, match] = [withoutParentheses(one), withoutParentheses(other)];
  if (!isObject(part) || !isObject(match)) return part === match;
  if (Array.isArray(part) !== Array.isArray(match)) return false;
  for (const key in part) if (!PLACES.has(key) && !haveOneForm(part[key], match[key])) return false;
  for (const key in match)
    if (!PLACES.has(key) && match[key] !== undefined && part[key] === undefined) return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(part: unknown): part is Fields {
  return typeof part === "object" && part !== null;
}

function withoutParentheses(part: unknown): unknown {
  const isWrapped = isObject(part) && part.kind === "Parenthesized" && "inner" in part;
  return isWrapped ? withoutParentheses(part.inner) : part;
}
