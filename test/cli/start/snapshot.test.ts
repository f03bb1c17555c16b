import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeSnapshot } from "../../../cli/start/make-snapshot.mjs";
import { environmentFor, programFor } from "../../../cli/start/program.mjs";
import { freshSnapshot, isQuick, isSettled, V8_OPTIONS } from "../../../cli/start/snapshot.mjs";
import { V8_OPTIONS as SMALL, smallEnvironment } from "../../../lsp/start/small-process.mjs";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const node = process.execPath;

function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "trajet-start-")));
}

describe("the snapshot of a program", () => {
  const SAYS_ONE = `import { startupSnapshot } from "node:v8";
import { number } from "./number.ts";
startupSnapshot.setDeserializeMainFunction(() => console.log(number, import.meta.url));
`;
  let root: string;
  beforeEach(() => {
    root = temporaryFolder();
    mkdirSync(join(root, "cli/src"), { recursive: true });
    writeFileSync(join(root, "cli/src/snapshot.ts"), SAYS_ONE);
    writeFileSync(join(root, "cli/src/number.ts"), "export const number: number = 1;\n");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const cache = () => join(root, "cache");
  const make = () => makeSnapshot({ root, node, cache: cache() });
  const say = () => {
    const fresh = freshSnapshot(cache());
    if (fresh === undefined || !("blob" in fresh)) return fresh;
    return spawnSync(node, [...V8_OPTIONS, "--snapshot-blob", fresh.blob, "x"], { encoding: "utf8" }).stdout;
  };

  it("says what the sources say, and each module knows its own address", async () => {
    expect(freshSnapshot(cache())).toBeUndefined();
    await make();
    expect(say()).toBe(`1 file://${join(root, "cli/src/snapshot.ts")}\n`);
  });

  it("is stale after an edit that leaves size and modification time as they were", async () => {
    await make();
    const path = join(root, "cli/src/number.ts");
    const { atime, mtime, size } = statSync(path);
    writeFileSync(path, "export const number: number = 2;\n");
    utimesSync(path, atime, mtime);
    expect(statSync(path).size).toBe(size);
    expect(say()).toBeUndefined();
    await make();
    expect(say()).toMatch(/^2 /);
  });

  it.each([
    ["a source is gone", () => rmSync(join(root, "cli/src/number.ts"))],
    ["packages were installed", () => writeFileSync(join(root, "package-lock.json"), "{}")],
    [
      "a source was put in the place of another",
      () => copyFileSync(join(root, "cli/src/snapshot.ts"), join(root, "cli/src/number.ts")),
    ],
    ["the snapshot is gone", () => rmSync(cache(), { recursive: true })],
    ["its record is damaged", () => writeFileSync(join(cache(), "start.json"), '{"version":1,"inp')],
  ])("is stale when %s", async (_, change) => {
    await make();
    expect(freshSnapshot(cache())).toBeDefined();
    change();
    expect(freshSnapshot(cache())).toBeUndefined();
  });

  it("is not tried again before something changes where none can be made", async () => {
    writeFileSync(join(root, "cli/src/number.ts"), 'throw new Error("not at this time");\n');
    await make();
    expect(freshSnapshot(cache())).toMatchObject({ problem: expect.stringContaining("not at this time") });
    expect(await programFor(root, node, ["check"], cache())).toEqual([join(root, "cli/bin.ts")]);
    writeFileSync(join(root, "cli/src/number.ts"), "export const number = 3;\n");
    expect(freshSnapshot(cache())).toBeUndefined();
  });

  it("is none where the sources cannot be bundled, and the sources say why", async () => {
    writeFileSync(join(root, "cli/src/number.ts"), "export const = ;\n");
    await expect(make()).rejects.toThrow(/number\.ts/);
    expect(await programFor(root, node, ["check"], cache())).toEqual([join(root, "cli/bin.ts")]);
  });

  it("is not made while somebody edits", async () => {
    await make();
    const now = Date.now();
    expect([isSettled(cache(), now), isSettled(cache(), now + 60_000)]).toEqual([false, true]);
    appendFileSync(join(root, "cli/src/number.ts"), "// edited\n");
    expect(await programFor(root, node, ["check"], cache())).toEqual([join(root, "cli/bin.ts")]);
  });

  it("is done without where the cache cannot be written", async () => {
    writeFileSync(cache(), "no folder");
    expect(await programFor(root, node, ["check"], cache())).toEqual([join(root, "cli/bin.ts")]);
  });
});

it("starts the language server small, whatever room it is given besides", async () => {
  const args = ["--project", "shop", "lsp", "--stdio"];
  expect(await programFor(ROOT, process.execPath, args)).toEqual([...SMALL, join(ROOT, "cli/bin.ts")]);
  expect(environmentFor(ROOT, args)).toMatchObject({
    MALLOC_ARENA_MAX: "1",
    NODE_COMPILE_CACHE: expect.stringContaining(ROOT),
  });
  expect(environmentFor(ROOT, ["check"])).toBe(process.env);
  expect(smallEnvironment("/cache", { MALLOC_ARENA_MAX: "4" })).toMatchObject({ MALLOC_ARENA_MAX: "4" });
});

describe("what runs from the snapshot", () => {
  it.each([
    [["check"], true],
    [["--project", "dev", "check"], true],
    [["fmt", "-"], true],
    [["--version"], true],
    [["test", "examples", "--jobs", "2"], true],
    [["check", "--watch"], false],
    [["test", "--on", "temporal"], false],
    [["test", "--on=temporal"], false],
    [["dev", "examples/shop"], false],
    [["lsp", "--stdio"], false],
    [["--project", "check", "dev"], false],
    [["import", "contacts", "check"], false],
    [[], false],
  ])("%j: %s", (args, quick) => {
    expect(isQuick(args, {})).toBe(quick);
    expect(isQuick(args, { NODE_OPTIONS: "--max-old-space-size=512" })).toBe(false);
  });
});

describe("the snapshot of the command line", () => {
  let cache: string;
  let blob: string;
  let project: TemporaryProject;
  let tested: TemporaryProject;
  const TESTED = `audience Newsletter { tags "vip" }
journey Hello for Newsletter { start when contact signs up  delay 1 day  tag "vip" }
test "in time" for Hello {
  on 2026-03-28 at 10:00 contact signs up
  after 1 day expect contact has tag "vip"
}
test "too early" for Hello {
  on 2026-03-28 at 10:00 contact signs up
  after 23 hours expect contact has tag "vip"
}
`;
  beforeAll(async () => {
    cache = temporaryFolder();
    project = temporaryProject({
      "trajet.json": '{ "name": "shop", "timezon": "UTC" }\n',
      "shop.journey": 'audience Newsletter {\n  tags "vip"\n}\njourney A for Newsletter { tag "vipp" }\n',
    });
    tested = temporaryProject({
      "trajet.json": '{ "name": "shop", "timezone": "Europe/Paris" }\n',
      "shop.journey": TESTED,
    });
    const made = await makeSnapshot({ root: ROOT, node, cache });
    expect(made).toEqual({ blob: expect.any(String) });
    blob = made !== undefined && "blob" in made ? made.blob : "";
  });
  afterAll(() => {
    project.remove();
    tested.remove();
    rmSync(cache, { recursive: true, force: true });
  });

  it.each([
    ["check"],
    ["check", "--format", "json"],
    ["check", "--format", "compact"],
    ["check", "--format", "github"],
    ["fmt", "--check"],
    ["build"],
    ["explain", "TJ2001"],
    ["explain", "TJ9"],
    ["--version"],
    ["chek"],
  ])("answers `trajet %s %s %s` as the sources do", async (...line) => {
    const { status, stdout, stderr } = spawnSync(
      node,
      [...V8_OPTIONS, "--snapshot-blob", blob, "trajet", ...line],
      {
        cwd: project.folder,
        encoding: "utf8",
        env: {},
      },
    );
    expect({ code: status, out: stdout, err: stderr }).toEqual(await project.run(line));
  });

  it.each([
    ["pretty"],
    ["github"],
    ["pretty", "--coverage"],
    ["pretty", "--jobs", "2"],
    ["pretty", "--explore", "Hello"],
  ])("runs tests as the sources do, with --format %s %s %s", async (...line) => {
    const args = ["test", "--format", ...line];
    const { status, stdout, stderr } = spawnSync(
      node,
      [...V8_OPTIONS, "--snapshot-blob", blob, "trajet", ...args],
      { cwd: tested.folder, encoding: "utf8", env: {} },
    );
    expect({ code: status, out: stdout, err: stderr }).toEqual(await tested.run(args));
    expect(stdout).not.toBe("");
  });

  it("has neither the language server in it nor a database, and of the runtime only what runs tests", () => {
    const record = JSON.parse(readFileSync(join(cache, "start.json"), "utf8"));
    const inputs = Object.keys(record.inputs).map((path) => path.replace(`${ROOT}/`, ""));
    expect(inputs).toContain("compiler/src/checks/check-project.ts");
    expect(
      inputs.filter((path) =>
        /^lsp\/src|^runtime\/src\/(doors|temporal|assembly|alarms)|temporal(?!-polyfill|-utils)|pglite|kysely|fastify/.test(
          path,
        ),
      ),
    ).toEqual([
      // Paths of commands that the snapshot never runs; they load nothing.
      "cli/src/test/on-temporal.ts",
      "scripts/temporal-cli.mjs",
    ]);
  });
});

describe("the starter", () => {
  it("goes on under Node 24, passes arguments, and ends with its exit code", () => {
    const root = temporaryFolder();
    try {
      mkdirSync(join(root, "scripts"));
      for (const part of ["cli/start", "lsp/start", "scripts/setup"])
        cpSync(join(ROOT, part), join(root, part), { recursive: true });
      copyFileSync(join(ROOT, "cli/trajet.mjs"), join(root, "cli/trajet.mjs"));
      symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
      writeFileSync(
        join(root, "cli/bin.ts"),
        "const say: unknown = process.argv.slice(2);\nconsole.log(process.version, say);\nprocess.exitCode = 7;\n",
      );
      const { status, stdout } = spawnSync(node, [join(root, "cli/trajet.mjs"), "dev", "a b"], {
        encoding: "utf8",
      });
      expect(stdout).toMatch(/^v24\.\d+\.\d+ \[ 'dev', 'a b' \]\n$/);
      expect(status).toBe(7);
      expect(existsSync(join(root, "cli/bin.ts"))).toBe(true);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
