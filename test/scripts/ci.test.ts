import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** A clone whose npm, apt-get and so on are stubs first on the PATH. */
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "trajet-ci-"));
  for (const folder of [".ci", "scripts", "bin"]) mkdirSync(join(clone, folder));
  cpSync(fileURLToPath(new URL("../../.ci/run", import.meta.url)), join(clone, ".ci/run"));
  writeFileSync(join(clone, "scripts/test-vscode.mjs"), "");
  program("apt-get", "exit 0");
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function program(name: string, body: string) {
  writeFileSync(join(clone, "bin", name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(clone, "bin", name), 0o755);
}

/** Runs CI with what `npm test` and `npm run test:vscode` say and how they exit. */
function ci(test: string, vscode: string) {
  program("npm", `if [ "$1" = test ]; then ${test}; else ${vscode}; fi`);
  const env = { ...process.env, PATH: `${join(clone, "bin")}:${process.env.PATH}` };
  const ended = spawnSync(join(clone, ".ci/run"), { env, encoding: "utf8" });
  return { code: ended.status, last: ended.stdout.trimEnd().split("\n").at(-1) };
}

describe("the last line and the exit code of CI", () => {
  it.each([
    {
      title: "sum both parts",
      test: 'echo "12 passed, 0 failed"',
      vscode: 'echo "3 passed, 0 failed"',
      last: "15 passed, 0 failed",
      code: 0,
    },
    {
      title: "count a failure of either",
      test: 'echo "12 passed, 0 failed"',
      vscode: 'echo "2 passed, 1 failed"; exit 1',
      last: "14 passed, 1 failed",
      code: 1,
    },
    {
      title: "count a part without totals as a failure",
      test: "echo boom; exit 3",
      vscode: 'echo "3 passed, 0 failed"',
      last: "3 passed, 1 failed",
      code: 1,
    },
    {
      title: "fail for what was skipped",
      test: 'echo "12 passed, 0 failed, 2 skipped"; exit 1',
      vscode: 'echo "3 passed, 0 failed"',
      last: "15 passed, 1 failed, 2 skipped",
      code: 1,
    },
  ])("$title", ({ test, vscode, last, code }) => {
    expect(ci(test, vscode)).toEqual({ code, last });
  });
});
