import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
/** Writes down every module that a process loads, whichever way. */
const RECORDER = `import { registerHooks } from "node:module";
import { appendFileSync } from "node:fs";
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url + "\\n");
    return next(url, context);
  },
});
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trajet-loaded-"));
  writeFileSync(join(folder, "recorder.mjs"), RECORDER);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function loadedBy(...line: readonly string[]): readonly string[] {
  const LOADED = join(folder, "loaded");
  writeFileSync(LOADED, "");
  const args = ["--import", join(folder, "recorder.mjs"), join(ROOT, "cli/bin.ts"), ...line];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: { LOADED } });
  expect(status, stderr).toBe(0);
  return readFileSync(LOADED, "utf8").split("\n");
}

const HEAVY =
  /@temporalio|temporal|pglite|electric-sql|\/pg\/|kysely|fastify|@maildev|pino|\/runtime\/src|\/lsp\/src/;

it.each([
  ["check", "--project", join(ROOT, "examples/shop")],
  ["fmt", "--check", join(ROOT, "examples/shop")],
  ["explain", "TJ2001"],
])(
  "`trajet %s %s %s` loads neither Temporal nor the database, the doors or the language server",
  (...line) => {
    const loaded = loadedBy(...line);
    expect(loaded.filter((url) => HEAVY.test(url))).toEqual([]);
    expect(loaded.some((url) => url.endsWith("/cli/src/main.ts"))).toBe(true);
  },
);

it("loads the compiler only for who needs it", () => {
  expect(loadedBy("--version").filter((url) => /\/(compiler|grammar)\/src|chevrotain/.test(url))).toEqual([]);
});
