import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { findPostgres, startPostgres } from "../../scripts/postgres.mjs";

const folder = findPostgres();

describe("finding PostgreSQL", () => {
  it("passes over one that is too old", () => {
    const old = mkdtempSync(join(tmpdir(), "trajet-old-"));
    for (const [name, body] of [
      ["postgres", "echo 'postgres (PostgreSQL) 14.9'"],
      ["initdb", ""],
    ] as const) {
      writeFileSync(join(old, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(old, name), 0o755);
    }
    expect(findPostgres({ PATH: old })).not.toBe(old);
    rmSync(old, { recursive: true });
  });
});

describe.skipIf(folder === undefined)("a throw-away cluster", () => {
  it("answers at its address, and leaves nothing behind", async () => {
    const cluster = await startPostgres(folder ?? "");
    const client = new pg.Client(cluster.url);
    await client.connect();
    const shown = await client.query("show data_directory");
    const data: string = shown.rows[0].data_directory;
    expect(existsSync(data)).toBe(true);
    await client.end();
    await cluster.stop();
    expect(existsSync(data)).toBe(false);
    await expect(new pg.Client(cluster.url).connect()).rejects.toThrow(/ECONNREFUSED/);
  });
});
