import type { Terminal } from "../terminal.ts";
import { compact, pretty } from "./for-people.ts";
import type { DiagnosticsFormat } from "./formats.ts";
import { github } from "./github.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { inProject, type Part, reportOf, type Summary, seenFrom } from "./report.ts";
import { sarif } from "./sarif.ts";

/**
 * Writes what is wrong in projects: what people read to standard error, what programs read to standard output.
 *
 * @returns what was written, in numbers
 */
export function writeDiagnostics(
  parts: readonly Part[],
  format: DiagnosticsFormat,
  terminal: Terminal,
): Summary {
  const seen = reportOf(parts, seenFrom(terminal.cwd));
  switch (format) {
    case "pretty":
      terminal.err(pretty(seen, terminal.color));
      break;
    case "compact":
      terminal.err(compact(seen));
      break;
    case "json":
      terminal.out(json(parts.length > 1 ? seen : reportOf(parts, inProject)));
      break;
    case "github":
      terminal.out(github(seen));
      break;
    case "sarif":
      terminal.out(sarif(seen));
      break;
    case "junit":
      terminal.out(junit(seen));
      break;
    default:
      return format satisfies never;
  }
  return seen.summary;
}
