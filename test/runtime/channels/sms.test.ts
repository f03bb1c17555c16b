import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../../../runtime/src/channels/channel.ts";
import { createSmsChannel, type SmsRequest, type TwilioAccount } from "../../../runtime/src/channels/sms.ts";
import { createHttp } from "../../../runtime/src/outgoing/http.ts";
import { ACCOUNT, startTwilioStandIn, TOKEN, type TwilioStandIn } from "./twilio-stand-in.ts";

let twilio: TwilioStandIn;
beforeAll(async () => {
  twilio = await startTwilioStandIn();
});
beforeEach(() => twilio.behave({ kind: "normal" }));
afterAll(() => twilio.close());

const LIMITS = { timeoutMs: 2_000 };
const REQUEST: SmsRequest = {
  effectKey: "run-1/send:Nudge/1",
  to: "+33611223344",
  text: "Ton panier t’attend: 5 € & plus",
};

function channel(changes: Partial<TwilioAccount> = {}): Channel<SmsRequest> {
  const account = { account: ACCOUNT, token: TOKEN, from: "+15005550006", url: twilio.url, ...changes };
  return createSmsChannel(account, createHttp({ allow: [twilio.host] }));
}

describe("a text message over Twilio", () => {
  it("is asked for with the account's login and a form, and known by Twilio's sid", async () => {
    const before = twilio.taken.length;
    const outcome = await channel().deliver(REQUEST, LIMITS);
    const taken = twilio.taken[before];
    expect(outcome).toEqual({ kind: "done", providerRef: taken?.sid });
    expect(taken?.form).toEqual({
      To: "+33611223344",
      From: "+15005550006",
      Body: "Ton panier t’attend: 5 € & plus",
    });
  });

  it("leaves by a messaging service, and has its fate told to the project's hook under its own name", async () => {
    const from = "MG0123456789abcdef0123456789abcdef";
    await channel({ from, hook: "https://journeys.shop.example/hooks/sms/twilio" }).deliver(REQUEST, LIMITS);
    expect(twilio.taken.at(-1)?.form).toMatchObject({
      MessagingServiceSid: from,
      StatusCallback: "https://journeys.shop.example/hooks/sms/twilio?effect=run-1%2Fsend%3ANudge%2F1",
    });
    expect(twilio.taken.at(-1)?.form).not.toHaveProperty("From");
  });
});

describe("what Twilio does, and what is known then", () => {
  const twilioSays = (code: number) => JSON.stringify({ code, message: "Twilio's words", status: 0 });
  it.each([
    ["the number is none", "+15005550001", 21211, "cleaned"],
    ["the number is no mobile", "+15005550009", 21614, "cleaned"],
    ["the person has said STOP", "+15005550004", 21610, "unsubscribed"],
    ["the number cannot be reached", "+15005550002", 21612, undefined],
  ])("%s: refused for good", async (_what, to, code, suppress) => {
    const outcome = await channel().deliver({ ...REQUEST, to }, LIMITS);
    expect(outcome).toMatchObject({
      kind: "refused",
      permanent: true,
      reason: expect.stringContaining(`${code}: `),
    });
    expect(outcome).toEqual(
      suppress === undefined
        ? expect.not.objectContaining({ suppress })
        : expect.objectContaining({ suppress }),
    );
  });

  it.each([
    [
      "429",
      { status: 429, body: twilioSays(20429), headers: { "retry-after": "30" } },
      { kind: "refused", permanent: false, retryAfterMs: 30_000, reason: "20429: Twilio's words" },
    ],
    [
      "503 in Twilio's words",
      { status: 503, body: twilioSays(20503) },
      { kind: "refused", permanent: false },
    ],
    ["503 of somebody between", { status: 503, body: "<html>" }, { kind: "unknown" }],
    ["500", { status: 500, body: twilioSays(20500) }, { kind: "unknown", reason: "20500: Twilio's words" }],
    ["502", { status: 502 }, { kind: "unknown", reason: "the provider answered 502" }],
    ["a redirect", { status: 307, headers: { location: "https://elsewhere.example" } }, { kind: "not-sent" }],
    [
      "garbage with 200",
      { status: 200, body: "<!doctype html>" },
      { kind: "unknown", reason: "the answer 200 is none of Twilio's" },
    ],
    ["201 without a sid", { status: 201, body: "{}" }, { kind: "unknown" }],
    [
      "400 without words",
      { status: 400, body: "null" },
      { kind: "refused", permanent: true, reason: "the provider answered 400" },
    ],
  ])("%s", async (_what, answer, outcome) => {
    twilio.behave({ kind: "answer", ...answer });
    expect(await channel().deliver(REQUEST, LIMITS)).toMatchObject(outcome);
  });

  it("a login or an account that is not right: known not to have left", async () => {
    for (const wrong of [{ token: "another" }, { account: "AC00000000000000000000000000000000" }]) {
      expect(await channel(wrong).deliver(REQUEST, LIMITS)).toEqual({
        kind: "not-sent",
        reason: "20003: Authenticate",
      });
    }
  });

  it("nobody listens, or the guard says no: known not to have left", async () => {
    expect(await channel({ url: "http://127.0.0.1:9" }).deliver(REQUEST, LIMITS)).toMatchObject({
      kind: "not-sent",
    });
  });

  it("it hangs, or hangs up after it has taken the message: unknown", async () => {
    for (const taken of [true, false]) {
      twilio.behave({ kind: "hang", taken });
      expect(await channel().deliver(REQUEST, { timeoutMs: 150 })).toEqual({
        kind: "unknown",
        reason: "no answer within 0.15 s",
      });
    }
    twilio.behave({ kind: "die after accept" });
    const before = twilio.taken.length;
    expect(await channel().deliver(REQUEST, LIMITS)).toMatchObject({ kind: "unknown" });
    expect(twilio.taken).toHaveLength(before + 1);
  });
});
