import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Delivery } from "../../../runtime/src/channels/channel.ts";
import { createEmailChannel, type EmailRequest } from "../../../runtime/src/channels/email.ts";
import { messageIdOf } from "../../../runtime/src/channels/message-id.ts";
import { type Manner, type SmtpStandIn, type Step, startSmtpStandIn } from "./smtp-stand-in.ts";

const LONG = { timeoutMs: 10_000 };
const SHORT = { timeoutMs: 150 };

let server: SmtpStandIn;
let email: Channel<EmailRequest>;

beforeEach(async () => {
  server = await startSmtpStandIn();
  email = createEmailChannel({ host: "127.0.0.1", port: server.port });
});
afterEach(async () => {
  await email.close();
  await server.close();
});

function mail(changes: Partial<EmailRequest> = {}): EmailRequest {
  return {
    effectKey: "run-7:welcome:1",
    messageId: messageIdOf("run-7:welcome:1", "shop.example"),
    from: { name: "Café Zoë", address: "hello@shop.example" },
    to: "ada@example.com",
    subject: "Welcome, Ada – 10 % off",
    text: "Hello Ada",
    html: "<p>Hello <b>Ada</b></p>",
    ...changes,
  };
}

describe("a mail as it arrives", () => {
  test("has the effect's identity, both parts, and the names as they were written", async () => {
    expect(await email.deliver(mail({ replyTo: "care@shop.example" }), LONG)).toMatchObject({ kind: "done" });
    const [arrived] = server.received;
    expect(arrived?.to).toEqual(["ada@example.com"]);
    expect(arrived?.mail).toMatchObject({
      messageId: "<run-7=3awelcome=3a1@shop.example>",
      subject: "Welcome, Ada – 10 % off",
      text: "Hello Ada",
      html: "<p>Hello <b>Ada</b></p>",
    });
    expect(arrived?.mail.from?.value).toEqual([{ name: "Café Zoë", address: "hello@shop.example" }]);
    expect(arrived?.mail.replyTo?.value).toEqual([{ name: "", address: "care@shop.example" }]);
    expect(arrived?.mail.headers.get("x-trajet-effect")).toBe("run-7:welcome:1");
    expect(arrived?.raw).toContain("multipart/alternative");
    expect(arrived?.raw).not.toMatch(/nodemailer/i);
  });

  test("marketing mail has the one-click headers of RFC 8058 in their exact form, receipts have none", async () => {
    const unsubscribeUrl = `https://shop.example/u/${"signed".repeat(20)}`;
    await email.deliver(mail({ unsubscribeUrl }), LONG);
    await email.deliver(mail(), LONG);
    const [marketing, receipt] = server.received.map(({ raw }) => raw.replaceAll(/\r\n[ \t]+/g, " "));
    expect(marketing).toContain(`\r\nList-Unsubscribe: <${unsubscribeUrl}>\r\n`);
    expect(marketing).toContain("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    expect(receipt).not.toContain("List-Unsubscribe");
  });
});

interface Outcome {
  readonly kind: Delivery["kind"];
  readonly permanent?: boolean;
}

describe("what an outcome says", () => {
  const answer = (at: Step, code: number): Manner => ({ kind: "answer", at, code });
  const drop = (at: Step): Manner => ({ kind: "drop", at });
  const babble = (at: Step): Manner => ({ kind: "babble", at });
  const hang = (at: Step): Manner => ({ kind: "hang", at });
  const refused = (permanent: boolean): Outcome => ({ kind: "refused", permanent });

  test.each<{
    name: string;
    manner: Manner;
    outcome: Outcome;
    bodies: number;
    request?: EmailRequest;
  }>([
    { name: "accepted", manner: { kind: "accept" }, outcome: { kind: "done" }, bodies: 1 },
    { name: "sender refused for good", manner: answer("mail", 550), outcome: refused(true), bodies: 0 },
    { name: "recipient refused for good", manner: answer("rcpt", 550), outcome: refused(true), bodies: 0 },
    { name: "recipient refused for now", manner: answer("rcpt", 451), outcome: refused(false), bodies: 0 },
    { name: "body refused for good", manner: answer("data", 554), outcome: refused(true), bodies: 1 },
    { name: "body refused for now", manner: answer("data", 452), outcome: refused(false), bodies: 1 },
    {
      name: "server closing after the body",
      manner: answer("data", 421),
      outcome: refused(false),
      bodies: 1,
    },
    { name: "authentication wanted", manner: answer("mail", 530), outcome: { kind: "not-sent" }, bodies: 0 },
    {
      name: "connection refused by greeting",
      manner: answer("connect", 554),
      outcome: { kind: "not-sent" },
      bodies: 0,
    },
    { name: "lost before the body", manner: drop("rcpt"), outcome: { kind: "not-sent" }, bodies: 0 },
    { name: "lost after the body", manner: drop("data"), outcome: { kind: "unknown" }, bodies: 1 },
    { name: "garbage before the body", manner: babble("rcpt"), outcome: { kind: "not-sent" }, bodies: 0 },
    { name: "garbage after the body", manner: babble("data"), outcome: { kind: "unknown" }, bodies: 1 },
    { name: "silent at the greeting", manner: hang("connect"), outcome: { kind: "not-sent" }, bodies: 0 },
    { name: "silent before the body", manner: hang("rcpt"), outcome: { kind: "not-sent" }, bodies: 0 },
    { name: "silent after the body", manner: hang("data"), outcome: { kind: "unknown" }, bodies: 1 },
    {
      name: "lost in the middle of the body",
      manner: drop("body"),
      outcome: { kind: "not-sent" },
      bodies: 0,
      request: mail({ text: "a line of a very long mail\n".repeat(400_000) }),
    },
  ])("$name: $outcome.kind", async ({ manner, outcome, bodies, request }) => {
    server.manners = [manner];
    const stop = new AbortController();
    server.onHang = () => stop.abort();
    const delivery = await email.deliver(request ?? mail(), { ...LONG, signal: stop.signal });
    expect(delivery).toMatchObject(outcome);
    expect(server.received).toHaveLength(bodies);
  });

  test("the reason is the server's own words where it spoke, and ours where it did not", async () => {
    server.manners = [answer("rcpt", 550), hang("rcpt")];
    expect(await email.deliver(mail(), LONG)).toMatchObject({ reason: "550 answered 550" });
    expect(await email.deliver(mail(), SHORT)).toMatchObject({ reason: "EABORT: Message sending aborted" });
  });

  test("nobody listens: not sent", async () => {
    await server.close();
    expect(await email.deliver(mail(), LONG)).toMatchObject({ kind: "not-sent" });
    server = await startSmtpStandIn();
  });

  test("an address that SMTP cannot carry: refused for good, without a word to the server", async () => {
    const delivery = await email.deliver(mail({ to: "ada@example.com>\r\nRCPT TO:<eve@example.com" }), LONG);
    expect(delivery).toMatchObject({ kind: "refused", permanent: true });
    expect(server.received).toEqual([]);
  });

  test("the time limit ends the call", async () => {
    server.manners = [hang("rcpt")];
    expect(await email.deliver(mail(), SHORT)).toMatchObject({ kind: "not-sent" });
  });

  test.each([
    { password: "right", kind: "done" },
    { password: "wrong", kind: "not-sent" },
  ])("with the $password password: $kind", async ({ password, kind }) => {
    const signedIn = createEmailChannel({ host: "127.0.0.1", port: server.port, user: "shop", password });
    expect(await signedIn.deliver(mail(), LONG)).toMatchObject({ kind });
    await signedIn.close();
  });
});

describe("the pool", () => {
  test("never repeats on its own a mail whose body was read", async () => {
    server.manners = [{ kind: "drop", at: "data" }];
    expect(await email.deliver(mail({ subject: "first" }), LONG)).toMatchObject({ kind: "unknown" });
    expect(await email.deliver(mail({ subject: "second" }), LONG)).toMatchObject({ kind: "done" });
    expect(server.received.map(({ mail: { subject } }) => subject)).toEqual(["first", "second"]);
  });

  test("gets over an idle connection that the server let go of", async () => {
    await email.deliver(mail({ subject: "first" }), LONG);
    server.dropConnections();
    expect(await email.deliver(mail({ subject: "second" }), LONG)).toMatchObject({ kind: "done" });
    expect(server.received.map(({ mail: { subject } }) => subject)).toEqual(["first", "second"]);
  });

  test("sends many at once, each once, and tells each caller of its own mail", async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `run-${n}:welcome:1`);
    const refuseAt = 12;
    server.manners = keys.map((_, n) =>
      n === refuseAt ? { kind: "answer", at: "data", code: 554 } : { kind: "accept" },
    );
    const outcomes = await Promise.all(
      keys.map((effectKey) =>
        email.deliver(mail({ effectKey, messageId: messageIdOf(effectKey, "x.example") }), LONG),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(29);
    const arrived = server.received.map(({ mail: { headers } }) => headers.get("x-trajet-effect"));
    expect(arrived.toSorted()).toEqual(keys.toSorted());
  });
});

describe("messageIdOf", () => {
  test.each([
    ["run-1:welcome:1", "run-1=3awelcome=3a1@x.example"],
    ["run.1/größe", "run=2e1=2fgr=c3=b6=c3=9fe@x.example"],
    ["a=3ab", "a=3d3ab@x.example"],
  ])("%s → %s", (key, id) => {
    expect(messageIdOf(key, "x.example")).toBe(id);
  });
});
