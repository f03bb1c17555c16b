import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { oneFileShop, SERVER_COMMAND } from "./one-file-shop.ts";
import { placeOf } from "./shop.ts";

const PROBE = path.join(import.meta.dirname, "neovim-probe.lua");

const hasNeovim = (): boolean => spawnSync("nvim", ["--version"], { stdio: "ignore" }).status === 0;

// A second real client: it pulls nothing, registers nothing, watches nothing and knows no snippets.
it.runIf(hasNeovim())(
  "serves Neovim: problems, completion, hover, rename, code action, format, and an end of its own",
  () => {
    // One file: Neovim 0.7 does not tell of the other files that a rename changes until they are saved.
    const shop = oneFileShop();
    const { line, character } = placeOf(shop.text, "send email Welcome", "send email ".length);
    const env = {
      ...process.env,
      SERVER: SERVER_COMMAND,
      FILE: shop.file,
      LANG_ID: "trajet",
      AT: `${line}:${character}`,
      NEW_NAME: "Greeting",
      XDG_CACHE_HOME: path.join(shop.folder, ".cache"),
    };
    const args = ["--headless", "--clean", "-i", "NONE", "-n", "-c", `luafile ${PROBE}`];
    // The probe prints its findings and says by its code whether it had them all.
    const { stdout } = spawnSync("nvim", args, { env, encoding: "utf8", timeout: 60_000 });
    const found = JSON.parse(stdout);
    shop.remove();
    expect(found).toMatchObject({ ok: true, clean_exit: true, diagnostics_after: found.diagnostics.length });
    expect(found.diagnostics).toContainEqual(
      expect.objectContaining({ code: "TJ2010", source: "trajet", severity: 1 }),
    );
    expect(found.completion).toContain("Reminder");
    expect(found.hover.contents.value).toContain("email Welcome for Newsletter");
    expect(found.renamed).toContain("  hello: send email Greeting");
    expect(found.fixed).toBe('Change it to "engaged"');
    expect(found.diagnostics_fixed).toBe(found.diagnostics.length - 1);
    expect(found.formatted).toContain('    tag "engaged"');
  },
);
