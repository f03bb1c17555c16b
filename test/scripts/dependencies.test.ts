import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installDependencies } from "../../scripts/setup/dependencies.mjs";

/** A clone with a lock file, and an npm that notes its calls in `calls` and then does what `behaviour` says. */
let root: string;

const lock = (version: string) => ({
  lockfileVersion: 3,
  packages: {
    "": { name: "clone" },
    "node_modules/left": { version, integrity: `sha512-${version}` },
    "node_modules/other-platform": { version: "1.0.0", integrity: "sha512-o", optional: true },
    cli: { name: "cli" },
  },
});
const writeJson = (path: string, value: unknown) => writeFileSync(join(root, path), JSON.stringify(value));
const installed = (version: string) => ({
  packages: { "node_modules/left": lock(version).packages["node_modules/left"] },
});
const calls = () =>
  existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8").trim().split("\n") : [];

function npm(behaviour: string) {
  const path = join(root, "npm-cli.js");
  const note = `require("fs").appendFileSync(${JSON.stringify(join(root, "calls"))}, process.argv.slice(2).join(" ") + "\\n");`;
  writeFileSync(path, `${note}\n${behaviour}`);
  vi.stubEnv("npm_execpath", path);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trajet-setup-"));
  writeJson("package-lock.json", lock("1.0.0"));
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  npm(`require("fs").mkdirSync("node_modules", { recursive: true });`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

describe("installing the dependencies", () => {
  it("runs `npm ci` once for a lock file, without install scripts", async () => {
    await installDependencies(root);
    await installDependencies(root);
    expect(calls()).toEqual([expect.stringMatching(/^ci --ignore-scripts\b/)]);
  });

  it("runs it again when the lock file has changed", async () => {
    await installDependencies(root);
    writeJson("package-lock.json", lock("1.0.1"));
    await installDependencies(root);
    expect(calls()).toHaveLength(2);
  });

  it("runs it again when node_modules has been deleted", async () => {
    await installDependencies(root);
    rmSync(join(root, "node_modules"), { recursive: true });
    await installDependencies(root);
    expect(calls()).toHaveLength(2);
  });

  it("leaves an installation alone that npm itself has brought up to the lock file", async () => {
    mkdirSync(join(root, "node_modules"));
    writeJson("node_modules/.package-lock.json", installed("1.0.0"));
    await installDependencies(root);
    expect(calls()).toEqual([]);
  });

  it("replaces an installation of another version", async () => {
    mkdirSync(join(root, "node_modules"));
    writeJson("node_modules/.package-lock.json", installed("0.9.0"));
    await installDependencies(root);
    expect(calls()).toHaveLength(1);
  });

  it.each([
    {
      said: "npm error code EAI_AGAIN",
      sentence: /^The npm registry cannot be reached: connect to the internet/,
    },
    { said: "npm error code ENOSPC", sentence: /^The disk is full/ },
    { said: "npm error code EACCES", sentence: /^npm may not write to this folder/ },
    { said: "npm error code EUSAGE", sentence: /^`npm ci` failed/ },
  ])("says what to do after $said", async ({ said, sentence }) => {
    npm(`console.error(${JSON.stringify(said)}); process.exit(1);`);
    await expect(installDependencies(root)).rejects.toMatchObject({
      message: expect.stringMatching(sentence),
      log: join(root, ".cache", "npm-ci.log"),
    });
    expect(existsSync(join(root, "node_modules", ".trajet-setup"))).toBe(false);
  });

  it("says that npm is missing", async () => {
    vi.stubEnv("npm_execpath", undefined);
    const empty = join(root, "empty");
    mkdirSync(empty);
    chmodSync(empty, 0o755);
    vi.stubEnv("PATH", empty);
    await expect(installDependencies(root)).rejects.toThrow(/^npm was not found: install Node\.js/);
  });

  it("says that the lock file is missing", async () => {
    rmSync(join(root, "package-lock.json"));
    await expect(installDependencies(root)).rejects.toThrow(/^package-lock\.json is missing/);
  });
});
