import { describe, expect, it } from "vitest";
import type {
  CodeLens,
  FoldingRange,
  InlayHint,
  LinkedEditingRanges,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import { placeOf, textIn } from "../shop.ts";
import { STUDIO, type StudioFile } from "../studio.ts";
import { ask, at, editor, studio, withDraft } from "./in-studio.ts";

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
