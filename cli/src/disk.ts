import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

/** What a path leads to, links followed; `other` is a socket, a device or a pipe, whose reading may never end. */
export type Kind = "file" | "folder" | "other";

/** The file system, as the commands use it. Tests bring one that fails. All but `kindOf` throw what Node throws. */
export interface Disk {
  /** `undefined` where nothing is, or a link leads nowhere. */
  readonly kindOf: (path: string) => Kind | undefined;
  /** The path without links in it. */
  readonly realPath: (path: string) => string;
  /** The names in a folder. */
  readonly list: (folder: string) => readonly string[];
  readonly read: (file: string) => Uint8Array;
  readonly requireWritable: (file: string) => void;
  /** Puts a file there as a whole: who reads it sees the old text or the new one. */
  readonly write: (file: string, content: string | Uint8Array) => void;
  readonly remove: (file: string) => void;
  readonly makeFolder: (folder: string) => void;
}

/** As far as a project is read from it. */
export type ReadingDisk = Pick<Disk, "kindOf" | "realPath" | "list" | "read">;

/** This machine's file system. */
export const nodeDisk: Disk = {
  kindOf,
  realPath: (path) => realpathSync(path),
  list: (folder) => readdirSync(folder),
  read: (file) => readFileSync(file),
  requireWritable: (file) => accessSync(file, constants.W_OK),
  write,
  remove: (file) => rmSync(file, { force: true }),
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
};

function kindOf(path: string): Kind | undefined {
  const stat = lookAt(path);
  if (stat === undefined) return undefined;
  return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
}

function lookAt(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A link to itself, and a file taken for a folder, lead nowhere; what may not be seen is there all the same.
    if (isOneOf(error, "ELOOP", "ENOTDIR")) return undefined;
    throw error;
  }
}

function write(file: string, content: string | Uint8Array): void {
  const place = statSync(file, { throwIfNoEntry: false }) === undefined ? file : realpathSync(file);
  const mode = statSync(place, { throwIfNoEntry: false })?.mode;
  const beside = `${place}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, content, mode === undefined ? {} : { mode });
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Whether Node threw an error of the system with one of these codes. */
function isOneOf(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission was denied",
  EPERM: "permission was denied",
  EROFS: "this file system can only be read",
  ENOENT: "it went away in the meantime",
  ENOTDIR: "it stands in something that is no folder",
  EISDIR: "it is a folder",
  EEXIST: "there is something else in its place",
  ELOOP: "its links lead in a circle",
  ENOSPC: "the disk is full",
  EMFILE: "too many files are open",
  EIO: "the disk failed",
};

/** Why the system refused, as a clause; `undefined` if it was not the system that threw. */
export function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && "syscall" in error)) return undefined;
  return REASONS[String(error.code)] ?? error.message;
}
