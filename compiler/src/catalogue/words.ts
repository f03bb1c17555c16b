/** The text with a capital letter, to begin a sentence with. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of a type with its article: `a number?`, `an email`, `one of "free" | "pro"`. */
export function a(type: string): string {
  if (type.startsWith('"')) return `one of ${type}`;
  if (type.startsWith("money")) return type;
  return /^[aeiou]/.test(type) && !type.startsWith("url") ? `an ${type}` : `a ${type}`;
}

/** `"a", "b" and "c"`, or with another last word. */
export function inWords(texts: readonly string[], last: "and" | "or" = "and"): string {
  if (texts.length < 2) return texts.join("");
  return `${texts.slice(0, -1).join(", ")} ${last} ${texts.at(-1)}`;
}

/** A piece of the author's text, as a message shows it: "wiat", and a long or broken one shortened. */
export function shown(text: string): string {
  const line = text.split("\n")[0] ?? "";
  const short = line.length > 40 ? `${line.slice(0, 39)}…` : line;
  return short.includes('"') ? `\`${short}\`` : `"${short}"`;
}

/** Of a form of another language, with the right one; `undefined` where the right one is not known. */
export function otherForm({ wrong, right }: { wrong?: string; right?: string }): string | undefined {
  if (wrong === undefined || right === undefined) return undefined;
  return right === "" ? undefined : `Write \`${right}\` here, not \`${wrong}\`.`;
}

/** Signs of the language in a phrase of the parser stand in plain quotes, as everywhere. */
export function straight(phrase: string): string {
  return phrase.replaceAll(/[“”]/g, '"');
}

/** A line of an example for people to read: one that is as long as a limit is cut short, and what nobody sees is named. */
export function legible(line: string): string {
  const short = line.length > 200 ? `${line.slice(0, 120)} …` : line;
  return short.replaceAll("\0", "␀").replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, (control) => {
    return `‹U+${control.charCodeAt(0).toString(16).toUpperCase()}›`;
  });
}

/** Of what was likely meant; a form of the language is told from the sentence around it. */
export function meant(instead: string | undefined): string {
  if (instead === undefined) return "";
  if (instead.startsWith('"')) return ` Did you mean the text ${instead}, in quotes?`;
  return ` Did you mean ${instead.includes(" ") ? `\`${instead}\`` : instead}?`;
}
