import { renderLetter, toJson, visible } from "@trajet/compiler";
import { createColors } from "picocolors";
import type { Report, Summary } from "./report.ts";

/** Letters with the lines of the files, and how much is wrong at the end. */
export function pretty({ diagnostics, textOf, summary }: Report, color: boolean): string {
  const letters = diagnostics.map(
    (each) => `${renderLetter(each, textOf(each.file) ?? "", { color, textOf })}\n\n`,
  );
  const [first] = diagnostics;
  const more = first === undefined ? "" : `More about a code: trajet explain ${first.code}\n`;
  return `${letters.join("")}${more}${summaryLine(summary, color)}\n`;
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
