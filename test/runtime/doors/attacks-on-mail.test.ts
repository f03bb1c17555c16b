import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import { bounce, generic, HOOKS, mailgun, sns } from "./email/hook-calls.ts";
import { openShop, PROJECT, type Shop, signer } from "./open-shop.ts";

/** What is tried against the links of mails, and against the hooks by which their providers report, and what comes of it. */
let store: Store;
let shop: Shop;
beforeAll(async () => {
  store = await openStore({ project: () => PROJECT });
  shop = await openShop({ gateway: store.gateway });
  await shop.post("/v1/contacts", { id: "ada", email: "ada@example.com" });
});
afterAll(async () => {
  await shop.app.close();
  await store.close();
});

const consent = async () => (await store.gateway.contact("ada"))?.contact.consent.email;

describe("links of mails", () => {
  const BROWSER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" };
  const token = signer.signClick({ sending: "r/s/1", target: "https://shop.example/", links: [] });
  const [payload = "", mac = ""] = token.split(".");
  const evil = Buffer.from(JSON.stringify(["r/s/1", "https://evil.example/"])).toString("base64url");
  test.each([
    ["to a place of the caller's own choice", `${evil}.${mac}`],
    [
      "signed by somebody else",
      createSigner("another secret of 16 bytes").signClick({
        sending: "r/s/1",
        target: "https://evil.example/",
        links: [],
      }),
    ],
    ["signed for something else", signer.signOpen("r/s/1")],
    ["not signed", payload],
    ["with a target behind it", `${token}?to=https://evil.example/`],
    ["with one more segment", `${token}/https://evil.example`],
  ])("%s lead nowhere else", async (_what, forged) => {
    const answer = await shop.app.inject({ url: `/t/c/${forged}`, headers: BROWSER });
    expect([undefined, "https://shop.example/"]).toContain(answer.headers.location);
    if (answer.headers.location === undefined) expect(answer.statusCode).toBe(404);
  });

  test("an open of the caller's own choice is noted of nobody", async () => {
    const forged = `${Buffer.from(JSON.stringify(["r/s/1"])).toString("base64url")}.${mac}`;
    expect((await shop.app.inject({ url: `/t/o/${forged}`, headers: BROWSER })).statusCode).toBe(200);
    expect(await store.db.selectFrom("event").select("id").where("key", "like", "open:%").execute()).toEqual(
      [],
    );
  });
});

describe("hooks of mail providers", () => {
  let hooked: Shop;
  beforeAll(async () => {
    hooked = await openShop({ gateway: store.gateway, emailHooks: HOOKS });
  });
  afterAll(() => hooked.app.close());
  const address = "ada@example.com";
  const failed = { id: "e-1", event: "failed", severity: "permanent", recipient: address };
  const old = Date.now() - 25 * 60 * 60 * 1000;

  test.each([
    [
      "SNS, changed on its way",
      () => ({
        ...sns(bounce("ben@example.com")),
        payload: sns(bounce("ben@example.com")).payload.replace("ben@", "ada@"),
      }),
    ],
    ["SNS, without a signature", () => sns(bounce(address), { Signature: "" })],
    ["SNS, by an unknown algorithm", () => sns(bounce(address), { SignatureVersion: "0" })],
    [
      "SNS, with a certificate from elsewhere",
      () => sns(bounce(address), { SigningCertURL: "https://evil.example/a.pem" }),
    ],
    [
      "SNS, from a host that looks like Amazon's",
      () =>
        sns(bounce(address), { SigningCertURL: "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem" }),
    ],
    [
      "SNS, from a bucket at Amazon's",
      () => sns(bounce(address), { SigningCertURL: "https://s3.eu-west-1.amazonaws.com/evil/a.pem" }),
    ],
    [
      "SNS, without TLS",
      () => sns(bounce(address), { SigningCertURL: "http://sns.eu-west-1.amazonaws.com/a.pem" }),
    ],
    [
      "SNS, of another's topic",
      () => sns(bounce(address), { TopicArn: "arn:aws:sns:eu-west-1:666666666666:evil" }),
    ],
    [
      "SNS, confirming at an inner address",
      () =>
        sns(
          {},
          {
            Type: "SubscriptionConfirmation",
            Token: "t",
            SubscribeURL: "http://169.254.169.254/latest/meta-data",
          },
        ),
    ],
    ["Mailgun, of another key", () => mailgun(failed, { key: "guessed" })],
    ["Mailgun, from yesterday", () => mailgun(failed, { at: old })],
    [
      "Mailgun, without a signature",
      () => ({ ...mailgun(failed), payload: JSON.stringify({ "event-data": failed }) }),
    ],
    ["anybody, of another secret", () => generic({ kind: "hard bounce", address }, { secret: "guessed" })],
    [
      "anybody, from ten minutes ago",
      () => generic({ kind: "hard bounce", address }, { at: Date.now() - 600_000 }),
    ],
    [
      "anybody, changed on its way",
      () => ({
        ...generic({ kind: "complaint", address }),
        payload: JSON.stringify({ kind: "hard bounce", address }),
      }),
    ],
    ["anybody, no JSON at all", () => ({ ...generic({}), payload: "{" })],
  ])("%s: refused", async (_what, call) => {
    expect((await hooked.app.inject(call())).statusCode).toBe(403);
    expect(await consent()).toBe("subscribed");
  });

  test("a token of Mailgun's is good for one event: with another it is refused", async () => {
    await hooked.post("/v1/contacts", { id: "eve", email: "eve@example.com" });
    const seen = mailgun({ ...failed, recipient: "eve@example.com" }, { token: "seen" });
    expect((await hooked.app.inject(seen)).statusCode).toBe(204);
    expect((await hooked.app.inject(seen)).statusCode).toBe(204);
    expect((await hooked.app.inject(mailgun({ ...failed, id: "e-2" }, { token: "seen" }))).statusCode).toBe(
      403,
    );
    expect(await consent()).toBe("subscribed");
  });

  test("too long a call is refused before it is read", async () => {
    const call = generic({ kind: "complaint", address, reason: "x".repeat(300_000) });
    expect((await hooked.app.inject(call)).statusCode).toBe(413);
  });
});
