import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "./temporary-project.ts";

const BIN = resolve(import.meta.dirname, "../../cli/bin.ts");
const SOUND = 'audience Newsletter { tags "vip" }\n';
const WRONG = `${SOUND}journey A for Newsletter { start when contact signs up tag "vipp" }\n`;

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({ "trajet.json": '{ "name": "shop" }\n', "a.journey": SOUND });
});
afterEach(() => project.remove());

describe("a reader that has seen enough", () => {
  it("is no error: the exit code is that of the check, and nobody hears of it", () => {
    const many = Array.from(
      { length: 3000 },
      (_, n) => `journey A${n} for Newsletter { start when contact signs up tag "vipp" }`,
    );
    project.write("a.journey", SOUND + many.join("\n"));
    const line = `"${process.execPath}" "${BIN}" check --format json; echo "exit $?" >&2`;
    const { stdout, stderr } = spawnSync("sh", ["-c", `(${line}) | head -n 1`], {
      cwd: project.folder,
      encoding: "utf8",
    });
    expect([stdout, stderr]).toEqual(["{\n", "exit 1\n"]);
  });
});

describe("trajet check --watch", () => {
  let watching: ChildProcess | undefined;
  afterEach(() => watching?.kill("SIGKILL"));

  /** Starts it, and gives what it says up to its waiting for the next change. */
  function start(...more: readonly string[]) {
    const child = spawn(process.execPath, [BIN, "check", "--watch", "--format", "compact", ...more], {
      cwd: project.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    watching = child;
    let said = "";
    let wake: (() => void) | undefined;
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      wake?.();
    });
    const WAITS = "Watching for changes. Ctrl-C ends it.\n";
    return {
      next: async (): Promise<string> => {
        while (!said.includes(WAITS)) await new Promise<void>((awake) => (wake = awake));
        const end = said.indexOf(WAITS) + WAITS.length;
        const part = said.slice(0, end - WAITS.length);
        said = said.slice(end);
        return part;
      },
      interrupt: async (): Promise<number | null> => {
        child.kill("SIGINT");
        const [code] = await once(child, "exit");
        return code;
      },
    };
  }

  it("checks again with each change, new files too, and ends with the code of the last check", async () => {
    const { next, interrupt } = start();
    expect(await next()).toBe("");
    project.write("b.journey", WRONG.slice(SOUND.length));
    expect(await next()).toMatch(/^b\.journey:1:\d+: error TJ2010: /);
    project.write("b.journey", "");
    expect(await next()).toBe("");
    project.write("a.journey", WRONG);
    expect(await next()).toMatch(/^a\.journey:2:\d+: error TJ2010: /);
    expect(await interrupt()).toBe(1);
  });

  it("ends clean where the last check was", async () => {
    const { next, interrupt } = start(join(project.folder, "a.journey"));
    await next();
    expect(await interrupt()).toBe(0);
  });

  it.each(["json", "sarif", "junit"])("does not go with %s, which is one document", async (format) => {
    const { code, out, err } = await project.run(["check", "--watch", "--format", format]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(`trajet: --watch goes on and on, and ${format} is one document: take pretty.\n`);
  });

  it("clears a terminal before each check, and nothing else", async () => {
    const stop = new AbortController();
    const written: string[] = [];
    const err = (text: string): void => {
      written.push(text);
      if (text.startsWith("Watching")) stop.abort();
    };
    const { code } = await project.run(["check", "--watch"], {
      isTerminal: true,
      interrupted: stop.signal,
      err,
    });
    expect(code).toBe(0);
    expect(written).toEqual([
      "\u001B[2J\u001B[3J\u001B[H",
      "2 files checked, nothing is wrong.\n",
      "Watching for changes. Ctrl-C ends it.\n",
    ]);
  });
});
