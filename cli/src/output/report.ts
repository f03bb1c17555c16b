import { join, relative, sep } from "node:path";
import type { Diagnostic } from "@trajet/compiler";
import type { Checked } from "../checking.ts";

/** What is to be said of one or more projects, their files under names that cannot be confused. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (file: string) => string | undefined;
  /** The files that were looked at: journeys and settings, templates, and whatever else is wrong. */
  readonly files: readonly string[];
  readonly summary: Summary;
}

/** How much is wrong. */
export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
}

/** A checked project, and which of its diagnostics are wanted. */
export interface Part {
  readonly checked: Pick<Checked, "project" | "diagnostics">;
  readonly shown: readonly Diagnostic[];
}

/** Puts projects together. `nameOf` gives the name of a file by its project's folder and its path in it. */
export function reportOf(parts: readonly Part[], nameOf: (folder: string, path: string) => string): Report {
  const texts = new Map<string, string>();
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { checked, shown } of parts) {
    const { folder, files: own } = checked.project;
    const name = (path: string): string => nameOf(folder, path);
    for (const [path, text] of own) texts.set(name(path), text);
    files.push(...lookedAt(checked).map(name));
    diagnostics.push(...shown.map((each) => renamed(each, name)));
  }
  const count = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  const summary = { files: files.length, errors: count("error"), warnings: count("warning") };
  return { diagnostics, textOf: (file) => texts.get(file), files, summary };
}

/** The name of a file as its project calls it: enough where there is one project. */
export function inProject(_folder: string, path: string): string {
  return path;
}

/** The name of a file as it is seen from a folder: where people click on it, and where a repository begins. */
export function seenFrom(cwd: string): (folder: string, path: string) => string {
  return (folder, path) => relative(cwd, join(folder, path)).split(sep).join("/");
}

function lookedAt({ project, diagnostics }: Part["checked"]): readonly string[] {
  const named = new Set(diagnostics.map(({ file }) => file));
  return [...project.files.keys()].filter(
    (file) => /\.(journey|hbs|mjml)$|^trajet\.json$/.test(file) || named.has(file),
  );
}

function renamed(diagnostic: Diagnostic, name: (path: string) => string): Diagnostic {
  const { related, fixes } = diagnostic;
  const moved = <T extends { readonly file: string }>(each: T): T => ({ ...each, file: name(each.file) });
  return {
    ...moved(diagnostic),
    ...(related && { related: related.map(moved) }),
    ...(fixes && { fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(moved) })) }),
  };
}
