import { toJson } from "@trajet/compiler";
import type { Report } from "./report.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

/** Workflow commands of GitHub Actions, which stand beside the lines in the pull request. */
export function github({ diagnostics, textOf }: Report): string {
  return diagnostics
    .map((each) => {
      const { file, range, severity, code, message, help } = toJson(each, textOf);
      const { start, end } = range;
      const place = `file=${property(file)},line=${start.line},col=${start.column},endLine=${end.line},endColumn=${end.column}`;
      return `::${COMMANDS[severity]} ${place},title=${property(code)}::${data(`${message}\n${help}`)}\n`;
    })
    .join("");
}

export function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

export function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
