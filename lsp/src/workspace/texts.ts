import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Disk } from "./disk.ts";
import type { DocumentMaker } from "./encoded-documents.ts";
import { uriOf } from "./uris.ts";

/**
 * The texts of all files, by path: an open buffer wins over the disk. A document never changes; a new text is a new
 * document, so that two snapshots share what did not change between them.
 */
export interface Texts {
  readonly read: (path: string) => TextDocument | undefined;
  /** The editor's text of a file, saved or not. */
  readonly open: (path: string, document: TextDocument) => void;
  readonly close: (path: string) => void;
  /** The file on disk may be another one now, or gone. */
  readonly forget: (path: string) => void;
  readonly forgetDisk: () => void;
  readonly buffers: () => ReadonlyMap<string, TextDocument>;
}

export function createTexts(disk: Disk, { create }: DocumentMaker): Texts {
  const buffers = new Map<string, TextDocument>();
  const onDisk = new Map<string, TextDocument | undefined>();
  const copyOf = (document: TextDocument): TextDocument =>
    create(document.uri, document.languageId, document.version, document.getText());
  /** Version 0 is the disk's; the versions of editors begin at 1 or are theirs to choose. */
  const documentOf = (path: string, text: string | undefined): TextDocument | undefined =>
    text === undefined ? undefined : create(uriOf(path), "", 0, text);

  const fromDisk = (path: string): TextDocument | undefined => {
    if (!onDisk.has(path)) onDisk.set(path, documentOf(path, disk.read(path)));
    return onDisk.get(path);
  };
  return {
    read: (path) => buffers.get(path) ?? fromDisk(path),
    // The editor's library changes its documents in place: what we keep is a copy.
    open: (path, document) => void buffers.set(path, copyOf(document)),
    close: (path) => {
      buffers.delete(path);
      // Closed without saving, or saved just before: the disk says what holds now.
      onDisk.delete(path);
    },
    forget: (path) => void onDisk.delete(path),
    forgetDisk: () => onDisk.clear(),
    buffers: () => buffers,
  };
}
