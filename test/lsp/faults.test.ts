import { afterEach, describe, expect, it } from "vitest";
import {
  createProtocolConnection,
  ErrorCodes,
  FileChangeType,
  LSPErrorCodes,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { type Client, SERVER, spawnServer, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { placeOf, SHOP } from "./shop.ts";

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

async function client(folder: string, capabilities = {}): Promise<Client> {
  const started = await startClient({ folders: [folder], capabilities });
  ended.push(started.stop);
  return started;
}

/** Every request of a document, at a position. */
const REQUESTS = [
  "completion",
  "hover",
  "signatureHelp",
  "definition",
  "declaration",
  "typeDefinition",
  "implementation",
  "documentHighlight",
  "documentSymbol",
  "codeLens",
  "documentLink",
  "foldingRange",
  "linkedEditingRange",
  "prepareCallHierarchy",
  "semanticTokens/full",
  "formatting",
] as const;

/** Asks everything at a place. @throws if one of them is answered by an error */
async function askAll(
  editor: Client,
  uri: string,
  position: { line: number; character: number },
): Promise<void> {
  const textDocument = { uri };
  const options = { tabSize: 2, insertSpaces: true };
  for (const request of REQUESTS)
    await editor.request(`textDocument/${request}`, { textDocument, position, options });
  const range = { start: position, end: position };
  await editor.request("textDocument/inlayHint", { textDocument, range });
  await editor.request("textDocument/semanticTokens/range", { textDocument, range });
  await editor.request("textDocument/rangeFormatting", { textDocument, range, options });
  await editor.request("textDocument/onTypeFormatting", { textDocument, position, ch: "}", options });
  await editor.request("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } });
  await editor.request("textDocument/references", {
    textDocument,
    position,
    context: { includeDeclaration: true },
  });
  await editor.request("textDocument/selectionRange", { textDocument, positions: [position] });
}

describe("large texts", () => {
  it("a journey file of a megabyte has answers", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const one = 'journey J0 for Newsletter {\n  start when contact signs up\n  delay 1 day\n  tag "vip"\n}\n';
    const many = Array.from({ length: Math.ceil(1_000_000 / one.length) }, (_, index) =>
      one.replace("J0", `J${index}`),
    );
    const uri = shop.uri("large.journey");
    editor.open(uri, many.join("\n"));
    await editor.diagnostics(uri);
    await askAll(editor, uri, { line: 4_001, character: 8 });
    expect(editor.log).toEqual([]);
  }, 300_000);

  it("ten thousand mistakes are told of, and taken back", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const uri = shop.uri("many.journey");
    const steps = Array.from({ length: 10_000 }, (_, index) => `  tag "t${index}"`);
    const whole = `journey Many for Newsletter {\n  start when contact signs up\n${steps.join("\n")}\n}\n`;
    editor.open(uri, whole);
    const found = await editor.diagnostics(uri);
    expect(found.filter(({ code }) => code === "TJ2010").length).toBeGreaterThanOrEqual(10_000);
    await askAll(editor, uri, { line: 5_000, character: 9 });
    editor.replace(uri, text.replace("WelcomeSeries", "Many"));
    expect(await editor.diagnostics(uri)).toEqual([]);
  }, 300_000);

  it("a template of a megabyte has answers", async () => {
    const template = "emails/welcome.hbs";
    const shop = project();
    const editor = await client(shop.folder);
    const uri = shop.uri(template);
    const line = '<p>{{default contact.city "you"}}</p>\n';
    const large = `${line.repeat(Math.ceil(1_000_000 / line.length))}<a href="{{link "shop"}}">{{contact.citty}}</a>\n`;
    editor.open(uri, large, "handlebars");
    const found = await editor.diagnostics(uri);
    expect(found.map(({ code }) => code)).toEqual(["TJ5002"]);
    await askAll(editor, uri, { line: 10_000, character: 22 });
    expect(editor.log).toEqual([]);
  }, 300_000);

  it("a thousand open documents are all looked after", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    for (let index = 0; index < 1_000; index++)
      editor.open(shop.uri(`open-${index}.journey`), text.replace("WelcomeSeries", `J${index}`));
    const last = shop.uri("open-999.journey");
    editor.replace(last, text.replace("WelcomeSeries", "J999").replace("engaged", "engagd"));
    expect((await editor.diagnostics(last)).map(({ code }) => code)).toEqual(["TJ2010"]);
    await askAll(editor, shop.uri("open-500.journey"), { line: 5, character: 20 });
    for (let index = 0; index < 1_000; index++) editor.close(shop.uri(`open-${index}.journey`));
    await editor.published(last, (found) => found.length === 0);
  }, 300_000);
});

describe("edits that come faster than they are checked", () => {
  it("are checked together: what is told last is of the last text", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const uri = shop.uri(JOURNEY);
    editor.open(uri, text);
    await editor.diagnostics(uri);
    const before = editor.publications.length;
    const at = placeOf(text, '"engaged"', 1);
    const edits = 300;
    for (let index = 0; index < edits; index++) editor.edit(uri, at, at, "x");
    const [found] = await editor.diagnostics(uri);
    expect(found?.message).toContain(`"${"x".repeat(edits)}engaged"`);
    expect(editor.publications.length - before).toBeLessThan(edits);
  });

  it("leave a request the text that it was asked of", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const uri = shop.uri(JOURNEY);
    editor.open(uri, text);
    const position = placeOf(text, '"engaged"', 3);
    const asked = editor.request("textDocument/hover", { textDocument: { uri }, position });
    editor.replace(uri, "");
    expect(await asked).toMatchObject({ contents: { value: expect.stringContaining("tag of Newsletter") } });
  });

  it("a request that is taken back is answered so", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const textDocument = { uri: shop.uri(JOURNEY) };
    const taken = editor.requestAndCancel("textDocument/semanticTokens/full", { textDocument });
    await expect(taken).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(await editor.request("textDocument/foldingRange", { textDocument })).not.toEqual([]);
  });
});

describe("what makes no sense", () => {
  it("positions outside the text are taken to be at its end or at that of a line", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const uri = shop.uri(JOURNEY);
    editor.open(uri, text);
    for (const position of [
      { line: 99_999, character: 0 },
      { line: 0, character: 99_999 },
      { line: -1, character: -1 },
      { line: 2 ** 31, character: 2 ** 31 },
    ])
      await askAll(editor, uri, position);
    editor.edit(uri, { line: 9_999, character: 3 }, { line: 99_999, character: 9 }, "// more\n");
    expect(await editor.diagnostics(uri)).toEqual([]);
    expect(editor.log).toEqual([]);
  });

  it("documents that nobody has are answered with nothing", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    for (const uri of [
      shop.uri("nothing.journey"),
      "untitled:Nothing",
      "git:/x.journey",
      shop.uri("../out.hbs"),
      "nonsense",
    ])
      await askAll(editor, uri, { line: 0, character: 0 });
    editor.close(shop.uri("never-opened.journey"));
    editor.edit(shop.uri("never-opened.journey"), { line: 0, character: 0 }, { line: 0, character: 0 }, "x");
    editor.notify("textDocument/didSave", { textDocument: { uri: shop.uri("never-opened.journey") } });
    editor.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: "nonsense", type: FileChangeType.Changed }],
    });
    await askAll(editor, shop.uri(JOURNEY), placeOf(text, "delay"));
    expect(editor.log).toEqual([]);
  });

  it("a project whose trajet.json is deleted while it is open goes on as files of their own, and comes back", async () => {
    const shop = project();
    const editor = await client(shop.folder);
    const uri = shop.uri(JOURNEY);
    editor.open(uri, text);
    expect(await editor.diagnostics(uri)).toEqual([]);
    shop.delete("trajet.json");
    const changes = (type: FileChangeType) => ({ changes: [{ uri: shop.uri("trajet.json"), type }] });
    editor.notify("workspace/didChangeWatchedFiles", changes(FileChangeType.Deleted));
    await editor.published(uri, (found) => found.some(({ code }) => code === "TJ2002"));
    await askAll(editor, uri, placeOf(text, "delay"));
    shop.write("trajet.json", SHOP["trajet.json"]);
    editor.notify("workspace/didChangeWatchedFiles", changes(FileChangeType.Created));
    await editor.published(uri, (found) => found.length === 0);
  });

  it("an editor that can do nothing but what all must is asked for nothing", async () => {
    const shop = project();
    const editor = await client(shop.folder, {});
    const uri = shop.uri(JOURNEY);
    editor.open(uri, text.replace("engaged", "engagd"));
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(["TJ2010"]);
    await askAll(editor, uri, placeOf(text, "delay"));
    const items: { insertTextFormat?: number }[] = await editor.request("textDocument/completion", {
      textDocument: { uri },
      position: placeOf(text, "delay"),
    });
    expect(items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
    // What it does not know would have been answered by an error, which is logged.
    expect(editor.log).toEqual([]);
    expect(editor.initialized.capabilities.positionEncoding).toBe("utf-16");
  });

  it("a disk on which nothing can be written stops nothing: the index is in memory", async () => {
    const shop = project();
    const command = [process.execPath, "--permission", "--allow-fs-read=*", SERVER, "--stdio"];
    const editor = await startClient({ folders: [shop.folder], command });
    ended.push(() => editor.stop());
    const uri = shop.uri(JOURNEY);
    editor.open(uri, text.replace("engaged", "engagd"));
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(["TJ2010"]);
    await askAll(editor, uri, placeOf(text, "delay"));
    expect(editor.log).toEqual([]);
  });
});

describe("the life of a server", () => {
  /** A connection without `initialize`. */
  function bare() {
    const child = spawnServer();
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
    ended.push(async () => {
      connection.dispose();
      child.kill();
      await exit;
    });
    const initialize = (): Promise<unknown> =>
      connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
    return { child, connection, exit, initialize };
  }

  it("refuses requests before initialize, and serves after it", async () => {
    const { connection, initialize } = bare();
    const hover = { textDocument: { uri: "untitled:A" }, position: { line: 0, character: 0 } };
    await expect(connection.sendRequest("textDocument/hover", hover)).rejects.toMatchObject({
      code: ErrorCodes.ServerNotInitialized,
    });
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: "untitled:A", languageId: "trajet", version: 1, text: "" },
    });
    await initialize();
    expect(await connection.sendRequest("textDocument/hover", hover)).toBeNull();
    await expect(initialize()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
  });

  it("refuses requests after shutdown, and ends with code 0; without shutdown with 1", async () => {
    const { connection, initialize, exit } = bare();
    await initialize();
    await connection.sendRequest("shutdown");
    await expect(connection.sendRequest("textDocument/hover", {})).rejects.toMatchObject({
      code: ErrorCodes.InvalidRequest,
    });
    await connection.sendNotification("exit");
    expect(await exit).toBe(0);
    const rude = bare();
    await rude.initialize();
    await rude.connection.sendNotification("exit");
    expect(await rude.exit).toBe(1);
  });

  it("refuses what it does not know, and lives on over messages that are none", async () => {
    const { child, connection, initialize } = bare();
    await initialize();
    await expect(connection.sendRequest("textDocument/dance", {})).rejects.toMatchObject({
      code: ErrorCodes.MethodNotFound,
    });
    const raw = (body: string): void =>
      void child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    raw("{ this is no JSON");
    raw("[]");
    raw('"a text"');
    raw("null");
    raw('{ "jsonrpc": "2.0" }');
    raw('{ "jsonrpc": "2.0", "id": 7, "method": "textDocument/hover" }');
    raw('{ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": { "nonsense": true } }');
    raw('{ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": null }');
    const folding = { textDocument: { uri: "untitled:A" } };
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: "untitled:A", languageId: "trajet", version: 1, text: "journey A {\n  exit\n}\n" },
    });
    expect(await connection.sendRequest("textDocument/foldingRange", folding)).toHaveLength(1);
  });
});

describe("positions in bytes", () => {
  const capabilities = { general: { positionEncodings: ["utf-8", "utf-16"] } };

  it("are counted so where the editor likes it better", async () => {
    const shop = project();
    const editor = await client(shop.folder, capabilities);
    expect(editor.initialized.capabilities.positionEncoding).toBe("utf-8");
    const uri = shop.uri(JOURNEY);
    const odd = text.replace('title "Welcome"  objective "onboarding"', 'title "é😀"  objective "onbording"');
    editor.open(uri, odd);
    const [found] = await editor.diagnostics(uri);
    const line = odd.split("\n")[2] ?? "";
    const bytes = Buffer.byteLength(line.slice(0, line.indexOf('"onbording"')));
    expect(found?.range.start).toEqual({ line: 2, character: bytes });
    // Typed behind the emoji, at its place in bytes.
    const place = { line: 2, character: bytes + 1 };
    editor.edit(uri, place, { line: 2, character: bytes + 10 }, "onboarding");
    expect(await editor.diagnostics(uri)).toEqual([]);
    const hover: { range: { start: unknown } } = await editor.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: 2, character: bytes + 3 },
    });
    expect(hover.range.start).toEqual(place);
  });
});
