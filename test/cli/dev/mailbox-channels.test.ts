import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { startMailbox } from "../../../cli/src/dev/mailbox.ts";
import {
  createMailboxCalls,
  createMailboxMessages,
  createMailboxTexts,
  type StoodInCall,
} from "../../../cli/src/dev/mailbox-channels.ts";
import type { ChannelDelivery } from "../../../cli/src/runtime.ts";

const LIMITS = { timeoutMs: 5_000 };
const ALERT: ChannelDelivery = {
  effectKey: "run-1/send:Alert/1",
  request: {
    kind: "message",
    channel: "push",
    to: "device-1",
    title: "The <mug> is back",
    text: "Only a few.",
    url: "https://shop.example/back",
    call: {
      kind: "webhook",
      method: "POST",
      url: "https://push.example",
      headers: [],
      body: null,
      secret: null,
      receive: null,
    },
  },
};

const CALL: StoodInCall = {
  effectKey: "run-1/call:Score/1",
  webhook: "Score",
  method: "POST",
  url: "https://crm.example/score",
  sent: '{"email":"ada@shop.example"}',
  answered: '200 {"score":7}',
};

test("texts, messages of other channels and calls that left to nobody are mails in the mailbox, which stops once they are let go of", async () => {
  const folder = mkdtempSync(join(tmpdir(), "trajet-mailbox-"));
  try {
    const mailbox = await startMailbox({ smtpPort: 0, webPort: 0, folder });
    const server = { host: "127.0.0.1", port: Number(new URL(mailbox.smtp).port) };
    const texts = createMailboxTexts(server);
    const messages = createMailboxMessages(server);
    const calls = createMailboxCalls(server);
    const text = { effectKey: "run-1/send:Hi/1", to: "+33611223344", text: "5 < 6 & more" };
    expect(await texts.deliver(text, LIMITS)).toMatchObject({ kind: "done" });
    expect(await messages.deliver(ALERT, LIMITS)).toMatchObject({ kind: "done" });
    expect(await calls.deliver(CALL, LIMITS)).toMatchObject({ kind: "done" });
    await Promise.all([texts.close(), messages.close(), calls.close()]);
    await mailbox.stop();
    const mails = readdirSync(folder).filter((name) => name.endsWith(".eml"));
    const read = await Promise.all(mails.map((name) => simpleParser(readFileSync(join(folder, name)))));
    const seen = read.map(({ from, subject, text: body }) => [from?.text, subject, body?.trim()]);
    expect(seen.toSorted()).toEqual([
      ['"SMS" <sms@trajet.invalid>', "SMS to +33611223344", "5 < 6 & more"],
      [
        '"Score" <webhook@trajet.invalid>',
        "POST https://crm.example/score",
        '{"email":"ada@shop.example"}\n\nanswered: 200 {"score":7}',
      ],
      [
        '"push" <push@trajet.invalid>',
        "The <mug> is back",
        "Only a few.\n\nhttps://shop.example/back\n\nto: device-1",
      ],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
