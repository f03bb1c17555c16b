import { afterAll, beforeAll } from "vitest";
import { type OpenShop, openShop } from "./open-page.ts";

/** The example shop and a page of its console, open for as long as the tests run of the block that asks for them. */
export function shopOfBlock(): Pick<OpenShop, "shop" | "browser" | "opened"> {
  let open: OpenShop | undefined;
  beforeAll(async () => {
    open = await openShop();
  });
  afterAll(() => open?.close());
  const now = (): OpenShop => {
    if (open === undefined) throw new Error("The shop is open inside of tests alone.");
    return open;
  };
  return {
    get shop() {
      return now().shop;
    },
    get browser() {
      return now().browser;
    },
    get opened() {
      return now().opened;
    },
  };
}
