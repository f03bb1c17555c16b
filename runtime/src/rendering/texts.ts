/** With a capital as its first letter, by the rules of a language. */
export function capital(text: string, locale: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}

const CHARACTERS = new Intl.Segmenter("en", { granularity: "grapheme" });

/** At most so many characters, as a reader counts them; the last of a text that is cut is an ellipsis. */
export function truncated(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...CHARACTERS.segment(text)].map(({ segment }) => segment);
  if (characters.length <= length) return text;
  const kept = characters.slice(0, Math.max(0, Math.floor(length) - 1)).join("");
  return `${kept.trimEnd()}…`;
}
