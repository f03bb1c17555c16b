/** What is said of a text that no database keeps: PostgreSQL has no U+0000, and half a surrogate pair is no character. */
export const UNSTORABLE =
  "a text in it has a character that cannot be stored: U+0000, or half of a surrogate pair; take it out";

/** Whether all texts in a JSON value, names of members among them, can be stored. */
export function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\u0000");
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}
