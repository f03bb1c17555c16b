import type { CheckedProject, Diagnostic, Model } from "@trajet/compiler";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { PageOf } from "../diagnostics/pages.ts";
import type { Check } from "./check.ts";

/** A file of a project at one moment. `path` is the project's, as the compiler writes it. */
export interface SnapshotFile {
  readonly path: string;
  readonly uri: string;
  readonly document: TextDocument;
  /** The editor has it open, and its text may not be the disk's. */
  readonly open: boolean;
}

/**
 * A project, or a file outside any, at one moment. It never changes. It is read when its model is first asked for, and
 * checked when its diagnostics are, or what of the model follows from a check: formatting needs neither.
 */
export interface ProjectSnapshot {
  /** The project's folder, or the path of the file that is checked alone. */
  readonly key: string;
  readonly files: ReadonlyMap<string, SnapshotFile>;
  /** Where a code is explained. */
  readonly pageOf: PageOf;
  readonly model: Model;
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** What would be reported if files had other texts, by their paths. Costs as much as a check of an edit, twice. */
  readonly diagnosticsWith: (texts: ReadonlyMap<string, string>) => readonly Diagnostic[];
}

/** What a request sees: its document, and the project around it. */
export interface Snapshot {
  readonly project: ProjectSnapshot;
  readonly file: SnapshotFile;
}

/** @throws what the check throws, at the first look at the model or the diagnostics, and at each later one */
export function makeProjectSnapshot(
  key: string,
  files: readonly SnapshotFile[],
  check: Check,
  pageOf: PageOf,
): ProjectSnapshot {
  const byPath = new Map(files.map((file) => [file.path, file]));
  let checked: CheckedProject | undefined;
  let byFile: ProjectSnapshot["diagnostics"] | undefined;
  const checkOnce = (): CheckedProject => {
    checked ??= check(byPath);
    return checked;
  };
  return {
    key,
    files: byPath,
    pageOf,
    get model() {
      return checkOnce().model;
    },
    get diagnostics() {
      byFile ??= Map.groupBy(checkOnce().diagnostics, (diagnostic) => diagnostic.file);
      return byFile;
    },
    diagnosticsWith(texts) {
      checkOnce();
      const changed = [...texts].flatMap(([path, text]) => {
        const file = byPath.get(path);
        if (file === undefined) return [];
        const { uri, languageId, version } = file.document;
        return [[path, { ...file, document: TextDocument.create(uri, languageId, version, text) }] as const];
      });
      return check(new Map([...byPath, ...changed])).diagnostics;
    },
  };
}
