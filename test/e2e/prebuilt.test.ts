import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { nodeDisk } from "../../cli/src/disk.ts";
import { main } from "../../cli/src/main.ts";
import { prebuiltProjects } from "../../cli/src/prebuilt.ts";
import { readProject } from "../../cli/src/project.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";
import { messagesOf } from "../examples/play.ts";

const PORTS = ["--port", "0", "--smtp-port", "0", "--mail-port", "0", "--temporal-port", "0"];
const NAMES = prebuiltProjects(nodeDisk)
  .map(({ name }) => name)
  .filter((name) => name !== "shop");
/** Faster than the projects say: the clock waits for the machine, so that the same happens at any speed. */
const SPEED = "4 weeks = 1 second";

/** What a new user does: `trajet init NAME`, then `trajet dev --until-idle`. Several at once: each waits more than it computes. */
describe.concurrent("each prebuilt journey, as init copies it, on dev", () => {
  let base = "";
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "trajet-prebuilt-"));
  });
  afterAll(() => rm(base, { recursive: true, force: true, maxRetries: 5 }));

  test.each(NAMES)(
    "%s: runs to its end on the sped-up clock, and each message reaches somebody",
    {
      timeout: 600_000,
    },
    async (name) => {
      const { code, out, err, sent, messages } = await play(join(base, name), name);
      expect(code, err).toBe(0);
      expect(out).toMatch(/ {2}[1-9]\d* entered · 0 under way · /);
      expect(out).not.toMatch(/stuck|unknown|not taken|left out|events played/);
      expect(
        messages.filter((message) => !sent.includes(message)),
        err,
      ).toEqual([]);
    },
  );
});

async function play(folder: string, name: string) {
  expect(await main(["init", name, folder], fakeTerminal({}))).toBe(0);
  const terminal = fakeTerminal({ cwd: folder });
  const code = await main(["dev", "--until-idle", "--speed", SPEED, ...PORTS], terminal);
  const { compiled } = check(readProject(folder));
  if (compiled === undefined) throw new Error(`${name} does not compile`);
  return {
    code,
    out: terminal.output(),
    err: terminal.errors(),
    sent: await sentIn(join(folder, ".trajet/mail")),
    messages: messagesOf(compiled),
  };
}

/** The messages in the mailbox, by the effects in their headers. */
async function sentIn(folder: string): Promise<readonly string[]> {
  const mails = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
  const texts = await Promise.all(mails.map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => /^X-Trajet-Effect:\s*\S*?\/send:([A-Za-z]+)/m.exec(text)?.[1] ?? []);
}
