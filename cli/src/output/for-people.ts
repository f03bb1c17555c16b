import { renderLetter, toJson, visible } from "@trajet/compiler";
import { createColors } from "picocolors";
import type { Report, Summary } from "./report.ts";

/** Letters with the lines of the files, and how much is wrong at the end. */
export function pretty({ diagnostics, textOf, summary }: Report, color: boolean): string {
  const letters = diagnostics.map(
    (each) => `${renderLetter(each, textOf(each.file) ?? "", { color, textOf })}\n\n`,
  );
  const worst = mostSevere(diagnostics);
  const more = worst === undefined ? "" : `More about a code: trajet explain ${worst.code}\n`;
  const notes = diagnostics.filter(({ severity }) => severity === "info").length;
  return `${letters.join("")}${more}${summaryLine(summary, notes, color)}\n`;
}

/** The first of those that are most in need of an explanation. */
function mostSevere(diagnostics: Report["diagnostics"]): Report["diagnostics"][number] | undefined {
  const first = (wanted: string) => diagnostics.find(({ severity }) => severity === wanted);
  return first("error") ?? first("warning") ?? diagnostics[0];
}

/** `emails/welcome.hbs:3:5: error TJ5002: There is no …` */
export function compact({ diagnostics, textOf }: Report): string {
  return diagnostics
    .map((each) => {
      const { file, range, severity, code, message } = toJson(each, textOf);
      return `${file}:${range.start.line}:${range.start.column}: ${severity} ${code}: ${visible(message)}\n`;
    })
    .join("");
}

function summaryLine({ files, errors, warnings }: Summary, notes: number, color: boolean): string {
  const paint = createColors(color);
  const looked = `${files} ${files === 1 ? "file" : "files"} checked`;
  const noted = notes === 0 ? "" : `${notes} ${notes === 1 ? "note" : "notes"}`;
  if (errors === 0 && warnings === 0)
    return paint.green(`${looked}, nothing is wrong${noted && `: ${noted}`}.`);
  const parts = [
    ...(errors > 0 ? [paint.red(`${errors} ${errors === 1 ? "error" : "errors"}`)] : []),
    ...(warnings > 0 ? [paint.yellow(`${warnings} ${warnings === 1 ? "warning" : "warnings"}`)] : []),
    ...(noted === "" ? [] : [noted]),
  ];
  return `${looked}: ${parts.join(", ")}.`;
}
