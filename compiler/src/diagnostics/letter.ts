import { lineStarts, positionAt, type Span } from "@trajet/grammar";
import { CATALOGUE, isCode } from "../catalogue/catalogue.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

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
    const said = `${paint("frame", "note:")} ${place.message}`;
    return of === undefined
      ? [said, `   ${place.file}`]
      : [said, ...frame(place.file, of, place.span, "frame", paint)];
  });
  return [
    `${paint(severity, `${severity}[${code}]:`)} ${paint("strong", message)}`,
    ...frame(file, text, span, severity, paint),
    ...related,
    ...helpLines(diagnostic).map((line) => `${paint("help", "help:")} ${line}`),
  ].join("\n");
}

/** What to do: the fixes, or the advice of the catalogue. */
export function helpLines(diagnostic: Diagnostic): readonly string[] {
  const titles = (diagnostic.fixes ?? []).map((fix) => `${fix.title}.`);
  if (titles.length > 0) return titles;
  return isCode(diagnostic.code) ? [CATALOGUE[diagnostic.code].help] : [];
}

/** A line of the text with its number, and the span in it underlined; of a longer span its first line. */
function frame(file: string, text: string, span: Span, style: Style, paint: Paint): readonly string[] {
  const starts = lineStarts(text);
  const { line, column } = positionAt(starts, span.start);
  const begin = starts[line - 1] ?? 0;
  const source = text.slice(begin, starts[line] ?? text.length).replace(/\r?\n$/, "");
  const length = Math.max(1, Math.min(span.end, begin + source.length) - span.start);
  const number = String(line);
  const margin = " ".repeat(number.length);
  const before = source.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [
    `${margin}${paint("frame", "-->")} ${file}:${line}:${column}`,
    `${margin} ${paint("frame", "|")}`,
    `${paint("frame", `${number} |`)} ${source}`,
    `${margin} ${paint("frame", "|")} ${before}${paint(style, "^".repeat(length))}`,
  ];
}
