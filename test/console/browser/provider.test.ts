import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttp } from "../../../runtime/src/outgoing/http.ts";
import { asked, startProvider } from "../local-provider.mjs";
import { HAS_BROWSER, type OpenShop, openPage, openShop } from "./open-page.ts";

const GROUPS = { olga: ["crm"], rita: ["marketing"], nemo: ["sales"] };

describe.skipIf(!HAS_BROWSER)("signing in at a provider of identities, in a browser", () => {
  let open: OpenShop;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    // By another name than the console's: for the browser it is another site.
    provider = await startProvider(() => `${open.shop.url}console/api/oidc/callback`, GROUPS, "localhost");
    open = await openShop({
      provider: {
        ...asked(provider.issuer),
        http: createHttp({ allow: ["localhost", "127.0.0.1", "::1"] }),
      },
    });
  });
  afterAll(async () => {
    await open?.close();
    await provider?.close();
  });

  /** A browser of somebody's own, led by the button. */
  async function signInAs(person: string) {
    provider.become(person);
    const own = await openPage(open.browser, open.shop.url);
    await own.page.goto(`${open.shop.url}console/`);
    await own.picture("login");
    expect(await own.serious()).toEqual([]);
    await own.page.getByRole("link", { name: "Sign in with Example" }).click();
    return own;
  }

  test.each([
    ["olga", 1],
    ["rita", 0],
  ])("%s is let in by the button, and may what the groups say", async (person, buttons) => {
    const { page, troubles } = await signInAs(person);
    await page.getByRole("heading", { level: 1, name: "Journeys" }).waitFor();
    await page.getByText(`Signed in as ${person}@example.com`).waitFor();
    await page.getByRole("link", { name: "Welcome series" }).click();
    await page.locator(".map .node").first().waitFor();
    expect(await page.getByRole("button", { name: "Pause Welcome series" }).count()).toBe(buttons);
    await page.reload();
    await page.getByText(`Signed in as ${person}@example.com`).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("API key").waitFor();
    await page.getByRole("link", { name: "Sign in with Example" }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("whoever is in no group reads why, and is not let in", async () => {
    const { page } = await signInAs("nemo");
    await page.getByText(/group/).first().waitFor();
    await page.goto(`${open.shop.url}console/`);
    await page.getByLabel("API key").waitFor();
    await page.context().close();
  });
});
