import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openShop } from "../open-shop.ts";

const TOKEN = "the account's auth token";
const PUBLIC = "https://journeys.shop.example/";
const SMS = { provider: "twilio", token: TOKEN, publicUrl: PUBLIC } as const;
const HOOK = "/hooks/sms/twilio";
const JOIN = {
  MessageSid: "SM1",
  AccountSid: "AC1",
  From: "+33611223344",
  To: "+15005550006",
  Body: "Join & win",
  NumMedia: "0",
};

const shop = await openShop({ sms: SMS });

/** As Twilio signs: by the address that it was told, and by the form. */
function signed(url: string, form: Record<string, string>, token = TOKEN): string {
  const written = Object.keys(form)
    .toSorted()
    .map((name) => name + form[name])
    .join("");
  return createHmac("sha1", token)
    .update(PUBLIC.replace(/\/$/, "") + url + written)
    .digest("base64");
}

const call = (form: Record<string, string>, { url = HOOK, signature = signed(url, form) } = {}) =>
  shop.app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
    payload: new URLSearchParams(form).toString(),
  });
const textsOf = () => shop.gateway.written.filter(([what]) => what === "text").map(([, input]) => input);
const reports = () => shop.gateway.written.filter(([what]) => what === "report").map(([, input]) => input);

describe("a text message to the project's number", () => {
  it("is taken in once, and answered with nothing to be said", async () => {
    const first = await call(JOIN);
    expect([first.statusCode, first.headers["content-type"]]).toEqual([200, "text/xml; charset=utf-8"]);
    expect(first.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect((await call(JOIN)).statusCode).toBe(200);
    expect(textsOf()).toEqual([{ id: "SM1", from: "+33611223344", to: "+15005550006", text: "Join & win" }]);
  });

  it("brings along what Twilio takes it for", async () => {
    await call({ ...JOIN, MessageSid: "SM2", Body: "ARRET", OptOutType: "STOP" });
    expect(textsOf().at(-1)).toMatchObject({ id: "SM2", text: "ARRET", optOut: "stop" });
  });

  it("of a number that nobody has is no fault of Twilio's", async () => {
    expect((await call({ ...JOIN, MessageSid: "SM3", From: "+4915112345678" })).statusCode).toBe(200);
  });
});

describe("a report on a message of ours", () => {
  const url = `${HOOK}?effect=run-1%2Fsend%3ANudge%2F1`;
  it.each([
    ["sent", {}, { status: "taken" }],
    ["delivered", {}, { status: "delivered" }],
    [
      "undelivered",
      { ErrorCode: "30005" },
      {
        status: "undelivered",
        failure: { reason: "undelivered: Twilio's error 30005", suppress: "cleaned" },
      },
    ],
    [
      "failed",
      { ErrorCode: "30007" },
      { status: "failed", failure: { reason: "failed: Twilio's error 30007" } },
    ],
    ["failed", {}, { status: "failed", failure: { reason: "failed" } }],
  ])("%s", async (MessageStatus, more, expected) => {
    const form = { MessageSid: "SM9", AccountSid: "AC1", MessageStatus, ...more };
    expect((await call(form, { url })).statusCode).toBe(200);
    if ("ErrorCode" in more || MessageStatus !== "failed") {
      expect(reports().at(-1)).toEqual({ effect: "run-1/send:Nudge/1", providerRef: "SM9", ...expected });
    }
  });

  it("without a message's name, or of a status that says nothing, changes nothing", async () => {
    const before = reports().length;
    await call({ MessageSid: "SM9", MessageStatus: "delivered" });
    await call({ MessageSid: "SM9", MessageStatus: "canceled" }, { url });
    await call({ MessageStatus: "delivered" }, { url });
    expect(reports()).toHaveLength(before);
  });
});

describe("what is refused", () => {
  it.each([
    ["no signature", ""],
    ["one of another token", signed(HOOK, JOIN, "another")],
    ["one of another form", signed(HOOK, { ...JOIN, Body: "STOP" })],
    ["one of another address", signed(`${HOOK}?effect=x`, JOIN)],
  ])("%s", async (_what, signature) => {
    const before = shop.gateway.written.length;
    const answer = await call({ ...JOIN, MessageSid: "SM-forged" }, { signature });
    expect(answer.statusCode).toBe(403);
    expect(shop.gateway.written).toHaveLength(before);
  });

  it("another provider, and a project without an account", async () => {
    expect((await call(JOIN, { url: "/hooks/sms/other" })).statusCode).toBe(404);
    const bare = await openShop();
    expect((await bare.app.inject({ method: "POST", url: HOOK })).statusCode).toBe(404);
  });

  it("another form than Twilio's, and one that is too long", async () => {
    const json = await shop.app.inject({ method: "POST", url: HOOK, payload: JOIN });
    expect(json.statusCode).toBe(415);
    expect((await call({ ...JOIN, Body: "x".repeat(70_000) })).statusCode).toBe(413);
  });
});

describe("POST /v1/texts", () => {
  it("takes a text in by a key, whatever provider brought it", async () => {
    const text = { id: "T1", from: "+33 6 11 22 33 44", text: "STOP" };
    const first = await shop.post("/v1/texts", text);
    expect([first.statusCode, first.json()]).toEqual([200, { result: "written", contacts: 1 }]);
    expect((await shop.post("/v1/texts", text)).json()).toEqual({ result: "unchanged", contacts: 1 });
    expect(textsOf().at(-1)).toEqual({ id: "T1", from: "+33611223344", to: "", text: "STOP" });
  });

  it.each([
    [
      "a number that nobody has",
      { id: "T2", from: "+4915112345678", text: "STOP" },
      422,
      "No contact has the number",
    ],
    ["what is no number", { id: "T3", from: "me", text: "STOP" }, 422, "is not a phone number"],
    ["no text", { id: "T4", from: "+33611223344" }, 400, "text"],
  ])("refuses %s with a letter", async (_what, payload, status, words) => {
    const answer = await shop.post("/v1/texts", payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.json().detail).toContain(words);
  });
});
