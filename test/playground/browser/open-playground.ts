import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { servePlayground } from "../../../playground/build/serve.ts";
import { preparePlayground } from "../../../scripts/setup/playground.mjs";
import { type OpenPage, openBrowser, openPage } from "../../console/browser/open-page.ts";
import { ROOT } from "../../console/browser/served-shop.ts";

/** The page is at home below any path: so it is served below one. */
const BASE = "/some/where/";

export interface Playground {
  readonly url: string;
  readonly browser: Browser;
  /** Opens the page, also by a link, and waits until the server knows the project. */
  readonly open: (options?: Parameters<typeof openPage>[2] & { readonly hash?: string }) => Promise<OpenPage>;
  /** A page that is not opened yet. */
  readonly fresh: () => Promise<OpenPage>;
  readonly close: () => Promise<void>;
}

export async function openPlayground(): Promise<Playground> {
  await preparePlayground(ROOT, process.execPath);
  const [served, browser] = await Promise.all([servePlayground({ port: 0, base: BASE }), openBrowser()]);
  return {
    url: served.url,
    browser,
    async open({ hash = "", ...options } = {}) {
      const opened = await openPage(browser, served.url, { ...options, pictures: "playground" });
      await opened.page.goto(`${served.url}${hash}`);
      await mapOf(opened.page).locator("svg").waitFor();
      return opened;
    },
    fresh: () => openPage(browser, served.url),
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

export const mapOf = (page: Page): FrameLocator => page.frameLocator("#map-frame");
export const lineOf = (page: Page, text: string): Locator =>
  page.locator(".view-line", { hasText: new RegExp(text.replaceAll(" ", "\\s")) }).first();
export const problemsOf = (page: Page): Locator => page.locator("#problems");

/** Puts the cursor at the end of a line. */
export async function endOf(page: Page, text: string): Promise<void> {
  await lineOf(page, text).click();
  await page.keyboard.press("End");
}
