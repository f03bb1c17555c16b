import { createHash } from "node:crypto";
import {
  type Diagnostic,
  type Explanation,
  explain,
  type Fix,
  type JsonRange,
  rangeIn,
  toJson,
} from "@trajet/compiler";
import type { Report } from "./report.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/**
 * A log in SARIF 2.1.0 (OASIS), as code hosts and editors read it. Files are named from the working directory, which is
 * taken to be that of the repository; columns count UTF-16 units.
 */
export function sarif({ diagnostics, textOf }: Report): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code as string))].sort();
  const prints = createFingerprints(textOf);
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "trajet",
            semanticVersion: "0.1.0",
            rules: codes.flatMap((code) => rule(code)),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The working directory of the check." } } },
        results: diagnostics.map((each) => ({
          ruleId: each.code,
          ruleIndex: codes.indexOf(each.code),
          level: LEVELS[each.severity],
          message: { text: textIn(each, textOf) },
          locations: [location(each.file, toJson(each, textOf).range)],
          partialFingerprints: { "trajet/v1": prints(each) },
          ...relatedOf(each, textOf),
          ...fixesOf(each.fixes ?? [], textOf),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: string) {
  const found = explain(code);
  if (found === undefined) return [];
  return [
    {
      id: code,
      name: found.name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      shortDescription: { text: found.name.replaceAll("-", " ") },
      fullDescription: { text: found.explanation },
      help: helpOf(found),
      defaultConfiguration: { level: LEVELS[found.severity] },
    },
  ];
}

/** What one reads of a rule where no manual is: as text, and with its examples where Markdown is shown. */
function helpOf({ code, explanation, help, bad, good }: Explanation) {
  const more = `More: trajet explain ${code}`;
  const sample = ({ text }: Explanation["bad"]) => `\`\`\`\n${text.trimEnd()}\n\`\`\``;
  const markdown = [explanation, help, "Wrong:", sample(bad), "Right:", sample(good)].join("\n\n");
  return { text: `${help}\n${more}`.toWellFormed(), markdown: markdown.toWellFormed() };
}

function textIn(diagnostic: Diagnostic, textOf: Report["textOf"]): string {
  const { message, help } = toJson(diagnostic, textOf);
  return `${message}\n${help}`.toWellFormed();
}

function location(file: string, range: JsonRange) {
  return { physicalLocation: { artifactLocation: artifact(file), region: region(range) } };
}

function artifact(file: string) {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return { uri, uriBaseId: "SRCROOT" };
}

function region({ start, end }: JsonRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function relatedOf({ related = [] }: Diagnostic, textOf: Report["textOf"]) {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ file, span, message }, id) => ({
      id,
      message: { text: message },
      ...location(file, rangeIn(textOf(file) ?? "", span)),
    })),
  };
}

function fixesOf(fixes: readonly Fix[], textOf: Report["textOf"]) {
  if (fixes.length === 0) return {};
  return {
    fixes: fixes.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: [...Map.groupBy(edits, ({ file }) => file)].map(([file, own]) => ({
        artifactLocation: artifact(file),
        replacements: own.map(({ span, text }) => ({
          deletedRegion: region(rangeIn(textOf(file) ?? "", span)),
          insertedContent: { text },
        })),
      })),
    })),
  };
}

/** So much of a line tells it from others; a line may be a megabyte. */
const NEAR = 200;

/**
 * Tells a result from others in later runs, when lines above it have come or gone: by its code, its file, the text of its
 * line, and which one it is of those that have all that in common.
 */
function createFingerprints(textOf: Report["textOf"]): (diagnostic: Diagnostic) => string {
  const seen = new Map<string, number>();
  return ({ code, file, span }) => {
    const text = textOf(file) ?? "";
    const before =
      text
        .slice(Math.max(0, span.start - NEAR), span.start)
        .split("\n")
        .at(-1) ?? "";
    const [after = ""] = text.slice(span.start, span.start + NEAR).split("\n");
    const key = [code, file, `${before}${after}`.trim()].join("\n");
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return createHash("sha256").update(`${key}\n${count}`).digest("hex").slice(0, 32);
  };
}
