/** PostgreSQL has no U+0000, and half a surrogate pair is no character. */
const NO_TEXT =
  "a text in it has a character that cannot be stored: U+0000, or half of a surrogate pair; take it out";
const DEPTH = 50;
const TOO_DEEP = `it has objects or lists more than ${DEPTH} inside each other`;

/** Why a JSON value cannot be stored, names of members among its texts; `undefined` where it can. */
export function unstorable(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") return isText(value) ? undefined : NO_TEXT;
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === DEPTH) return TOO_DEEP;
  for (const [name, member] of Object.entries(value)) {
    const problem = isText(name) ? unstorable(member, depth + 1) : NO_TEXT;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const isText = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");
