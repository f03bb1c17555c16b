import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { copyShop, startDev } from "./dev-process.ts";

// Of a process that is told to end only its end says that nothing was left running in it.
test.each(["Importing data/contacts.csv", "Starting the worker"])(
  "a dev that is stopped at “%s” ends, and leaves nothing that says it runs",
  async (moment) => {
    const shop = await copyShop({ resend: false });
    const dev = startDev(shop.folder, []);
    try {
      await vi.waitFor(() => expect(dev.output()).toContain(moment), 120_000);
      dev.kill("SIGINT");
      expect(await dev.ended, dev.output()).toBe(0);
      expect(dev.output()).toMatch(/Stopped/);
      expect(existsSync(join(shop.folder, ".trajet/session.json"))).toBe(false);
    } finally {
      dev.kill("SIGKILL");
      await shop.remove();
    }
  },
  240_000,
);
