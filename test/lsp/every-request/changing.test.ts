import { describe, expect, it } from "vitest";
import type { CompletionItem, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { apply } from "../apply.ts";
import { startClient } from "../client.ts";
import { placeOf } from "../shop.ts";
import { STUDIO, type StudioFile } from "../studio.ts";
import { ask, at, editor, fileOf, studio, withDraft } from "./in-studio.ts";

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

  it("textDocument/rename of a person in a test, and not of her namesake in another", async () => {
    const uri = studio.uri("crowd.journey");
    const crowd = (name: string, other: string): string => `test "two" for Visits {
  given contact ${name} { firstName: "Ana" }
  given contact Ben { firstName: "Ben" }
  given ${name} has tag "vip"
  given email refuses for ${name}
  on 2026-03-02
  start manually for ${name}
  expect sent Hello to ${name}
  expect nothing sent to Ben
  expect finished for ${name}
  expect ${name}.firstName == "Ana"
}

test "one" for Visits {
  given contact ${other} { firstName: "Ana" }
  expect nothing sent to ${other}
}
`;
    const text = crowd("Ana", "Ana");
    editor.open(uri, text);
    for (const place of ["given contact An|a", "sent Hello to An|a", "expect An|a.firstName"]) {
      const [before = "", behind = ""] = place.split("|");
      const at = placeOf(text, before + behind, before.length);
      const edit: WorkspaceEdit = await ask("textDocument/rename", {
        textDocument: { uri },
        position: at,
        newName: "Zoe",
      });
      expect(Object.keys(edit.changes ?? {})).toEqual([uri]);
      expect(apply(text, edit.changes?.[uri] ?? [])).toBe(crowd("Zoe", "Ana"));
    }
    editor.close(uri);
  });

  it("textDocument/rename of a step asks first, and says what it means to people inside", async () => {
    const rename = { ...at("visits.journey", "pause1", 1), newName: "firstPause" };
    const plain: WorkspaceEdit = await ask("textDocument/rename", rename);
    expect(plain.changeAnnotations).toBeUndefined();
    const capabilities = {
      workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
    };
    const asking = await startClient({ folders: [studio.folder], capabilities });
    const { changeAnnotations = {}, documentChanges = [] }: WorkspaceEdit = await asking.request(
      "textDocument/rename",
      rename,
    );
    const tag = await asking.request<WorkspaceEdit>("textDocument/rename", {
      ...at("visits.journey", '"warm"', 2),
      newName: "hot",
    });
    await asking.stop();
    const [note] = Object.values(changeAnnotations);
    expect(note).toMatchObject({
      needsConfirmation: true,
      description: expect.stringContaining("inside Visits stays in the version"),
    });
    const edits = documentChanges.flatMap((change) => ("edits" in change ? change.edits : []));
    expect(edits).toEqual([expect.objectContaining({ newText: "firstPause", annotationId: "step" })]);
    expect(tag).toMatchObject({ changes: expect.anything() });
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
