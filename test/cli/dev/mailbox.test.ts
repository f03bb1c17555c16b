import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startMailbox } from "../../../cli/src/dev/mailbox.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trajet-mailbox-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (ports: { smtpPort?: number; webPort?: number } = {}) =>
  startMailbox({ smtpPort: 0, webPort: 0, folder, ...ports });

async function send(smtp: string, subject: string) {
  const transport = nodemailer.createTransport(smtp);
  await transport.sendMail({ from: "ana@example.com", to: "lea@example.com", subject, text: "Hello" });
  transport.close();
}

const portOf = (url: string) => Number(new URL(url).port);

describe("the mailbox", () => {
  it("takes mails and shows them on its page, without a word on the console", async () => {
    const said = vi.spyOn(console, "info");
    const mailbox = await start();
    await send(mailbox.smtp, "Welcome");
    const summary: unknown = await (await fetch(new URL("api/email/summary", mailbox.url))).json();
    const page = await (await fetch(mailbox.url, { headers: { accept: "text/html" } })).text();
    await mailbox.stop();
    expect(summary).toMatchObject({ items: [{ subject: "Welcome", to: [{ address: "lea@example.com" }] }] });
    expect(page).toContain("<html");
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  it("keeps its mails from one start to the next", async () => {
    const first = await start();
    await send(first.smtp, "Welcome");
    await first.stop();
    const second = await start();
    expect(await second.count()).toBe(1);
    await second.stop();
  });

  it("stops listening when it stops", async () => {
    const mailbox = await start();
    await mailbox.stop();
    await expect(fetch(mailbox.url)).rejects.toThrow();
    await expect(send(mailbox.smtp, "Too late")).rejects.toThrow(/ECONNREFUSED/);
  });

  it.each([
    { taken: "smtpPort" as const, sentence: /^Port \d+ for the mail server is taken: .* --smtp-port\.$/ },
    { taken: "webPort" as const, sentence: /^Port \d+ for the mailbox page is taken: .* --mail-port\.$/ },
  ])("says which port is taken ($taken), and leaves none open", async ({ taken, sentence }) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const probe = await start();
    const free = portOf(probe.smtp);
    await probe.stop();
    await expect(start({ smtpPort: free, [taken]: port })).rejects.toThrow(sentence);
    await expect(send(`smtp://127.0.0.1:${free}`, "Nobody there")).rejects.toThrow(/ECONNREFUSED/);
    await new Promise((resolve) => other.close(resolve));
  });
});
