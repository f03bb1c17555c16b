import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startClient } from "./client.ts";
import { makeProject } from "./project.ts";
import { placeOf, SHOP } from "./shop.ts";

const uri = (shop: { uri: (file: string) => string }): string => shop.uri("welcome.journey");

it("says what it can, watches files where it may, and ends with code 0", async () => {
  const shop = makeProject(SHOP);
  const capabilities = {
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
    textDocument: { formatting: { dynamicRegistration: true } },
  };
  const editor = await startClient({ folders: [shop.folder], capabilities });
  expect(editor.initialized.capabilities).toMatchObject({ hoverProvider: true, definitionProvider: true });
  expect(editor.initialized.capabilities.documentFormattingProvider).toBeUndefined();
  expect(JSON.stringify(await editor.asked("client/registerCapability"))).toContain("**/*.{journey,hbs");
  expect(await editor.stop()).toBe(0);
  shop.remove();
});

it("answers a request that makes no sense with an error, logs it, and lives on", async () => {
  const shop = makeProject(SHOP);
  const editor = await startClient({ folders: [shop.folder] });
  const textDocument = { uri: uri(shop) };
  await expect(editor.request("textDocument/hover", { textDocument })).rejects.toThrow(
    "textDocument/hover failed",
  );
  expect(editor.log.join("\n")).toContain("textDocument/hover failed");
  await expect(editor.request("textDocument/definition", {})).rejects.toThrow(
    "textDocument/definition failed",
  );
  const position = placeOf(SHOP["welcome.journey"], "delay", 1);
  expect(await editor.request("textDocument/hover", { textDocument, position })).not.toBeNull();
  expect(await editor.stop()).toBe(0);
  shop.remove();
});

it("is started by `trajet lsp` too, which links each code to its page in the manual", async () => {
  const shop = makeProject(SHOP);
  const command = [process.execPath, path.resolve(import.meta.dirname, "../../cli/bin.ts"), "lsp", "--stdio"];
  const editor = await startClient({ folders: [shop.folder], command });
  editor.open(uri(shop), SHOP["welcome.journey"].replace("engaged", "engagd"));
  const [found] = await editor.diagnostics(uri(shop));
  const [page = "", anchor] = (found?.codeDescription?.href ?? "").split("#");
  expect(anchor).toMatch(/^tj2010-/);
  expect(existsSync(fileURLToPath(page))).toBe(true);
  expect(await editor.stop()).toBe(0);
  shop.remove();
});

it("survives texts that are no journeys at all", async () => {
  const shop = makeProject({ ...SHOP, "noise.journey": '\u0000{{{"""}}} if if contact. = \ud800' });
  const editor = await startClient({ folders: [shop.folder] });
  await editor.published(shop.uri("noise.journey"), (found) => found.length > 0);
  editor.open(uri(shop), SHOP["welcome.journey"].replace("engaged", "engagd"));
  expect(await editor.diagnostics(uri(shop))).toHaveLength(1);
  expect(editor.log).toEqual([]);
  expect(await editor.stop()).toBe(0);
  shop.remove();
});
