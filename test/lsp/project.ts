import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** A project in a folder of its own, until it is removed. */
export interface TestProject {
  readonly folder: string;
  readonly uri: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  readonly delete: (file: string) => void;
  readonly remove: () => void;
}

export function makeProject(files: Readonly<Record<string, string>>): TestProject {
  const folder = mkdtempSync(path.join(tmpdir(), "trajet-lsp-"));
  const write = (file: string, text: string): void => {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    folder,
    uri: (file) => pathToFileURL(path.join(folder, file)).href,
    write,
    delete: (file) => unlinkSync(path.join(folder, file)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
