/** What would end a header's line, or cannot stand in one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** One line: a value of a contact that holds a line break could else add headers of its own. */
export const headerLine = (text: string): string => text.replace(BREAKS, " ").replace(/ {2,}/g, " ").trim();

/** A text inside an address line, where it must not be able to end the name and name another sender. */
export const insideAddress = (text: string): string => text.replace(/[<>()[\]\\,;:@"]/g, "");
