import type { Position } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Disk } from "../../lsp/src/workspace/disk.ts";
import type { Snapshot } from "../../lsp/src/workspace/snapshot.ts";
import { createWorkspace } from "../../lsp/src/workspace/workspace.ts";

/** A project in memory, for the requests as functions. */
export function snapshotsOf(files: Readonly<Record<string, string>>) {
  const disk: Disk = {
    read: (path) => files[path.replace("/project/", "")],
    list: () => Object.keys(files).map((file) => `/project/${file}`),
  };
  const workspace = createWorkspace(disk, () => undefined);
  let version = 0;
  /** The file as it is on disk, or with another text. */
  const at = (file: string, text?: string): Snapshot => {
    const path = `/project/${file}`;
    if (text !== undefined)
      workspace.setBuffer(path, TextDocument.create(`file://${path}`, "trajet", ++version, text));
    const snapshot = workspace.snapshot(path);
    if (snapshot === undefined) throw new Error(`the project has no ${file}`);
    return snapshot;
  };
  /** The place of the sign `|` in a text, which is taken out of it. */
  const atCursor = (file: string, marked: string) => {
    const offset = marked.indexOf("|");
    const snapshot = at(file, marked.slice(0, offset) + marked.slice(offset + 1));
    const position: Position = snapshot.file.document.positionAt(offset);
    return { snapshot, params: { textDocument: { uri: snapshot.file.uri }, position } };
  };
  return { workspace, at, atCursor };
}
