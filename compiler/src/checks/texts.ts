import type { Diagnostic, Fix } from "../diagnostics/diagnostic.ts";
import { collect, type Report } from "../diagnostics/report.ts";
import type { Omitted, ProjectFiles } from "../project/files.ts";
import { CONFIG_FILE } from "../project/read-config.ts";
import { brokenCharacters, directionControls, isWritten, unreadable } from "../project/text.ts";

const BEGINNING = { start: 0, end: 0 };
/** More of a kind in one file say nothing new. */
const ENOUGH = 20;

/** Looks at a journey or a template as a text. `isInText` tells, of a journey, what stands inside a string. */
export function checkText(
  path: string,
  text: string,
  isInText: (offset: number) => boolean = () => false,
): readonly Diagnostic[] {
  const { report, diagnostics } = collect();
  const why = unreadable(text);
  if (why === "binary") {
    const at = text.indexOf("\u0000");
    report("TJ6018", { start: at, end: at + 1 }, path, { path });
  } else if (why === "too-large") {
    report("TJ6021", BEGINNING, path, { megabytes: (text.length / 1_000_000).toFixed(1) });
  } else {
    const broken = brokenCharacters(text);
    const [at] = broken;
    if (at !== undefined) report("TJ6019", { start: at, end: at + 1 }, path, { places: broken.length });
    // In a letter to people, text of both directions may need them.
    if (path.endsWith(".journey"))
      for (const control of directionControls(text).slice(0, ENOUGH)) {
        const span = { start: control.at, end: control.at + 1 };
        const fixes = [controlFix(path, control, isInText(control.at))];
        report("TJ6020", span, path, { character: `U+${control.code}` }, { fixes });
      }
  }
  return diagnostics;
}

function controlFix(file: string, { at, code }: { at: number; code: string }, inText: boolean): Fix {
  const span = { start: at, end: at + 1 };
  return inText
    ? {
        id: "escape-character",
        title: `Write it so that it is seen, \\u{${code}}`,
        edits: [{ file, span, text: `\\u{${code}}` }],
      }
    : { id: "remove-character", title: "Take it out", edits: [{ file, span, text: "" }] };
}

/** The project in which templates that are too large are empty: they have their letter, and no other. `read` gets what is read. */
export function withoutTooLarge(project: ProjectFiles, read: Set<string>): ProjectFiles {
  const readFile = (path: string): string | undefined => {
    read.add(path);
    const text = project.readFile(path);
    return text !== undefined && isWritten(path) && unreadable(text) === "too-large" ? "" : text;
  };
  return { ...project, readFile };
}

/** What is wrong with the files of a project as files: the templates that were read, and what its host did not read. */
export function checkFiles(project: ProjectFiles, read: Iterable<string>): readonly Diagnostic[] {
  const { report, diagnostics } = collect();
  for (const omitted of project.omitted ?? []) reportOmitted(omitted, report);
  const isEmpty = project.journeys.every(({ text }) => text.trim() === "");
  const unread = project.omitted?.some(({ why }) => why === "unreadable") === true;
  if (project.config !== undefined && isEmpty && !unread) report("TJ6024", BEGINNING, CONFIG_FILE, {});
  return [...diagnostics, ...[...read].filter(isWritten).flatMap((path) => checkTemplate(path, project))];
}

/** That there are zero bytes in it is said where a message names it. */
function checkTemplate(path: string, project: ProjectFiles): readonly Diagnostic[] {
  return checkText(path, project.readFile(path) ?? "").filter(({ code }) => code !== "TJ6018");
}

function reportOmitted(omitted: Omitted, report: Report): void {
  const { path, why } = omitted;
  if (why === "unreadable") report("TJ6017", BEGINNING, path, { path, problem: omitted.problem });
  else report(why === "circle" ? "TJ6022" : "TJ6023", BEGINNING, path, { path });
}
