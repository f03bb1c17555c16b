import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATOR } from "../open-console.ts";
import { HAS_BROWSER, type OpenPage, openPage } from "./open-page.ts";
import { shopOfBlock } from "./shop-of-block.ts";

/** Every page, and what tells that it is there. */
const VIEWS = [
  ["journeys", "tbody tr"],
  ["journeys/WelcomeSeries", ".map .node"],
  ["contacts", "tbody tr"],
  ["contacts/c-0001", ".profile dd"],
  ["loyalty?over=all+time", ".sparkline"],
  ["gallery", ".card"],
  ["gallery?show=win-back", ".modal .map .node"],
  ["operation", ".checks li"],
  ["audit", "tbody tr"],
] as const;

/** Dialogs, by the page and the button that open each. */
const DIALOGS = [
  ["journeys/WelcomeSeries", "Pause Welcome series"],
  ["journeys/WinBack", "Resume Win back"],
  ["journeys/WinBack", "Archive Win back"],
  ["contacts/c-0001", "Message"],
  ["contacts/c-0001", "Start a journey"],
  ["contacts/c-0001", "Erase"],
  ["loyalty?over=all+time", /^Message all/],
] as const;

const WAYS = [
  ["light", 1360],
  ["dark", 1360],
  ["light", 390],
  ["dark", 390],
] as const;

describe.skipIf(!HAS_BROWSER)("every view of the console", () => {
  const open = shopOfBlock();
  beforeAll(() => open.shop.world.store.gateway.setStatus("WinBack", "paused"));

  describe.each(WAYS)("%s, %d wide", (colorScheme, width) => {
    let own: OpenPage;
    beforeAll(async () => {
      own = await openPage(open.browser, open.shop.url, { colorScheme, width });
      await own.signIn(OPERATOR);
    });
    afterAll(() => own?.page.context().close());

    const go = (path: string) => own.page.goto(`${open.shop.url}console/${path}`);
    const look = async (name: string) => {
      await own.picture(`${name.replaceAll(/\W+/g, "-")}-${colorScheme}-${width}`);
      expect(await own.serious()).toEqual([]);
      expect(await own.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(own.troubles).toEqual([]);
    };

    test.each(VIEWS)("%s has nothing that axe finds serious, and fits", async (path, there) => {
      await go(path);
      await own.page.locator(there).first().waitFor();
      await look(path);
    });

    test.each(DIALOGS)(
      "the dialog of %s, %s, has nothing that axe finds serious, and fits",
      async (path, button) => {
        await go(path);
        await own.page
          .getByRole("button", { name: button, exact: typeof button === "string" })
          .first()
          .click();
        await own.page.locator(".modal h2, .modal-title").first().waitFor();
        await look(`dialog ${path} ${button}`);
      },
    );
  });
});
