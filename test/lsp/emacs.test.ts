import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { manualSettings, oneFileShop, SERVER_COMMAND } from "./one-file-shop.ts";

const PROBE = path.join(import.meta.dirname, "emacs-probe.el");

/** Emacs with eglot: in it since 29, Debian's elpa-eglot before. */
const hasEglot = (): boolean =>
  spawnSync("emacs", ["-q", "--batch", "--eval", "(require 'eglot)"], { stdio: "ignore" }).status === 0;

it.runIf(hasEglot())(
  "serves Emacs with the settings of the manual",
  () => {
    const shop = oneFileShop({ "settings.el": manualSettings("lisp") });
    const env = {
      ...process.env,
      HOME: shop.folder,
      SETTINGS: path.join(shop.folder, "settings.el"),
      SERVER: SERVER_COMMAND,
      FILE: shop.file,
    };
    const { stdout, stderr } = spawnSync("emacs", ["-q", "--batch", "-l", PROBE], {
      env,
      encoding: "utf8",
      timeout: 120_000,
    });
    shop.remove();
    expect(stdout, stderr).not.toBe("");
    const found = JSON.parse(stdout);
    expect(found.mode).toBe("trajet-mode");
    expect(found.diagnostics).toContainEqual(
      'trajet [TJ2010]: There is no tag "engagd" in audience Newsletter. Did you mean "engaged"?',
    );
    expect(found.hover).toContain("email Welcome for Newsletter");
    expect(found.completion).toContain("Reminder");
    expect(found.renamed).toBe("  hello: send email Greeting\n");
    expect(found.formatted).toContain("email Greeting for Newsletter {");
    expect(found.formatted).toContain('    tag "engagd"');
  },
  150_000,
);
