import type { TextDocument } from "vscode-languageserver-textdocument";
import type { PageOf } from "../diagnostics/pages.ts";
import { type Check, createCheck } from "./check.ts";
import type { Disk } from "./disk.ts";
import { type DocumentMaker, documentMaker } from "./encoded-documents.ts";
import { CONFIG_FILE, filesOf, isBelow, isProjectFile, relativeTo, rootOf, rootsBelow } from "./projects.ts";
import { makeProjectSnapshot, type ProjectSnapshot, type Snapshot, type SnapshotFile } from "./snapshot.ts";
import { createTexts, type Texts } from "./texts.ts";
import { isOnDisk, nameOf } from "./uris.ts";

/**
 * All that the editor has shown to the server. It changes; what it hands out does not: a snapshot is made when it is
 * asked for, and kept until something that it was made from changes.
 */
export interface Workspace {
  /** A folder of the editor: its projects are checked whether or not a file of them is open. */
  readonly addFolder: (folder: string) => void;
  readonly removeFolder: (folder: string) => void;
  readonly setBuffer: (path: string, document: TextDocument) => void;
  readonly dropBuffer: (path: string) => void;
  /** Files were made, changed or deleted outside the editor. */
  readonly changedOnDisk: (paths: readonly string[]) => void;
  /** Reads everything anew from the disk, for editors that do not watch files. */
  readonly reread: () => void;
  /** The project of a file: its folder, or for a journey outside any project its own path. */
  readonly keyOf: (path: string) => string | undefined;
  /** Of every project below the folders, and of every open file. */
  readonly keys: () => readonly string[];
  readonly project: (key: string) => ProjectSnapshot;
  readonly snapshot: (path: string) => Snapshot | undefined;
}

export function createWorkspace(
  disk: Disk,
  pageOf: PageOf,
  documents: DocumentMaker = documentMaker("utf-16"),
): Workspace {
  const texts = createTexts(disk, documents);
  const folders = new Set<string>();
  const checked = new Map<string, ProjectSnapshot>();
  /** One for each project, with what it remembers. */
  const checks = new Map<string, Check>();
  /** Paths of each project's files; made anew when one comes or goes. */
  const listed = new Map<string, readonly string[]>();
  let rootsOnDisk: readonly string[] | undefined;

  /** Nothing is known any more of who belongs to whom. */
  const regroup = (): void => {
    checked.clear();
    listed.clear();
    rootsOnDisk = undefined;
  };
  const keyOf = (path: string): string | undefined => {
    if (!isProjectFile(path) && isOnDisk(path)) return undefined;
    return rootOf(path, texts) ?? (isCheckedAlone(path) ? path : undefined);
  };
  /** A text changed: its project is checked again, and listed again where the file is new to it or gone. */
  const touch = (path: string): void => {
    if (nameOf(path) === CONFIG_FILE) regroup();
    const key = keyOf(path);
    if (key === undefined) return;
    const isListed = listed.get(key)?.includes(path) ?? false;
    if (isListed !== (texts.read(path) !== undefined)) listed.delete(key);
    checked.delete(key);
  };
  const checkOf = (key: string): Check => {
    const check = checks.get(key) ?? createCheck(key);
    checks.set(key, check);
    return check;
  };
  const project = (key: string): ProjectSnapshot => {
    const known = checked.get(key);
    if (known !== undefined) return known;
    const paths = listed.get(key) ?? (isCheckedAlone(key) ? [key] : filesOf(key, disk, texts));
    listed.set(key, paths);
    const made = makeProjectSnapshot(key, readFiles(key, paths, texts), checkOf(key), pageOf);
    checked.set(key, made);
    return made;
  };

  return {
    addFolder: (folder) => {
      folders.add(folder);
      rootsOnDisk = undefined;
    },
    removeFolder: (folder) => {
      folders.delete(folder);
      rootsOnDisk = undefined;
    },
    setBuffer: (path, document) => {
      texts.open(path, document);
      touch(path);
    },
    dropBuffer: (path) => {
      texts.close(path);
      touch(path);
    },
    changedOnDisk: (paths) => {
      for (const path of paths) texts.forget(path);
      for (const path of paths) touch(path);
    },
    reread: () => {
      texts.forgetDisk();
      regroup();
    },
    keyOf,
    keys: () => {
      rootsOnDisk ??= [...folders].flatMap((folder) => rootsBelow(folder, disk));
      const ofBuffers = [...texts.buffers().keys()].flatMap((path) => keyOf(path) ?? []);
      return [...new Set([...rootsOnDisk, ...ofBuffers])];
    },
    project,
    snapshot: (path) => {
      const key = keyOf(path);
      if (key === undefined) return undefined;
      const found = project(key);
      const file = found.files.get(pathIn(key, path));
      return file && { project: found, file };
    },
  };
}

/** Only a journey has a meaning without a project; a template or a JSON file outside of one is not ours. */
const isCheckedAlone = (path: string): boolean => path.endsWith(".journey") || !isOnDisk(path);

/** The path that a project uses for a file. One alone is named without its folder, and always as a journey. */
function pathIn(key: string, path: string): string {
  if (isBelow(path, key)) return relativeTo(key, path);
  return path.endsWith(".journey") ? nameOf(path) : `${nameOf(path)}.journey`;
}

function readFiles(key: string, paths: readonly string[], texts: Texts): readonly SnapshotFile[] {
  return paths.flatMap((absolute) => {
    const document = texts.read(absolute);
    if (document === undefined) return [];
    return [
      { path: pathIn(key, absolute), uri: document.uri, document, open: texts.buffers().has(absolute) },
    ];
  });
}
