import { describe, expect, it } from "vitest";
import { isSignedByTwilio } from "../../../../runtime/src/doors/sms/twilio-signature.ts";

/** The vector of Twilio's own helper libraries. */
const TOKEN = "12345";
const URL_CALLED = "https://mycompany.com/myapp.php?foo=1&bar=2";
const SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
const FORM = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
};

const isSigned = (
  changes: { url?: string; form?: Record<string, string>; signature?: string; token?: string } = {},
) =>
  isSignedByTwilio(changes.token ?? TOKEN, {
    url: changes.url ?? URL_CALLED,
    form: new URLSearchParams(changes.form ?? FORM),
    signature: changes.signature ?? SIGNATURE,
  });

describe("isSignedByTwilio", () => {
  it("knows Twilio's signature, whichever order the form is in", () => {
    expect(isSigned()).toBe(true);
    expect(isSigned({ form: Object.fromEntries(Object.entries(FORM).toReversed()) })).toBe(true);
  });

  it("knows it with the port of an https address and without", () => {
    expect(isSigned({ url: URL_CALLED.replace("mycompany.com", "mycompany.com:443") })).toBe(true);
    expect(isSigned({ url: URL_CALLED.replace("mycompany.com", "mycompany.com:1234") })).toBe(true);
  });

  it.each([
    ["another token", { token: "54321" }],
    ["another value", { form: { ...FORM, Digits: "9999" } }],
    ["one more parameter", { form: { ...FORM, Body: "STOP" } }],
    ["another address", { url: "https://mycompany.com/myapp.php?foo=1&bar=3" }],
    ["no signature", { signature: "" }],
    ["a cut signature", { signature: SIGNATURE.slice(0, 12) }],
    ["no base64", { signature: "💥" }],
  ])("refuses %s", (_what, changes) => expect(isSigned(changes)).toBe(false));
});
