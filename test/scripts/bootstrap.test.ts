import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runUnder } from "../../scripts/setup/run-under.mjs";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

describe("the bootstrap", () => {
  it("refuses an unknown command with one sentence, exit code 2", () => {
    const ended = spawnSync(process.execPath, [path("../../scripts/bootstrap.mjs"), "fly"], {
      encoding: "utf8",
    });
    expect(ended.stderr).toMatch(
      /^trajet: Say what to run: node scripts\/bootstrap\.mjs start\|test\|[a-z:|-]+\|setup\.\n$/,
    );
    expect(ended.status).toBe(2);
  });
});

describe("running a script under another Node", () => {
  it("keeps the exit code", async () => {
    expect(await runUnder(process.execPath, ["-e", "process.exit(7)"], process.cwd())).toBe(7);
  });
  it("tells a death by signal as a shell does", async () => {
    const died = await runUnder(
      process.execPath,
      ["-e", "process.kill(process.pid, 'SIGTERM')"],
      process.cwd(),
    );
    expect(died).toBe(143);
  });
  it("puts that Node first on the PATH", async () => {
    const script =
      "process.exit(process.env.PATH.startsWith(require('path').dirname(process.execPath)) ? 0 : 1)";
    expect(await runUnder(process.execPath, ["-e", script], process.cwd())).toBe(0);
  });
  it("passes a signal on, and ends with the child", async () => {
    const child = `process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000); console.log("up");`;
    const parent = `import { runUnder } from ${JSON.stringify(path("../../scripts/setup/run-under.mjs"))};
      process.exit(await runUnder(process.execPath, ["-e", ${JSON.stringify(child)}], process.cwd()));`;
    const running = spawn(process.execPath, ["--input-type=module", "-e", parent], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(running.stdout, "data");
    running.kill("SIGTERM");
    expect(await once(running, "exit")).toEqual([5, null]);
  });
});
