import { afterEach, describe, expect, it } from "vitest";
import { DiagnosticTag, FileChangeType } from "vscode-languageserver";
import { type Client, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { placeOf, SHOP, textIn } from "./shop.ts";

const JOURNEY = "welcome.journey";
const text = SHOP[JOURNEY];
const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});

function project(files: Readonly<Record<string, string>> = SHOP): TestProject {
  const made = makeProject(files);
  ended.push(made.remove);
  return made;
}

async function client(folders: readonly string[], capabilities = {}): Promise<Client> {
  const started = await startClient({ folders, capabilities });
  ended.push(started.stop);
  return started;
}

const codes = (found: readonly { readonly code?: unknown }[]): unknown[] => found.map(({ code }) => code);

describe("diagnostics as one types", () => {
  it("says nothing of a project that is well, and names a misspelt tag when it is typed", async () => {
    const shop = project();
    const editor = await client([shop.folder]);
    editor.open(shop.uri(JOURNEY), text);
    expect(await editor.diagnostics(shop.uri(JOURNEY))).toEqual([]);
    const start = placeOf(text, '"engaged"');
    editor.edit(shop.uri(JOURNEY), start, placeOf(text, '"engaged"', 9), '"engagd"');
    const [found, ...others] = await editor.diagnostics(shop.uri(JOURNEY));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: "TJ2010", severity: 1, source: "trajet", range: { start } });
    expect(found?.message).toContain('"engaged"');
  });

  it("say where else to look, and fade what is never reached", async () => {
    const shop = project();
    const editor = await client([shop.folder]);
    const twice = "email Welcome for Newsletter {\n}\n";
    editor.open(shop.uri("twice.journey"), twice);
    const [found] = (await editor.diagnostics(shop.uri("twice.journey"))).filter(
      ({ relatedInformation }) => relatedInformation !== undefined,
    );
    expect(found?.relatedInformation).toEqual([
      {
        location: { uri: shop.uri("shop.journey"), range: expect.anything() },
        message: expect.stringMatching(/\w+ \w+/),
      },
    ]);
    const [place] = found?.relatedInformation ?? [];
    expect(place && textIn(SHOP["shop.journey"], place.location.range)).toContain("Welcome");
    editor.open(shop.uri(JOURNEY), text.replace("  delay 1 day", "  exit\n  delay 1 day"));
    const faded = (await editor.diagnostics(shop.uri(JOURNEY))).find(({ code }) => code === "TJ4020");
    expect(faded?.tags).toEqual([DiagnosticTag.Unnecessary]);
  });

  it("counts columns in UTF-16 units, and takes Windows' line ends", async () => {
    const shop = project();
    const editor = await client([shop.folder]);
    const typed = text
      .replace('title "Welcome"', 'title "😀 Hé"')
      .replace('"engaged"', '"engagd"')
      .replaceAll("\n", "\r\n");
    const emoji = typed.replace('objective "onboarding"', 'objective "onbording"');
    editor.open(shop.uri(JOURNEY), emoji);
    const found = await editor.diagnostics(shop.uri(JOURNEY));
    const places = found.map(({ range }) => textIn(emoji, range));
    expect(places.toSorted()).toEqual(['"engagd"', '"onbording"']);
  });

  it("reports what a change of one file does to another that is not open", async () => {
    const shop = project();
    const editor = await client([shop.folder]);
    editor.open(shop.uri("shop.journey"), SHOP["shop.journey"]);
    await editor.diagnostics(shop.uri("shop.journey"));
    editor.replace(shop.uri("shop.journey"), SHOP["shop.journey"].replace(', "engaged"', ""));
    await editor.published(shop.uri(JOURNEY), (found) => codes(found).includes("TJ2010"));
    editor.replace(shop.uri("shop.journey"), SHOP["shop.journey"]);
    await editor.published(shop.uri(JOURNEY), (found) => found.length === 0);
  });

  it("checks the templates of messages where they stand, open or not", async () => {
    const template = "emails/welcome.hbs";
    const shop = project({ ...SHOP, [template]: SHOP[template].replace("contact.city", "contact.citty") });
    const editor = await client([shop.folder]);
    await editor.published(shop.uri(template), (found) => codes(found).includes("TJ5002"));
    editor.open(shop.uri(template), SHOP[template], "handlebars");
    expect(await editor.diagnostics(shop.uri(template))).toEqual([]);
    editor.close(shop.uri(template));
    await editor.published(shop.uri(template), (found) => codes(found).includes("TJ5002"));
  });

  it("reads files again that changed on disk, and takes back what it said of one that is gone", async () => {
    const shop = project({ ...SHOP, [JOURNEY]: text.replace("engaged", "engagd") });
    const editor = await client([shop.folder]);
    const uri = shop.uri(JOURNEY);
    await editor.published(uri, (found) => found.length === 1);
    shop.delete(JOURNEY);
    editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: FileChangeType.Deleted }] });
    await editor.published(uri, (found) => found.length === 0);
    shop.write(JOURNEY, text.replace("Newsletter", "Newslettr"));
    editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: FileChangeType.Created }] });
    await editor.published(uri, (found) => codes(found).includes("TJ2002"));
  });

  it("checks a file outside any project by itself", async () => {
    const folder = project({ "notes/draft.journey": SHOP["shop.journey"], "notes/welcome.journey": text });
    const editor = await client([folder.folder]);
    editor.open(folder.uri("notes/welcome.journey"), text);
    expect(codes(await editor.diagnostics(folder.uri("notes/welcome.journey")))).toContain("TJ2002");
    editor.open("untitled:Untitled-1", text);
    expect(codes(await editor.diagnostics("untitled:Untitled-1"))).toContain("TJ2002");
  });

  it("keeps the projects of several folders apart, and one inside another", async () => {
    const one = project({ ...SHOP, "inner/trajet.json": '{ "name": "inner" }', "inner/a.journey": text });
    const other = project({ "trajet.json": '{ "name": "other" }', "a.journey": text });
    const editor = await client([one.folder, other.folder]);
    await editor.published(one.uri("inner/a.journey"), (found) => codes(found).includes("TJ2002"));
    await editor.published(other.uri("a.journey"), (found) => codes(found).includes("TJ2002"));
    editor.open(one.uri(JOURNEY), text);
    expect(await editor.diagnostics(one.uri(JOURNEY))).toEqual([]);
  });

  it("joins a project when its trajet.json comes to be", async () => {
    const { "trajet.json": config, ...rest } = SHOP;
    const shop = project(rest);
    const editor = await client([shop.folder]);
    editor.open(shop.uri(JOURNEY), text);
    expect(codes(await editor.diagnostics(shop.uri(JOURNEY)))).toContain("TJ2002");
    shop.write("trajet.json", config);
    const changes = [{ uri: shop.uri("trajet.json"), type: FileChangeType.Created }];
    editor.notify("workspace/didChangeWatchedFiles", { changes });
    await editor.published(shop.uri(JOURNEY), (found) => found.length === 0);
  });

  it("reads everything again when a file is saved, for an editor that does not watch", async () => {
    const { "trajet.json": config, ...rest } = SHOP;
    const shop = project(rest);
    const editor = await client([shop.folder]);
    editor.open(shop.uri(JOURNEY), text);
    expect(codes(await editor.diagnostics(shop.uri(JOURNEY)))).toContain("TJ2002");
    shop.write("trajet.json", config);
    editor.notify("textDocument/didSave", { textDocument: { uri: shop.uri(JOURNEY) } });
    await editor.published(shop.uri(JOURNEY), (found) => found.length === 0);
  });

  it("reports a mistake in trajet.json there", async () => {
    const shop = project();
    const editor = await client([shop.folder]);
    editor.open(shop.uri("trajet.json"), '{ "name": "shop", "timezon": "UTC" }', "json");
    const [found] = await editor.diagnostics(shop.uri("trajet.json"));
    expect(found?.message).toContain("timezone");
  });
});

describe("an editor that pulls", () => {
  const capabilities = {
    textDocument: { diagnostic: {} },
    workspace: { diagnostics: { refreshSupport: true } },
  };
  interface Report {
    readonly kind: string;
    readonly resultId: string;
    readonly items?: readonly { readonly code: string }[];
  }

  it("gets the open files by asking and the others pushed, nothing twice", async () => {
    const broken = text.replace("engaged", "engagd");
    const shop = project({
      ...SHOP,
      [JOURNEY]: broken,
      "second.journey": broken.replaceAll("WelcomeSeries", "Second"),
    });
    const editor = await client([shop.folder], capabilities);
    expect(editor.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    await editor.published(shop.uri("second.journey"), (found) => found.length === 1);
    const uri = shop.uri(JOURNEY);
    editor.open(uri, broken);
    await editor.published(uri, (found) => found.length === 0);
    const pull = (previousResultId?: string): Promise<Report> =>
      editor.request("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
    const first = await pull();
    expect(first).toMatchObject({ kind: "full", items: [{ code: "TJ2010" }] });
    expect(await pull(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    editor.replace(uri, text);
    expect(await pull(first.resultId)).toMatchObject({ kind: "full", items: [] });
    editor.replace(uri, broken);
    editor.close(uri);
    await editor.published(uri, (found) => found.length === 1);
  });

  it("is asked to pull again when another file changes what is wrong in an open one", async () => {
    const shop = project();
    const editor = await client([shop.folder], capabilities);
    editor.open(shop.uri(JOURNEY), text);
    const asked: Report = await editor.request("textDocument/diagnostic", {
      textDocument: { uri: shop.uri(JOURNEY) },
    });
    expect(asked.items).toEqual([]);
    shop.write("shop.journey", SHOP["shop.journey"].replace(', "engaged"', ""));
    const changes = [{ uri: shop.uri("shop.journey"), type: FileChangeType.Changed }];
    editor.notify("workspace/didChangeWatchedFiles", { changes });
    await editor.published(shop.uri("booked.journey"), (found) => found.length === 1);
    await editor.asked("workspace/diagnostic/refresh");
  });
});
