import { afterEach, describe, expect, it } from "vitest";
import { type Client, type ClientOptions, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { SHOP } from "./shop.ts";

const JOURNEY = "welcome.journey";
const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});

/** A shop with one mistake, which is told whether or not a file is open. */
function brokenShop(): TestProject {
  const made = makeProject({ ...SHOP, [JOURNEY]: SHOP[JOURNEY].replace("engaged", "engagd") });
  ended.push(made.remove);
  return made;
}

async function started(options: ClientOptions): Promise<Client> {
  const editor = await startClient(options);
  ended.push(editor.stop);
  return editor;
}

const uriOf = (shop: TestProject): string => shop.uri("");

describe("the folders of an editor", () => {
  it("come and go while it runs: what was told of one that is gone is taken back", async () => {
    const [one, other] = [brokenShop(), brokenShop()];
    const editor = await started({
      folders: [one.folder],
      capabilities: { workspace: { workspaceFolders: true } },
    });
    expect(editor.initialized.capabilities.workspace?.workspaceFolders?.supported).toBe(true);
    await editor.published(one.uri(JOURNEY), (found) => found.length === 1);
    const change = (added: readonly TestProject[], removed: readonly TestProject[]): void =>
      editor.notify("workspace/didChangeWorkspaceFolders", {
        event: {
          added: added.map((shop) => ({ uri: uriOf(shop), name: "shop" })),
          removed: removed.map((shop) => ({ uri: uriOf(shop), name: "shop" })),
        },
      });
    change([other], []);
    await editor.published(other.uri(JOURNEY), (found) => found.length === 1);
    change([], [one]);
    await editor.published(one.uri(JOURNEY), (found) => found.length === 0);
    expect(editor.log).toEqual([]);
  });

  it.each<[string, (shop: TestProject) => ClientOptions["root"]]>([
    ["a URI", (shop) => ({ rootUri: uriOf(shop) })],
    ["a path", ({ folder }) => ({ rootPath: folder })],
  ])("are one in an editor that knows only one, by %s", async (_, rootOf) => {
    const shop = brokenShop();
    const root = rootOf(shop);
    const editor = await started({ folders: [], ...(root !== undefined && { root }) });
    await editor.published(shop.uri(JOURNEY), (found) => found.length === 1);
  });
});
