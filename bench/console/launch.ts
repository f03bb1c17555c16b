import type { Page } from "playwright-core";
import { openShop } from "../../test/console/browser/open-page.ts";

export interface OpenConsole {
  readonly page: Page;
  /** `http://127.0.0.1:41234/console/` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The example shop with its past, on PGlite, and a page of its console on which an operator is signed in. */
export async function launchConsole(): Promise<OpenConsole> {
  const { shop, opened, close } = await openShop();
  return { page: opened.page, url: `${shop.url}console/`, close };
}
