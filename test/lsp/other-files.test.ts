import { afterEach, describe, expect, it } from "vitest";
import { type CodeLens, FileChangeType } from "vscode-languageserver";
import { type Client, type ClientOptions, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { SHOP } from "./shop.ts";

const JOURNEY = "welcome.journey";
const text = SHOP[JOURNEY];
const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});

async function opened(capabilities: ClientOptions["capabilities"] = {}): Promise<[TestProject, Client]> {
  const shop = makeProject(SHOP);
  ended.push(shop.remove);
  const editor = await startClient({ folders: [shop.folder], capabilities });
  ended.push(editor.stop);
  return [shop, editor];
}

describe("what is shown at a text and follows from another file", () => {
  const refreshed = { refreshSupport: true };
  const capabilities = {
    workspace: { codeLens: refreshed, inlayHint: refreshed, semanticTokens: refreshed },
  };
  const another = `journey Second for Newsletter {
  start when contact signs up
  send email Welcome
}
`;
  const references = async (shop: TestProject, editor: Client): Promise<string[]> => {
    const textDocument = { uri: shop.uri("shop.journey") };
    const line = SHOP["shop.journey"].split("\n").findIndex((each) => each.startsWith("email Welcome"));
    const lenses: CodeLens[] = await editor.request("textDocument/codeLens", { textDocument });
    return lenses.flatMap(({ range, command }) => (range.start.line === line ? [command?.title ?? ""] : []));
  };
  const tell = (shop: TestProject, editor: Client): void =>
    editor.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: shop.uri("second.journey"), type: FileChangeType.Created }],
    });
  const save = (shop: TestProject, editor: Client): void =>
    editor.notify("textDocument/didSave", { textDocument: { uri: shop.uri("shop.journey") } });

  it.each([
    ["a change on disk", tell],
    ["saving, in an editor that does not watch", save],
  ])("is asked for again, lenses, hints and colours, after %s", async (_, say) => {
    const [shop, editor] = await opened(capabilities);
    editor.open(shop.uri("shop.journey"), SHOP["shop.journey"]);
    expect(await references(shop, editor)).toEqual(["1 reference"]);
    shop.write("second.journey", another);
    say(shop, editor);
    await editor.asked("workspace/codeLens/refresh");
    await editor.asked("workspace/inlayHint/refresh");
    await editor.asked("workspace/semanticTokens/refresh");
    expect(await references(shop, editor)).toEqual(["2 references"]);
  });
});

describe("a file whose address the editor writes in another way", () => {
  it("is told of under one of both, and under the disk's again when it is closed", async () => {
    const shop = makeProject({
      ...SHOP,
      "wel(come).journey": text.replace("engaged", "engagd"),
      [JOURNEY]: "",
    });
    ended.push(shop.remove);
    const editor = await startClient({ folders: [shop.folder] });
    ended.push(editor.stop);
    const onDisk = shop.uri("wel(come).journey");
    const opened = onDisk.replace("(", "%28").replace(")", "%29");
    await editor.published(onDisk, (found) => found.length === 1);
    editor.open(opened, text);
    await editor.published(onDisk, (found) => found.length === 0);
    expect(await editor.diagnostics(opened)).toEqual([]);
    editor.close(opened);
    await editor.published(onDisk, (found) => found.length === 1);
  });
});

describe("the settings of a project", () => {
  const open = async () => {
    const [shop, editor] = await opened();
    editor.open(shop.uri("trajet.json"), SHOP["trajet.json"], "json");
    editor.open(shop.uri(JOURNEY), text);
    expect(await editor.diagnostics(shop.uri(JOURNEY))).toEqual([]);
    return { shop, editor };
  };

  it("hold in all its files as they are typed, before they are saved", async () => {
    const { shop, editor } = await open();
    const limited = '{ "name": "shop", "limits": { "steps": 1 } }';
    editor.replace(shop.uri("trajet.json"), limited);
    await editor.published(shop.uri(JOURNEY), (found) => found.length > 0);
    editor.replace(shop.uri("trajet.json"), SHOP["trajet.json"]);
    await editor.published(shop.uri(JOURNEY), (found) => found.length === 0);
  });

  it("hold while trajet.json is open, although it is gone from the disk, and not when it is closed", async () => {
    const { shop, editor } = await open();
    shop.delete("trajet.json");
    editor.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: shop.uri("trajet.json"), type: FileChangeType.Deleted }],
    });
    editor.replace(shop.uri(JOURNEY), `${text}// more\n`);
    expect(await editor.diagnostics(shop.uri(JOURNEY))).toEqual([]);
    editor.close(shop.uri("trajet.json"));
    await editor.published(shop.uri(JOURNEY), (found) => found.some(({ code }) => code === "TJ2002"));
  });
});
