import { describe, expect, test } from "vitest";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { openShop, signer } from "./open-shop.ts";

const LINK = { contact: "c-1", channel: "email", run: "r-1", step: "send:Welcome" };

describe("a token", () => {
  test.each([LINK, { contact: "ü", channel: "sms" }])("gives back what was signed: %j", (link) => {
    expect(signer.verify(signer.sign(link))).toEqual(link);
  });

  test("can stand in an address as it is", () => {
    expect(signer.sign(LINK)).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  test("of another secret, cut, or changed anywhere, is none", () => {
    const token = signer.sign(LINK);
    expect(createSigner("another secret of 16 bytes").verify(token)).toBeUndefined();
    for (let at = 0; at < token.length; at += 1) {
      expect(signer.verify(token.slice(0, at))).toBeUndefined();
      const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      // The last letter of base64url holds bits that mean nothing.
      if (at !== token.length - 1) expect(signer.verify(changed)).toBeUndefined();
    }
    expect(signer.verify(`${token}.x`)).toBeUndefined();
    expect(signer.verify("")).toBeUndefined();
  });

  test("a secret that can be guessed is refused", () => {
    expect(() => createSigner("short")).toThrow("16 bytes");
  });
});

describe("/u/{token}", () => {
  const url = `/u/${signer.sign(LINK)}`;

  test("asks with one button, and changes nothing however often it is fetched", async () => {
    const { app, gateway } = await openShop();
    for (const method of ["GET", "HEAD"] as const) await app.inject({ method, url });
    const page = await app.inject(url);
    expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.body.match(/<button/g)).toHaveLength(1);
    expect(page.body).toMatch(/<html lang="en">[\s\S]*<title>Unsubscribe<[\s\S]*<form method="post">/);
    expect(page.headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(gateway.consents.size).toBe(0);
  });

  test.each([
    ["the page's form", "application/x-www-form-urlencoded", ""],
    ["one click (RFC 8058)", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
    [
      "one click as multipart",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--',
    ],
    ["a JSON that is none", "application/json", "{"],
  ])("%s unsubscribes, once, without a key", async (_, type, payload) => {
    const { app, gateway } = await openShop();
    const post = () => app.inject({ method: "POST", url, payload, headers: { "content-type": type } });
    const page = await post();
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining("You are unsubscribed")]);
    expect((await post()).statusCode).toBe(200);
    expect([...gateway.consents]).toEqual([["c-1 email", "unsubscribed"]]);
    expect(gateway.written).toHaveLength(1);
  });

  test("works again for someone who came back in between", async () => {
    const { app, gateway } = await openShop();
    await app.inject({ method: "POST", url });
    await gateway.setConsent("c-1", "email", "subscribed", "back");
    await app.inject({ method: "POST", url });
    expect(gateway.consents.get("c-1 email")).toBe("unsubscribed");
    const [first, , second] = gateway.written.map(([, id]) => id);
    expect(first).not.toBe(second);
  });

  test("a broken link says so, and changes nothing", async () => {
    const { app, gateway } = await openShop();
    for (const method of ["GET", "POST"] as const) {
      const page = await app.inject({ method, url: url.slice(0, -3) });
      expect([page.statusCode, page.body]).toEqual([404, expect.stringContaining("This link does not work")]);
    }
    expect(gateway.consents.size).toBe(0);
  });
});
