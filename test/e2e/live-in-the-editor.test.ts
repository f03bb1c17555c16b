import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import type { CodeLens, Hover } from "vscode-languageserver";
import { startClient } from "../lsp/client.ts";
import { copyShop, startDev } from "./dev-process.ts";

/** How long a start may take, however busy the machine is. */
const UNDER_WAY_MS = 120_000;

/** What a user sees who runs `trajet dev` beside the editor. */
test("a language server shows how many are in the journeys and segments of the dev beside it", async () => {
  const shop = await copyShop({ resend: false });
  const dev = startDev(shop.folder, ["--speed", "1 day = 1 second"]);
  const editor = await startClient({
    folders: [shop.folder],
    capabilities: { workspace: { codeLens: { refreshSupport: true } } },
  });
  try {
    const open = async (file: string) => {
      const text = await readFile(join(shop.folder, file), "utf8");
      const { href: uri } = pathToFileURL(join(shop.folder, file));
      editor.open(uri, text);
      return { text, textDocument: { uri } };
    };
    const { textDocument } = await open("journeys/welcome-series.journey");
    await vi.waitFor(async () => {
      const lenses = await editor.request<CodeLens[]>("textDocument/codeLens", { textDocument });
      const titles = lenses.map(({ command }) => command?.title);
      expect(titles, dev.output()).toContainEqual(
        expect.stringMatching(/^active: \d+ inside, [1-9]\d* entered/),
      );
    }, UNDER_WAY_MS);
    const people = await open("people.journey");
    const line = people.text.split("\n").findIndex((each) => each.startsWith("segment Regulars"));
    const position = { line, character: "segment ".length };
    await vi.waitFor(async () => {
      const hover = await editor.request<Hover>("textDocument/hover", { ...people, position });
      expect((hover.contents as { readonly value: string }).value).toMatch(
        /\n\n\d+ of (the )?[1-9]\d* contacts (that were asked )?(is|are) in it now/,
      );
    }, UNDER_WAY_MS);
  } finally {
    await editor.stop();
    dev.kill("SIGINT");
    await dev.ended;
    await shop.remove();
  }
}, 300_000);
