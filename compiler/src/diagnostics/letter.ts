import type { Span } from "@trajet/grammar";
import { CATALOGUE, isCode } from "../catalogue/catalogue.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { frameOf, visible } from "./frame.ts";
import { linesOf } from "./lines.ts";

export interface LetterOptions {
  /** ANSI colours, for terminals. */
  readonly color: boolean;
  /** Texts of other files, for related places in them; without it only their names are shown. */
  readonly textOf?: (file: string) => string | undefined;
}

type Paint = (style: Style, text: string) => string;
type Style = Severity | "frame" | "help" | "strong";

const ANSI: Readonly<Record<Style, string>> = {
  error: "31;1",
  warning: "33;1",
  info: "36;1",
  frame: "34",
  help: "32",
  strong: "1",
};

/**
 * A diagnostic as people read it: message, code frame with the place underlined, related places, and what to do.
 * `text` is that of its file. Lines end with a line feed; the last one has none.
 */
export function renderLetter(diagnostic: Diagnostic, text: string, options: LetterOptions): string {
  const paint: Paint = (style, words) => (options.color ? `\u001B[${ANSI[style]}m${words}\u001B[0m` : words);
  const { severity, code, message, file, span } = diagnostic;
  const related = (diagnostic.related ?? []).flatMap((place) => {
    const of = place.file === file ? text : options.textOf?.(place.file);
    const said = `${paint("frame", "note:")} ${visible(place.message)}`;
    return of === undefined
      ? [said, `   ${place.file}`]
      : [said, ...frame(place.file, of, place.span, "frame", paint)];
  });
  return [
    `${paint(severity, `${severity}[${code}]:`)} ${paint("strong", visible(message))}`,
    ...frame(file, text, span, severity, paint),
    ...related,
    ...helpLines(diagnostic).map((line) => `${paint("help", "help:")} ${visible(line)}`),
  ].join("\n");
}

/** What to do: the fixes, or the advice of the catalogue. */
export function helpLines(diagnostic: Diagnostic): readonly string[] {
  const titles = (diagnostic.fixes ?? []).map((fix) => `${fix.title}.`);
  if (titles.length > 0) return titles;
  if (diagnostic.help !== undefined) return [diagnostic.help];
  return isCode(diagnostic.code) ? [CATALOGUE[diagnostic.code].help] : [];
}

/** A line of a file with its number, and a place in it underlined, as letters have it. */
export function renderFrame(
  file: string,
  text: string,
  range: {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  },
  { color }: Pick<LetterOptions, "color">,
): string {
  const paint: Paint = (style, words) => (color ? `\u001B[${ANSI[style]}m${words}\u001B[0m` : words);
  const starts = linesOf(text);
  const offset = (line: number, column: number) => (starts[line - 1] ?? 0) + column - 1;
  const span = { start: offset(range.line, range.column), end: offset(range.endLine, range.endColumn) };
  return frame(file, text, span, "error", paint).join("\n");
}

/** A line of the text with its number, and the span in it underlined. */
function frame(file: string, text: string, span: Span, style: Style, paint: Paint): readonly string[] {
  // What is wrong with a file that could not be read, or with a folder, has no line to show.
  if (text === "") return [` ${paint("frame", "-->")} ${visible(file)}`];
  const { line, column, source, before, underline } = frameOf(text, span);
  const number = String(line);
  const margin = " ".repeat(number.length);
  return [
    `${margin}${paint("frame", "-->")} ${visible(file)}:${line}:${column}`,
    `${margin} ${paint("frame", "|")}`,
    `${paint("frame", `${number} |`)} ${source}`,
    `${margin} ${paint("frame", "|")} ${before}${paint(style, underline)}`,
  ];
}
