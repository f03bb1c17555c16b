import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTemporalServer } from "../../../runtime/src/temporal/dev-server.ts";
import { endLeftover, processStart, recordChild } from "../../../runtime/src/temporal/leftover.ts";
import { accepts } from "../../../runtime/src/temporal/port.ts";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";

let cli: string;
let folder: string;

beforeAll(async () => {
  cli = await findTemporalCli();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trajet-server-"));
});
afterEach(() => rm(folder, { recursive: true }));

const options = () => ({ cli, folder, logFile: join(folder, "temporal.log") });

/** A program that stands in for the CLI. */
async function standIn(script: string): Promise<string> {
  const path = join(folder, "stand-in");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

async function takenPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { port: typeof address === "object" ? (address?.port ?? 0) : 0, free: () => server.close() };
}

describe("startTemporalServer", () => {
  test("answers when it is said to be up, keeps its database in the folder, and stops", async () => {
    const server = await startTemporalServer(options());
    expect(await accepts(server.address)).toBe(true);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(["temporal.db", "temporal.db-wal"]));
    await server.stop();
    await server.ended;
    expect(await accepts(server.address)).toBe(false);
    expect(processStart(server.pid)).toBeUndefined();
  });

  test("a server left by a killed parent is ended by the next start", async () => {
    const script = fileURLToPath(new URL("./server-parent.ts", import.meta.url));
    const parent = spawn(process.execPath, [script, cli, folder], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface(parent.stdout), "line");
    const left: { pid: number; address: string } = JSON.parse(line);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    expect(await accepts(left.address)).toBe(true);

    const server = await startTemporalServer(options());
    expect(processStart(left.pid)).toBeUndefined();
    expect(await accepts(left.address)).toBe(false);
    await server.stop();
  });

  test("says so when the server is ended by someone else", async () => {
    const server = await startTemporalServer(options());
    process.kill(server.pid, "SIGKILL");
    await server.ended;
    await server.stop();
    expect(await accepts(server.address)).toBe(false);
  });

  test.each([["port"], ["uiPort"]])("names a %s that is taken, and starts nothing", async (which) => {
    const { port, free } = await takenPort();
    await expect(startTemporalServer({ ...options(), [which]: port })).rejects.toThrow(
      new RegExp(`^Port ${port} for .* is taken by another program`),
    );
    expect(await readdir(folder)).toEqual([]);
    free();
  });

  test("hands on the last words of a server that ends at once", async () => {
    const sick = await standIn("echo 'database is locked' >&2; exit 1");
    await expect(startTemporalServer({ ...options(), cli: sick })).rejects.toThrow(
      /^The Temporal server ended at once: database is locked \(more in .*temporal\.log\)$/,
    );
  });

  test("names a CLI that is not there", async () => {
    await expect(startTemporalServer({ ...options(), cli: join(folder, "nowhere") })).rejects.toThrow(
      `There is no Temporal CLI at ${join(folder, "nowhere")} that may be run.`,
    );
  });
});

describe("endLeftover", () => {
  test("leaves a process alone that only has the noted one's id", async () => {
    const note = join(folder, "note.json");
    await writeFile(note, JSON.stringify({ pid: process.pid, startedAt: "another time" }));
    expect(await endLeftover(note)).toBe("none");
    expect(await readdir(folder)).toEqual([]);
  });

  test("ends one that ignores being asked", async () => {
    const deaf = spawn(await standIn("trap '' TERM; echo ready; while :; do sleep 1; done"), {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(createInterface(deaf.stdout), "line");
    const note = join(folder, "note.json");
    recordChild(note, deaf.pid ?? 0);
    expect(await endLeftover(note, 200)).toBe("ended");
    expect(processStart(deaf.pid ?? 0)).toBeUndefined();
  });

  test.each([
    ["half a note", '{"pid": 12'],
    ["another shape", '{"pid": "12"}'],
  ])("reads %s as none", async (_, text) => {
    const note = join(folder, "note.json");
    await writeFile(note, text);
    expect(await endLeftover(note)).toBe("none");
  });
});
