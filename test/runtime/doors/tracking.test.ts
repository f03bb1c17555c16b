import { afterEach, describe, expect, test } from "vitest";
import { createLinks } from "../../../runtime/src/doors/links.ts";
import { isMachine } from "../../../runtime/src/doors/machines.ts";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { openShop, type Shop, signer } from "./open-shop.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SENDING = "run-1/send:Welcome/1";
const links = createLinks("https://t.example/", signer).tracking(SENDING);
const pathOf = (url: string | null | undefined) => new URL(url ?? "").pathname;
const clickPath = (target: string, names: readonly string[] = []) => pathOf(links.clickUrl?.(target, names));

let shop: Shop;
afterEach(() => shop.app.close());

describe("opens", () => {
  test("the picture is fetched: an open by a person", async () => {
    shop = await openShop();
    const answer = await shop.app.inject({ url: pathOf(links.openUrl), headers: { "user-agent": BROWSER } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("image/gif");
    expect(answer.headers["cache-control"]).toContain("no-store");
    expect(answer.rawPayload.subarray(0, 6).toString()).toBe("GIF89a");
    expect(shop.gateway.written).toEqual([["open", { kind: "open", sending: SENDING, bot: false }]]);
  });

  test("a token that is forged, cut or of a link gets the picture, and notes nothing", async () => {
    shop = await openShop();
    const token = signer.signOpen(SENDING);
    const click = signer.signClick({ sending: SENDING, target: "https://a.example/", links: [] });
    const forged = createSigner("another secret of 16").signOpen(SENDING);
    for (const one of [token.slice(0, -1), `x${token}`, forged, click, "nonsense", `${token}.${token}`]) {
      expect(
        (await shop.app.inject({ url: `/t/o/${one}`, headers: { "user-agent": BROWSER } })).statusCode,
      ).toBe(200);
    }
    expect(shop.gateway.written).toEqual([]);
  });

  test("whoever opens a mail sees nothing of our troubles", async () => {
    shop = await openShop();
    Object.assign(shop.gateway, { putEngagement: () => Promise.reject(new Error("no database")) });
    const headers = { "user-agent": BROWSER };
    expect((await shop.app.inject({ url: pathOf(links.openUrl), headers })).statusCode).toBe(200);
    const click = await shop.app.inject({ url: clickPath("https://a.example/"), headers });
    expect([click.statusCode, click.headers.location]).toEqual([302, "https://a.example/"]);
  });
});

describe("clicks", () => {
  test("lead where the mail says, query and all, and are noted with the link's names", async () => {
    shop = await openShop();
    const target = "https://shop.example/a?b=c&d=é#e";
    const answer = await shop.app.inject({
      url: clickPath(target, ["shop"]),
      headers: { "user-agent": BROWSER },
    });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe(encodeURI(target));
    expect(answer.headers["referrer-policy"]).toBe("no-referrer");
    expect(shop.gateway.written).toEqual([
      ["click", { kind: "click", sending: SENDING, target, links: ["shop"], bot: false }],
    ]);
  });
});

test("many readers may come from one address, as by the proxy of their mailbox", async () => {
  shop = await openShop({ limits: { perMinute: 2 } });
  for (let n = 0; n < 5; n += 1) {
    const sending = `run-${n}/send:Welcome/1`;
    const answer = await shop.app.inject({
      url: `/t/o/${signer.signOpen(sending)}`,
      headers: { "user-agent": BROWSER },
    });
    expect(answer.statusCode).toBe(200);
  }
  expect(shop.gateway.written).toHaveLength(5);
});

describe("machines", () => {
  test.each([
    ["a HEAD request", "HEAD", { "user-agent": BROWSER }],
    ["no user agent", "GET", {}],
    ["Apple's privacy proxy", "GET", { "user-agent": "Mozilla/5.0" }],
    ["a scanner of mail gateways", "GET", { "user-agent": "Mozilla/5.0 (compatible; Barracuda Sentinel)" }],
    ["a crawler", "GET", { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" }],
    ["a messenger's preview", "GET", { "user-agent": "WhatsApp/2.23" }],
    ["a script", "GET", { "user-agent": "python-requests/2.32" }],
    ["a prefetch", "GET", { "user-agent": BROWSER, "sec-purpose": "prefetch;prerender" }],
  ])("%s", (_what, method, headers) => {
    expect(isMachine(method, headers)).toBe(true);
  });

  test.each([
    ["a browser", BROWSER],
    [
      "Gmail's proxy of pictures",
      "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    ],
    ["Yahoo's", "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html"],
    [
      "Thunderbird",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Thunderbird/128.0",
    ],
    ["Outlook", "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)"],
  ])("not %s", (_what, agent) => {
    expect(isMachine("GET", { "user-agent": agent })).toBe(false);
  });
});
