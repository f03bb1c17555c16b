/** What a literal of the wrong type is most likely meant as, and what it lacks for that: `3 days` for `3`. */
export interface Instead {
  readonly text: string;
  readonly lacks: "unit" | "currency" | "quotes" | "time" | "nothing";
}

/** The sentence that says so, behind that of a message; nothing where there is nothing to say. */
export function advice(instead: Instead | undefined): string {
  if (instead === undefined) return "";
  const write = `write \`${instead.text}\``;
  switch (instead.lacks) {
    case "unit":
      return ` Its unit is missing: ${write}.`;
    case "currency":
      return ` Write the amount with its currency: \`${instead.text}\`.`;
    case "quotes":
      return ` A text stands in double quotes: ${write}.`;
    case "time":
      return ` Its time of day is missing: ${write}.`;
    case "nothing":
      return ` Only texts stand in quotes: ${write}.`;
    default:
      return instead.lacks satisfies never;
  }
}
