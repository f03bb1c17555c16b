import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What `trajet dev` remembers from one start to the next, in `.trajet/dev.json`. Only its user may read it. */
export interface DevState {
  /** The key of the doors. */
  readonly key: string;
  /** Signs the links in mails. */
  readonly secret: string;
  /** Whether the project's data files have been imported. */
  readonly imported: boolean;
  /** How many lines of the play have happened. */
  readonly played: number;
}

/** Where a running `trajet dev` is to be found by other commands, in `.trajet/session.json`. */
export interface Session {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
}

/** Everything that `dev` makes stands here, in the project's folder. */
export function stateFolder(project: string): string {
  return join(project, ".trajet");
}

/** The state of the last start; a new one, with new secrets, if there was none. */
export function readState(project: string): DevState {
  const fresh = { key: secret(), secret: secret(), imported: false, played: 0 };
  return { ...fresh, ...readJson<Partial<DevState>>(join(stateFolder(project), "dev.json")) };
}

export function writeState(project: string, state: DevState): void {
  writeJson(join(stateFolder(project), "dev.json"), state);
}

export function readSession(project: string): Session | undefined {
  return readJson<Session>(join(stateFolder(project), "session.json"));
}

export function writeSession(project: string, session: Session): void {
  writeJson(join(stateFolder(project), "session.json"), session);
}

export function endSession(project: string): void {
  rmSync(join(stateFolder(project), "session.json"), { force: true });
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whole or not at all: a crash between leaves the old file. */
function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.new`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, path);
}
