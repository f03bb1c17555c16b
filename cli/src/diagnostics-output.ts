import { type Diagnostic, renderLetter, toJson } from "@trajet/compiler";
import { createColors } from "picocolors";
import type { Checked } from "./checking.ts";
import type { Terminal } from "./terminal.ts";

export type DiagnosticsFormat = "pretty" | "compact" | "json" | "github";

/** How much is wrong. */
export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
}

/**
 * Writes diagnostics of a project: JSON and annotations to standard output, what people read to standard error.
 *
 * @returns what was written, in numbers
 */
export function writeDiagnostics(
  { project, diagnostics: all }: Pick<Checked, "project" | "diagnostics">,
  diagnostics: readonly Diagnostic[],
  format: DiagnosticsFormat,
  terminal: Terminal,
): Summary {
  const textOf = (file: string) => project.files.get(file);
  const summary = summaryOf(project.files.keys(), all, diagnostics);
  switch (format) {
    case "pretty":
      for (const diagnostic of diagnostics) {
        terminal.err(
          `${renderLetter(diagnostic, textOf(diagnostic.file) ?? "", { color: terminal.color, textOf })}\n\n`,
        );
      }
      terminal.err(`${summaryLine(summary, terminal.color)}\n`);
      return summary;
    case "compact":
      for (const diagnostic of diagnostics) terminal.err(`${compactLine(toJson(diagnostic, textOf))}\n`);
      return summary;
    case "github":
      for (const diagnostic of diagnostics) terminal.out(`${annotation(toJson(diagnostic, textOf))}\n`);
      return summary;
    case "json": {
      const document = { version: 1, diagnostics: diagnostics.map((one) => toJson(one, textOf)), summary };
      terminal.out(`${JSON.stringify(document, null, 2)}\n`);
      return summary;
    }
    default:
      return format satisfies never;
  }
}

/** The files that were looked at: journeys and settings, and the templates and schemas that are wrong. */
function summaryOf(
  files: Iterable<string>,
  all: readonly Diagnostic[],
  shown: readonly Diagnostic[],
): Summary {
  const named = new Set(all.map(({ file }) => file));
  const looked = [...files].filter((file) => /\.(journey|hbs)$|^trajet\.json$/.test(file) || named.has(file));
  const count = (severity: Diagnostic["severity"]) => shown.filter((one) => one.severity === severity).length;
  return { files: looked.length, errors: count("error"), warnings: count("warning") };
}

function summaryLine({ files, errors, warnings }: Summary, color: boolean): string {
  const paint = createColors(color);
  const looked = `${files} ${files === 1 ? "file" : "files"} checked`;
  if (errors === 0 && warnings === 0) return paint.green(`${looked}, nothing is wrong.`);
  const parts = [
    ...(errors > 0 ? [paint.red(`${errors} ${errors === 1 ? "error" : "errors"}`)] : []),
    ...(warnings > 0 ? [paint.yellow(`${warnings} ${warnings === 1 ? "warning" : "warnings"}`)] : []),
  ];
  return `${looked}: ${parts.join(", ")}.`;
}

type JsonDiagnostic = ReturnType<typeof toJson>;

/** `emails/welcome.hbs:3:5: error TJ5002: There is no …` */
function compactLine({ file, range, severity, code, message }: JsonDiagnostic): string {
  return `${file}:${range.start.line}:${range.start.column}: ${severity} ${code}: ${message}`;
}

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

/** A workflow command of GitHub Actions, which stands beside the line in the pull request. */
function annotation({ file, range, severity, code, message, help }: JsonDiagnostic): string {
  const { start, end } = range;
  const place = `file=${property(file)},line=${start.line},col=${start.column},endLine=${end.line},endColumn=${end.column}`;
  return `::${COMMANDS[severity]} ${place},title=${property(code)}::${data(`${message}\n${help}`)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
