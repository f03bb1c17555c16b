import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  CompletionItem,
  DocumentHighlight,
  DocumentLink,
  FoldingRange,
  InlayHint,
  LinkedEditingRanges,
  Location,
  Range,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
} from "vscode-languageserver";
import { apply } from "./apply.ts";
import { type Client, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { placeOf, textIn } from "./shop.ts";
import { STUDIO, type StudioFile } from "./studio.ts";

// Each test is named after the request that it shows; docs/editor.md lists them by these names.
let studio: TestProject;
let editor: Client;
beforeAll(async () => {
  studio = makeProject(STUDIO);
  const capabilities = {
    textDocument: {
      diagnostic: {},
      completion: {
        completionItem: { snippetSupport: true, resolveSupport: { properties: ["documentation"] } },
      },
    },
    window: { workDoneProgress: true },
  };
  const initializationOptions = { commands: ["trajet.runTest", "trajet.showMap", "trajet.showReferences"] };
  editor = await startClient({ folders: [studio.folder], capabilities, initializationOptions });
});
afterAll(async () => {
  await editor.stop();
  studio.remove();
});

/** A place in a file of the project: `more` characters behind the beginning of a text in it. */
function at(file: StudioFile, wanted: string, more = 0) {
  return { textDocument: { uri: studio.uri(file) }, position: placeOf(STUDIO[file], wanted, more) };
}
const ask = <R>(method: string, params: unknown): Promise<R> => editor.request(method, params);
const fileOf = (uri: string): StudioFile =>
  (Object.keys(STUDIO) as StudioFile[]).find((file) => studio.uri(file) === uri) ?? "trajet.json";
const shown = ({ uri, range }: { uri: string; range: Range }): string =>
  `${fileOf(uri)}: ${textIn(STUDIO[fileOf(uri)], range)}`;

/** Opens a draft, does something with it, closes it. */
async function withDraft<R>(
  text: string,
  use: (uri: string) => Promise<R>,
  file = "draft.journey",
): Promise<R> {
  const uri = studio.uri(file);
  editor.open(uri, text);
  try {
    return await use(uri);
  } finally {
    editor.close(uri);
  }
}

describe("finding one's way", () => {
  it("textDocument/definition", async () => {
    const found: Location[] = await ask(
      "textDocument/definition",
      at("visits.journey", "send email Hello", 13),
    );
    expect(found.map(shown)).toEqual(["mails.journey: Hello"]);
    const inTemplate: Location[] = await ask("textDocument/definition", at("mails/hello.hbs", "{{seats", 4));
    expect(inTemplate.map(shown)).toEqual(["mails.journey: seats"]);
    const inPartial: Location[] = await ask(
      "textDocument/definition",
      at("mails/partials/greeting.hbs", "firstName", 3),
    );
    expect(inPartial.map(shown)).toEqual(["people.journey: firstName"]);
    const partial: Location[] = await ask("textDocument/definition", at("mails/hello.hbs", "greeting", 2));
    expect(partial.map(({ uri }) => fileOf(uri))).toEqual(["mails/partials/greeting.hbs"]);
    const body: Location[] = await ask("textDocument/definition", at("mails.journey", "mails/hello", 2));
    expect(body.map(({ uri }) => fileOf(uri))).toEqual(["mails/hello.hbs"]);
    const inSchema: Location[] = await ask("textDocument/definition", at("visits.journey", "event.seats", 8));
    expect(inSchema.map(shown)).toEqual(["schemas/booked.json: seats"]);
  });

  it("textDocument/declaration", async () => {
    const found: Location[] = await ask("textDocument/declaration", at("visits.journey", "run Nudge", 6));
    expect(found.map(shown)).toEqual(["visits.journey: Nudge"]);
  });

  it("textDocument/typeDefinition", async () => {
    const event: Location[] = await ask(
      "textDocument/typeDefinition",
      at("visits.journey", "entry.event", 8),
    );
    expect(event.map(shown)).toEqual(["people.journey: Booked"]);
    const contact: Location[] = await ask(
      "textDocument/typeDefinition",
      at("people.journey", "where contact", 8),
    );
    expect(contact.map(shown)).toEqual(["people.journey: Guests"]);
  });

  it("textDocument/implementation", async () => {
    const mail: Location[] = await ask(
      "textDocument/implementation",
      at("visits.journey", "send email Hello", 13),
    );
    expect(mail.map(({ uri }) => fileOf(uri))).toEqual(["mails/hello.hbs"]);
    const event: Location[] = await ask(
      "textDocument/implementation",
      at("visits.journey", "does Booked", 6),
    );
    expect(event.map(({ uri }) => fileOf(uri))).toEqual(["schemas/booked.json"]);
  });

  it("textDocument/references", async () => {
    const context = { includeDeclaration: true };
    const seats: Location[] = await ask("textDocument/references", {
      ...at("schemas/booked.json", '"seats"', 3),
      context,
    });
    expect(seats.map(shown).toSorted()).toEqual([
      "schemas/booked.json: seats",
      "schemas/booked.json: seats",
      "visits.journey: seats",
      "visits.journey: seats",
    ]);
    const name: Location[] = await ask("textDocument/references", {
      ...at("mails/partials/greeting.hbs", "firstName", 3),
      context: { includeDeclaration: false },
    });
    expect(name.map(shown).toSorted()).toEqual([
      "mails/hello.hbs: firstName",
      "mails/hello.hbs: firstName",
      "mails/partials/greeting.hbs: firstName",
      "visits.journey: firstName",
    ]);
  });

  it("textDocument/documentHighlight", async () => {
    const found: DocumentHighlight[] = await ask(
      "textDocument/documentHighlight",
      at("visits.journey", "remember limit", 10),
    );
    expect(found.map(({ kind, range }) => [kind, textIn(STUDIO["visits.journey"], range)])).toEqual([
      [3, "limit"],
      [2, "limit"],
    ]);
  });

  it("textDocument/documentSymbol", async () => {
    const textDocument = { uri: studio.uri("visits.journey") };
    const found: { name: string }[] = await ask("textDocument/documentSymbol", { textDocument });
    expect(found.map(({ name }) => name)).toEqual(["Visits", "Care", "Nudge", "a visit"]);
  });

  it("workspace/symbol", async () => {
    const found: SymbolInformation[] = await ask("workspace/symbol", { query: "vsts" });
    expect(found.map(({ location }) => shown(location))).toEqual(["visits.journey: Visits"]);
    expect(await ask("workspace/symbol", { query: "no such thing" })).toEqual([]);
  });

  it("textDocument/prepareCallHierarchy", async () => {
    const found: CallHierarchyItem[] = await ask(
      "textDocument/prepareCallHierarchy",
      at("visits.journey", "start journey Care", 15),
    );
    expect(found.map(({ name, detail }) => [name, detail])).toEqual([["Care", "journey"]]);
  });

  it("callHierarchy/incomingCalls", async () => {
    const [item] = await ask<CallHierarchyItem[]>(
      "textDocument/prepareCallHierarchy",
      at("visits.journey", "fragment Nudge", 10),
    );
    const calls: CallHierarchyIncomingCall[] = await ask("callHierarchy/incomingCalls", { item });
    expect(calls.map(({ from, fromRanges }) => [from.name, fromRanges.length])).toEqual([["Visits", 1]]);
  });

  it("callHierarchy/outgoingCalls", async () => {
    const [item] = await ask<CallHierarchyItem[]>(
      "textDocument/prepareCallHierarchy",
      at("visits.journey", "journey Visits", 10),
    );
    const calls: CallHierarchyOutgoingCall[] = await ask("callHierarchy/outgoingCalls", { item });
    expect(calls.map(({ to }) => to.name).toSorted()).toEqual(["Care", "Nudge"]);
  });

  it("textDocument/documentLink", async () => {
    const linksIn = async (file: StudioFile): Promise<string[]> => {
      const links: DocumentLink[] = await ask("textDocument/documentLink", {
        textDocument: { uri: studio.uri(file) },
      });
      return links.map(({ target = "" }) => (target.startsWith("file:") ? fileOf(target) : target));
    };
    expect(await linksIn("mails.journey")).toEqual(["mails/hello.hbs", "https://studio.example/"]);
    expect(await linksIn("people.journey")).toEqual(["schemas/booked.json", "https://crm.example/hook"]);
    expect(await linksIn("mails/hello.hbs")).toEqual(["mails/partials/greeting.hbs"]);
  });
});

describe("what is shown of a text", () => {
  it("textDocument/hover", async () => {
    const hoverOf = async (file: StudioFile, wanted: string, more: number): Promise<string> => {
      const hover: { contents: { value: string } } | null = await ask(
        "textDocument/hover",
        at(file, wanted, more),
      );
      return hover?.contents.value ?? "";
    };
    expect(await hoverOf("mails/hello.hbs", "{{seats", 4)).toContain("seats: number");
    expect(await hoverOf("mails/hello.hbs", "upper", 2)).toContain("The text in capitals.");
    expect(await hoverOf("mails/partials/greeting.hbs", "firstName", 2)).toContain("firstName: text?");
    expect(await hoverOf("visits.journey", "delay 1 week", 8)).toContain(
      "A delay that began now would end on 20",
    );
  });

  it("textDocument/signatureHelp", async () => {
    const help: SignatureHelp = await ask(
      "textDocument/signatureHelp",
      at("visits.journey", "seats: 2, code", 11),
    );
    expect(help.signatures.map(({ label }) => label)).toEqual(["Hello(seats: number, code: text)"]);
    expect(help.activeParameter).toBe(1);
    const helper: SignatureHelp = await ask(
      "textDocument/signatureHelp",
      at("mails/hello.hbs", "upper code", 8),
    );
    expect(helper.signatures[0]?.label).toBe("upper value");
    expect(await ask("textDocument/signatureHelp", at("visits.journey", "start manually"))).toBeNull();
  });

  it("textDocument/foldingRange", async () => {
    const textDocument = { uri: studio.uri("visits.journey") };
    const ranges: FoldingRange[] = await ask("textDocument/foldingRange", { textDocument });
    const lines = STUDIO["visits.journey"].split("\n");
    expect(
      ranges.map(({ startLine, endLine }) => [lines[startLine]?.trim(), lines[endLine + 1]?.trim()]),
    ).toEqual([
      ["journey Visits for Guests {", "}"],
      ["split {", "}"],
      ['50% "mail" {', "}"],
      ["split {", "}"],
      ["journey Care for Guests {", "}"],
      ["fragment Nudge(patience: duration) for Guests {", "}"],
      ['test "a visit" for Visits {', "}"],
    ]);
  });

  it("textDocument/selectionRange", async () => {
    const { textDocument, position } = at("visits.journey", 'tag "vip"', 6);
    const [range]: SelectionRange[] = await ask("textDocument/selectionRange", {
      textDocument,
      positions: [position],
    });
    const texts: string[] = [];
    for (let each = range; each !== undefined; each = each.parent)
      texts.push(textIn(STUDIO["visits.journey"], each.range));
    expect(texts.slice(0, 3)).toEqual(["vip", '"vip"', 'tag "vip"']);
    expect(texts.at(-1)).toBe(STUDIO["visits.journey"]);
  });

  it("textDocument/semanticTokens/full", async () => {
    const found = await coloursOf("visits.journey");
    expect(found).toContainEqual(["keyword", "journey"]);
    expect(found).toContainEqual(["class", "Visits"]);
    expect(found).toContainEqual(["enumMember", "vip"]);
    expect(found).toContainEqual(["property", "seats"]);
    expect(found).toContainEqual(["label", "pause1"]);
    expect(await coloursOf("mails/hello.hbs")).toEqual([
      ["function", "greeting"],
      ["parameter", "seats"],
      ["function", "if"],
      ["variable", "contact"],
      ["property", "firstName"],
      ["variable", "contact"],
      ["property", "firstName"],
      ["function", "link"],
      ["enumMember", "door"],
      ["function", "upper"],
      ["parameter", "code"],
    ]);
  });

  it("textDocument/semanticTokens/range", async () => {
    const start = placeOf(STUDIO["visits.journey"], "  start manually");
    const range = { start, end: { line: start.line + 1, character: 0 } };
    const textDocument = { uri: studio.uri("visits.journey") };
    const tokens: SemanticTokens = await ask("textDocument/semanticTokens/range", { textDocument, range });
    expect(decoded("visits.journey", tokens.data)).toEqual([
      ["keyword", "start"],
      ["keyword", "manually"],
    ]);
  });

  it("textDocument/semanticTokens/full/delta", async () => {
    await withDraft('journey A for Guests {\n  start manually\n  tag "vip"\n}\n', async (uri) => {
      const textDocument = { uri };
      const first: SemanticTokens = await ask("textDocument/semanticTokens/full", { textDocument });
      editor.edit(uri, { line: 2, character: 11 }, { line: 2, character: 11 }, ', "warm"');
      const previousResultId = first.resultId;
      const delta: SemanticTokensDelta = await ask("textDocument/semanticTokens/full/delta", {
        textDocument,
        previousResultId,
      });
      const full: SemanticTokens = await ask("textDocument/semanticTokens/full", { textDocument });
      const [edit] = delta.edits;
      const patched = first.data.toSpliced(edit?.start ?? 0, edit?.deleteCount ?? 0, ...(edit?.data ?? []));
      expect(patched).toEqual(full.data);
      expect(edit?.data?.length).toBeLessThan(full.data.length);
    });
  });

  it("textDocument/inlayHint", async () => {
    const text = STUDIO["visits.journey"];
    const end = placeOf(text, 'test "a visit"');
    const textDocument = { uri: studio.uri("visits.journey") };
    const range = { start: { line: 0, character: 0 }, end };
    const hints: InlayHint[] = await ask("textDocument/inlayHint", { textDocument, range });
    const lines = text.split("\n");
    expect(hints.map(({ position, label }) => [lines[position.line]?.trim(), label])).toEqual([
      ["remember limit = 3", ": number"],
      ["remember limit = 3", "after 1 day"],
      ['50% "early" { send email Hello(seats: 2, code: "a") }', "25% of all"],
      ['50% "late" { run Nudge(patience: 2 days) }', "25% of all"],
      ["delay 2 hours", "after 1 day or later"],
      ["if entry.event.seats > limit { start journey Care }", "after 1 day 2 hours or later"],
      ['call webhook Crm(reason: "care") as crm otherwise { exit }', ": Crm"],
      ['call webhook Crm(reason: "care") as crm otherwise { exit }', "after 7 days"],
    ]);
  });

  it("textDocument/codeLens", async () => {
    const textDocument = { uri: studio.uri("visits.journey") };
    const lenses: CodeLens[] = await ask("textDocument/codeLens", { textDocument });
    expect(lenses.map(({ command }) => [command?.title, command?.command])).toEqual([
      ["Show map", "trajet.showMap"],
      ["1 reference", "trajet.showReferences"],
      ["Show map", "trajet.showMap"],
      ["1 reference", "trajet.showReferences"],
      ["1 reference", "trajet.showReferences"],
      ["Run test", "trajet.runTest"],
    ]);
  });

  it("textDocument/linkedEditingRange", async () => {
    const found: LinkedEditingRanges = await ask(
      "textDocument/linkedEditingRange",
      at("visits.journey", "remember limit", 11),
    );
    expect(found.ranges.map((range) => textIn(STUDIO["visits.journey"], range))).toEqual(["limit", "limit"]);
    const block: LinkedEditingRanges = await ask(
      "textDocument/linkedEditingRange",
      at("mails/hello.hbs", "#if", 2),
    );
    expect(block.ranges.map((range) => textIn(STUDIO["mails/hello.hbs"], range))).toEqual(["if", "if"]);
    expect(await ask("textDocument/linkedEditingRange", at("visits.journey", "Guests", 2))).toBeNull();
  });

  it("textDocument/diagnostic", async () => {
    await withDraft('journey A for Guests {\n  start manually\n  tag "vipp"\n}\n', async (uri) => {
      const textDocument = { uri };
      const report: { items: { code: string }[] } = await ask("textDocument/diagnostic", { textDocument });
      expect(report.items.map(({ code }) => code)).toEqual(["TJ2010"]);
    });
  });

  it("workspace/diagnostic", async () => {
    await withDraft('journey A for Guests {\n  start manually\n  tag "vipp"\n}\n', async (uri) => {
      const report: WorkspaceDiagnosticReport = await ask("workspace/diagnostic", { previousResultIds: [] });
      const draft = report.items.find((item) => item.uri === uri);
      expect(draft).toMatchObject({ kind: "full", version: 1, items: [{ code: "TJ2010" }] });
      expect(report.items).toHaveLength(Object.keys(STUDIO).length + 1);
      const previousResultIds = report.items.map((item) => ({ uri: item.uri, value: item.resultId ?? "" }));
      const again: WorkspaceDiagnosticReport = await ask("workspace/diagnostic", { previousResultIds });
      expect(new Set(again.items.map(({ kind }) => kind))).toEqual(new Set(["unchanged"]));
    });
  });

  it("window/workDoneProgress/create", async () => {
    await editor.asked("window/workDoneProgress/create");
    expect(await editor.progressed("begin")).toMatchObject({ title: "Trajet" });
    await editor.progressed("end");
  });
});

describe("changing a text", () => {
  const options = { tabSize: 2, insertSpaces: true };
  const untidy = "journey A for Guests {\n   start manually\n\n\n   delay   1 day\n      delay 2 days\n}\n";
  const tidy = "journey A for Guests {\n  start manually\n\n  delay 1 day\n  delay 2 days\n}\n";

  it("textDocument/formatting", async () => {
    await withDraft(untidy, async (uri) => {
      const edits: TextEdit[] = await ask("textDocument/formatting", { textDocument: { uri }, options });
      expect(apply(untidy, edits)).toBe(tidy);
    });
  });

  it("textDocument/rangeFormatting", async () => {
    await withDraft(untidy, async (uri) => {
      const range = { start: { line: 4, character: 5 }, end: { line: 4, character: 12 } };
      const edits: TextEdit[] = await ask("textDocument/rangeFormatting", {
        textDocument: { uri },
        range,
        options,
      });
      expect(apply(untidy, edits)).toBe(untidy.replace("delay   1", "delay 1"));
    });
  });

  it("textDocument/rangesFormatting", async () => {
    await withDraft(untidy, async (uri) => {
      const range = (line: number) => ({ start: { line, character: 6 }, end: { line, character: 9 } });
      const ranges = [range(4), range(5)];
      const edits: TextEdit[] = await ask("textDocument/rangesFormatting", {
        textDocument: { uri },
        ranges,
        options,
      });
      expect(apply(untidy, edits)).toContain("delay 1 day\n  delay 2 days");
    });
  });

  it("textDocument/onTypeFormatting", async () => {
    await withDraft(untidy, async (uri) => {
      const textDocument = { uri };
      const params = { textDocument, position: { line: 6, character: 1 }, ch: "}", options };
      const edits: TextEdit[] = await ask("textDocument/onTypeFormatting", params);
      expect(apply(untidy, edits)).toBe(tidy);
      const newLine = { textDocument, position: { line: 5, character: 6 }, ch: "\n", options };
      const before: TextEdit[] = await ask("textDocument/onTypeFormatting", newLine);
      expect(apply(untidy, before)).toContain("delay 1 day\n      delay 2 days");
    });
  });

  it("textDocument/completion", async () => {
    const items: CompletionItem[] = await ask(
      "textDocument/completion",
      at("visits.journey", 'tag "warm" }', 4),
    );
    expect(items.map(({ label }) => label)).toContain("vip");
  });

  it("completionItem/resolve", async () => {
    const text = "journey A for Guests {\n  start manually\n  \n}\n";
    await withDraft(text, async (uri) => {
      const params = { textDocument: { uri }, position: { line: 2, character: 2 } };
      const items: CompletionItem[] = await ask("textDocument/completion", params);
      const item = items.find(({ label }) => label === "delay");
      expect(item?.documentation).toBeUndefined();
      const resolved: CompletionItem = await ask("completionItem/resolve", item);
      expect(resolved.documentation).toMatchObject({
        value: expect.stringContaining("Waits for a duration"),
      });
    });
  });

  it("textDocument/codeAction", async () => {
    await withDraft('journey A for Guests {\n  start manually\n  tag "vipp"\n}\n', async (uri) => {
      const range = { start: { line: 2, character: 8 }, end: { line: 2, character: 8 } };
      const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
      const actions: { kind: string }[] = await ask("textDocument/codeAction", params);
      expect(actions[0]).toMatchObject({ kind: "quickfix", diagnostics: [{ code: "TJ2010" }] });
    });
  });

  it("textDocument/prepareRename", async () => {
    const found: { placeholder: string } = await ask(
      "textDocument/prepareRename",
      at("mails/partials/greeting.hbs", "firstName", 3),
    );
    expect(found.placeholder).toBe("firstName");
    await expect(ask("textDocument/prepareRename", at("mails/hello.hbs", "upper", 2))).rejects.toThrow(
      "comes with the language",
    );
    await expect(ask("textDocument/prepareRename", at("visits.journey", "manually", 2))).rejects.toThrow(
      "keyword",
    );
  });

  it("textDocument/rename", async () => {
    const rename = async (file: StudioFile, wanted: string, more: number, newName: string) => {
      const edit: WorkspaceEdit = await ask("textDocument/rename", { ...at(file, wanted, more), newName });
      const changed = Object.entries(edit.changes ?? {}).map(
        ([uri, edits]) => [fileOf(uri), apply(STUDIO[fileOf(uri)], edits)] as const,
      );
      return new Map<string, string>(changed);
    };
    const seats = await rename("schemas/booked.json", '"seats"', 3, "places");
    expect([...seats.keys()].toSorted()).toEqual(["schemas/booked.json", "visits.journey"]);
    expect(seats.get("schemas/booked.json")).toContain('"places": {');
    expect(seats.get("schemas/booked.json")).toContain('"required": ["places"]');
    expect(seats.get("visits.journey")).toContain("if entry.event.places > limit");
    expect(seats.get("visits.journey")).toContain("with { places: 2 }");
    expect(seats.get("visits.journey")).toContain("Hello(seats: 2");
    const name = await rename("mails/partials/greeting.hbs", "firstName", 3, "givenName");
    expect([...name.keys()].toSorted()).toEqual([
      "mails/hello.hbs",
      "mails/partials/greeting.hbs",
      "people.journey",
      "visits.journey",
    ]);
    expect(name.get("mails/hello.hbs")).toContain("{{#if contact.givenName}}, {{contact.givenName}}");
  });

  it("workspace/willRenameFiles", async () => {
    const files = [{ oldUri: studio.uri("mails"), newUri: studio.uri("letters") }];
    const edit: WorkspaceEdit = await ask("workspace/willRenameFiles", { files });
    expect(apply(STUDIO["mails.journey"], edit.changes?.[studio.uri("mails.journey")] ?? [])).toContain(
      'body file "letters/hello.hbs"',
    );
    const partial = [
      { oldUri: studio.uri("mails/partials/greeting.hbs"), newUri: studio.uri("mails/partials/salute.hbs") },
    ];
    const named: WorkspaceEdit = await ask("workspace/willRenameFiles", { files: partial });
    expect(apply(STUDIO["mails/hello.hbs"], named.changes?.[studio.uri("mails/hello.hbs")] ?? [])).toContain(
      "{{> salute}}",
    );
    const nothing = [{ oldUri: studio.uri("notes.txt"), newUri: studio.uri("other.txt") }];
    expect(await ask("workspace/willRenameFiles", { files: nothing })).toBeNull();
  });
});

describe("what the server makes of a journey", () => {
  it("workspace/executeCommand", async () => {
    const uri = studio.uri("visits.journey");
    const run = <R>(command: string, argument: object): Promise<R> =>
      ask("workspace/executeCommand", { command, arguments: [argument] });
    const map: {
      svg: string;
      map: { nodes: { file: string; label: string }[] };
      uris: Record<string, string>;
    } = await run("trajet.server.map", { uri, journey: "Care" });
    expect(map.svg).toContain("<svg");
    expect(map.map.nodes.map(({ label }) => label).join()).toContain("1 week");
    expect(map.uris).toEqual({ "visits.journey": uri });
    expect(await run("trajet.server.prose", { uri })).toContain("Visits");
    expect(await run("trajet.server.program", { uri, journey: "Care" })).toContain('"journey": "Care"');
    await expect(run("trajet.server.map", { uri, journey: "Nobody" })).rejects.toThrow(
      "There is no journey Nobody",
    );
    await expect(run("trajet.server.map", {})).rejects.toThrow("uri");
    await expect(run("trajet.server.dance", { uri })).rejects.toThrow("There is no command");
  });

  it("workspace/textDocumentContent", async () => {
    const uri = `trajet-program:${studio.uri("visits.journey").slice("file:".length)}?Care.json`;
    const { text }: { text: string } = await ask("workspace/textDocumentContent", { uri });
    expect(JSON.parse(text)).toMatchObject({ journey: "Care" });
    const missing = uri.replace("Care", "Nobody");
    expect(await ask("workspace/textDocumentContent", { uri: missing })).toMatchObject({
      text: expect.stringContaining("no journey of that name"),
    });
  });
});

async function coloursOf(file: StudioFile): Promise<string[][]> {
  const textDocument = { uri: studio.uri(file) };
  const { data }: SemanticTokens = await ask("textDocument/semanticTokens/full", { textDocument });
  return decoded(file, data);
}

function decoded(file: StudioFile, data: readonly number[]): string[][] {
  const types = editor.initialized.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
  const lines = STUDIO[file].split("\n");
  const found: string[][] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, across = 0, length = 0, type = 0] = data.slice(at, at + 4);
    character = down === 0 ? character + across : across;
    line += down;
    found.push([types[type] ?? "", lines[line]?.slice(character, character + length) ?? ""]);
  }
  return found;
}
