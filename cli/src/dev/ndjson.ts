import { UsageError } from "../usage-error.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Document = { readonly [name: string]: Json };

/**
 * The objects on the lines of one of the files in `data/`, each with where it stands. Blank lines are none.
 *
 * @param file its name, for messages
 * @throws UsageError with the line that is anything else
 */
export function documentsIn(
  text: string,
  file: string,
): { readonly where: string; readonly document: Document }[] {
  return text
    .split("\n")
    .map((line, index) => ({ where: `${file}, line ${index + 1}`, line }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ where, line }) => ({ where, document: documentOf(line, where) }));
}

function documentOf(line: string, where: string): Document {
  try {
    const value: unknown = JSON.parse(line);
    if (isDocument(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${where} is not JSON: ${error.message}`);
  }
  throw new UsageError(`${where} must be one JSON object.`);
}

export function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
