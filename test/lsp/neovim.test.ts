import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { manualSettings, oneFileShop, SERVER_COMMAND } from "./one-file-shop.ts";
import { placeOf } from "./shop.ts";

const PROBE = path.join(import.meta.dirname, "neovim-probe.lua");
/** Another Neovim than the one that is installed may be named. */
const NEOVIM = process.env.TRAJET_TEST_NEOVIM ?? "nvim";

const hasNeovim = (): boolean => spawnSync(NEOVIM, ["--version"], { stdio: "ignore" }).status === 0;

/** An `npx` that starts the server of the sources, and writes down when it starts and how it ends. */
const NPX = `#!/bin/sh
echo "started $*" >> "$LOG"
${(JSON.parse(SERVER_COMMAND) as string[]).map((word) => `'${word}'`).join(" ")}
echo "ended $?" >> "$LOG"
`;

// A second real client: 0.7 pulls nothing, registers nothing, watches nothing and knows no snippets.
it.runIf(hasNeovim())(
  "serves Neovim with the settings of the manual: problems, completion, hover, rename, code action, format, and an end of its own",
  () => {
    // One file: Neovim 0.7 does not tell of the other files that a rename changes until they are saved.
    const shop = oneFileShop({ "bin/npx": NPX, "settings.lua": manualSettings("lua") });
    const inShop = (file: string): string => path.join(shop.folder, file);
    chmodSync(inShop("bin/npx"), 0o755);
    const { line, character } = placeOf(shop.text, "send email Welcome", "send email ".length);
    const env = {
      ...process.env,
      PATH: `${inShop("bin")}${path.delimiter}${process.env.PATH}`,
      SETTINGS: inShop("settings.lua"),
      LOG: inShop("log"),
      FILE: shop.file,
      OTHER: inShop("emails/welcome.hbs"),
      AT: `${line}:${character}`,
      NEW_NAME: "Greeting",
      XDG_CACHE_HOME: inShop(".cache"),
      XDG_STATE_HOME: inShop(".state"),
    };
    const args = ["--headless", "--clean", "-i", "NONE", "-n", "-c", `luafile ${PROBE}`];
    // The probe prints its findings and says by its code whether it had them all. It runs outside the project: the file says where that is.
    const { stdout } = spawnSync(NEOVIM, args, { env, encoding: "utf8", timeout: 120_000, cwd: "/" });
    const found = JSON.parse(stdout);
    shop.remove();
    expect(found).toMatchObject({
      ok: true,
      filetype: "trajet",
      diagnostics_after: found.diagnostics.length,
    });
    expect(found.diagnostics).toContainEqual(
      expect.objectContaining({ code: "TJ2010", source: "trajet", severity: 1 }),
    );
    expect(found.completion).toContain("Reminder");
    expect(found.hover.contents.value).toContain("email Welcome for Newsletter");
    expect(found.renamed).toContain("  hello: send email Greeting");
    expect(found.fixed).toBe('Change it to "engaged"');
    expect(found.diagnostics_fixed).toBe(found.diagnostics.length - 1);
    expect(found.formatted).toContain('    tag "engaged"');
    // The template of the project is served as well, by the same process.
    expect(found).toMatchObject({ other_filetype: "handlebars", other_attached: true });
    expect(found.log).toEqual(["started trajet lsp --stdio", "ended 0"]);
  },
  150_000,
);
