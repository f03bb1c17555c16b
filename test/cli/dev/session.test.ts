import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  endSession,
  readSession,
  readState,
  writeSession,
  writeState,
} from "../../../cli/src/dev/session.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trajet-session-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("what dev remembers", () => {
  it("begins with secrets of its own, and nothing done", () => {
    const state = readState(folder);
    expect(state).toMatchObject({ imported: false, played: 0 });
    expect(state.key.length).toBeGreaterThanOrEqual(40);
    expect(state.secret).not.toBe(state.key);
    expect(readState(folder).key).not.toBe(state.key);
  });

  it("is the same at the next start, and nobody else's to read", () => {
    const state = { ...readState(folder), imported: true, played: 7 };
    writeState(folder, state);
    expect(readState(folder)).toEqual(state);
    expect(statSync(join(folder, ".trajet/dev.json")).mode & 0o077).toBe(0);
  });
});

describe("where dev is found", () => {
  it("is noted while it runs", () => {
    const session = { url: "http://127.0.0.1:4800/", key: "k", pid: 7 };
    expect(readSession(folder)).toBeUndefined();
    writeSession(folder, session);
    expect(readSession(folder)).toEqual(session);
    endSession(folder);
    expect(readSession(folder)).toBeUndefined();
  });
});
