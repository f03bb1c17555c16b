import { describe, expect, test } from "vitest";
import { HAS_BROWSER } from "./open-page.ts";
import { NOW } from "./served-shop.ts";
import { shopOfBlock } from "./shop-of-block.ts";

/** What would tell that it ran: a dialog, a member of the window, or something that the policy had to stop. */
const run = (where: string) => `globalThis.ran='${where}';alert('${where}')`;
const PAYLOADS = [
  (where: string) => `<script>${run(where)}</script>`,
  (where: string) => `"><img src=x onerror="${run(where)}">`,
  (where: string) => `<svg onload="${run(where)}">{{constructor}}`,
  (where: string) => `javascript:${run(where)}`,
];
const FIELDS = ["firstName", "lastName", "city", "country", "source", "phone"] as const;

describe.skipIf(!HAS_BROWSER)("what contacts write into their fields", () => {
  const open = shopOfBlock();

  test.each(PAYLOADS.map((payload, index) => [payload("x"), payload, index] as const))(
    "%s is text on every page",
    async (_, payload, index) => {
      const { gateway } = open.shop.world.store;
      const id = `${payload("id")}${index}`;
      const fields = Object.fromEntries(FIELDS.map((field) => [field, payload(field)]));
      const email = `${payload("email").replaceAll(" ", "/")}@example.com`;
      await gateway.putContact({ id, audience: "Newsletter", fields: { ...fields, email }, imported: false });
      await gateway.putOrder({
        id: payload("order"),
        contact: id,
        store: "Boutique",
        total: `${90_000 + index}.00`,
        currency: "EUR",
        placedAt: NOW - 1_000,
        status: "paid",
        items: [{ title: payload("item"), sku: payload("sku") }],
      });
      await gateway.keepLetter({
        kind: payload("kind"),
        body: { note: payload("body") },
        reason: payload("reason"),
      });
      await open.shop.pass(0);

      const { page, troubles } = open.opened;
      const pages = [
        ["contacts", payload("firstName")],
        [`contacts/${encodeURIComponent(id)}`, payload("city")],
        ["loyalty?over=all+time", email],
        ["operation", payload("reason")],
        ["journeys/WelcomeSeries", "Welcome series"],
      ] as const;
      for (const [path, shown] of pages) {
        await page.goto(`${open.shop.url}console/${path}`);
        await page.getByText(shown, { exact: false }).first().waitFor();
      }
      await page.goto(`${open.shop.url}console/contacts/${encodeURIComponent(id)}`);
      await page.getByText(payload("item")).first().waitFor();
      await page.getByRole("button", { name: "Message" }).click();
      await page.locator(".modal").getByLabel("Message", { exact: true }).selectOption("Welcome");
      await page.frameLocator("iframe").locator("body").filter({ hasText: /\S/ }).waitFor();
      expect(await page.evaluate("globalThis.ran")).toBeUndefined();
      expect(troubles).toEqual([]);
    },
  );

  test("a mail of the project is shown in a frame that can run nothing and reach nothing", async () => {
    const answer = await open.opened.page.request.get(
      `${open.shop.url}console/api/preview?contact=c-0001&message=Welcome`,
    );
    const policy = answer.headers()["content-security-policy"] ?? "";
    for (const rule of ["sandbox;", "default-src 'none'", "frame-ancestors 'self'"])
      expect(policy).toContain(rule);
    expect(policy).not.toContain("allow-scripts");
  });

  test("the page's own policy has nothing unsafe in it, nor has that of its files", async () => {
    const { request } = open.opened.page;
    const index = await request.get(`${open.shop.url}console/`);
    const [, script = ""] = /src="\/(console\/assets\/[^"]+\.js)"/.exec(await index.text()) ?? [];
    for (const answer of [index, await request.get(open.shop.url + script)]) {
      const { "content-security-policy": policy = "", ...headers } = answer.headers();
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    }
  });
});
