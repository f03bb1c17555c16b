/** A value of an attribute, in its quotation marks. */
export function attribute(text: string): string {
  return `"${escaped(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`;
}

/** What XML 1.0 cannot hold, even escaped, is shown as a mark. */
export function escaped(text: string): string {
  return [...text.toWellFormed()]
    .map((one) => (one < " " && !"\t\n\r".includes(one) ? "\uFFFD" : one))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
