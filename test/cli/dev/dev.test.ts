import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const bin = fileURLToPath(new URL("../../../cli/bin.ts", import.meta.url));
const PORTS = ["--port", "0", "--smtp-port", "0", "--mail-port", "0", "--temporal-port", "0"];

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "small", "timezone": "Europe/Paris", "speed": "1 day = 1 second" }\n',
    "small.journey": `audience Newsletter { field firstName: text? }
email Hello for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello{{#if contact.firstName}}, {{contact.firstName}}{{/if}}"  body "Welcome."
}
journey Welcome for Newsletter {
  start when contact signs up
  delay 1 day
  send email Hello
}
`,
    "data/contacts.csv": "id,email,firstName\nc-1,ada@example.com,Ada\n",
    "data/live.ndjson":
      '{"day0":"2026-11-23T07:00:00Z"}\n{"day":0.5,"contact":{"id":"c-2","email":"ben@example.com","firstName":"Ben"}}\n',
  });
});
afterEach(() => project.remove());

/** `trajet dev` as a process of its own, to its end. */
async function dev(...args: string[]) {
  const child = spawn(process.execPath, [bin, "dev", project.folder, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  const [code] = await once(child, "close");
  return { code, ...said };
}

const mails = () => {
  const folder = join(project.folder, ".trajet/mail");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
};

describe("trajet dev", () => {
  it("plays, sends and ends when nobody is under way, and goes on from there", {
    timeout: 180_000,
  }, async () => {
    const first = await dev("--until-idle", ...PORTS);
    expect(first.code, first.err).toBe(0);
    expect(first.out).toContain("Welcome  1 entered · 0 under way · 1 finished");
    expect(first.out).toContain("1 mail sent");
    expect(mails()).toEqual([expect.stringMatching(/^Subject: Hello, Ben\r?$/m)]);

    const second = await dev("--until-idle", ...PORTS);
    expect(second.code, second.err).toBe(0);
    expect(second.out).toContain("Welcome  1 entered · 0 under way · 1 finished");
    expect(second.err).not.toContain("Importing");
    expect(mails()).toHaveLength(1);

    const contact = JSON.parse((await project.run(["contact", "ben@example.com", "--format", "json"])).out);
    expect(contact.timeline.map((entry: { kind: string }) => entry.kind)).toEqual([
      "entered",
      "delayed",
      "sent",
      "finished",
    ]);
  });

  it("starts nothing while there are errors, and exits 1", async () => {
    project.write("bad.journey", "journey Bad for Nobody { }\n");
    const { code, out, err } = await dev("--until-idle", ...PORTS);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("bad.journey:1:17");
    expect(() => readdirSync(join(project.folder, ".trajet"))).toThrow(/ENOENT/);
  });

  it("says in one sentence which port is taken, exits 2, and changes nothing", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;
    const { code, out, err } = await dev(...PORTS, "--mail-port", String(taken));
    await new Promise((resolve) => other.close(resolve));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      `trajet: Port ${taken} for the mailbox page is taken: end the program that has it, or choose another with --mail-port.\n`,
    );
    expect(() => readdirSync(join(project.folder, ".trajet"))).toThrow(/ENOENT/);
  });
});
