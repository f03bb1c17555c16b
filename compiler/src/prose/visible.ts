/**
 * A text of an author with nothing in it that a reader cannot see: controls and unpaired surrogates, which no XML may hold,
 * and the signs that change the direction of what stands around them, and so could show another order than a run takes.
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, (sign) => `[U+${hex(sign)}]`)
    .replace(/[^\t\n\u0020-\u007E\u00A0-\u{10FFFF}]|[\uFFFE\uFFFF]/gu, "\uFFFD");
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}
