import { describe, expect, it } from "vitest";
import { ResponseError } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { codeActions } from "../../lsp/src/requests/code-actions.ts";
import { completion } from "../../lsp/src/requests/completion.ts";
import { definition } from "../../lsp/src/requests/definition.ts";
import { documentSymbols } from "../../lsp/src/requests/document-symbols.ts";
import { formatting } from "../../lsp/src/requests/formatting.ts";
import { hover } from "../../lsp/src/requests/hover.ts";
import { references } from "../../lsp/src/requests/references.ts";
import { prepareRename } from "../../lsp/src/requests/rename.ts";
import type { Disk } from "../../lsp/src/workspace/disk.ts";
import type { Snapshot } from "../../lsp/src/workspace/snapshot.ts";
import { createWorkspace } from "../../lsp/src/workspace/workspace.ts";
import { SHOP } from "./shop.ts";

const files: Readonly<Record<string, string>> = SHOP;
const disk: Disk = {
  read: (path) => files[path.replace("/shop/", "")],
  list: () => Object.keys(files).map((file) => `/shop/${file}`),
};

/** Everything that an editor asks at a place. Each answer must be one; what it says is tested elsewhere. */
function askAll(snapshot: Snapshot, offset: number): void {
  const textDocument = { uri: snapshot.file.uri };
  const position = snapshot.file.document.positionAt(offset);
  const range = { start: position, end: position };
  hover(snapshot, { textDocument, position });
  definition(snapshot, { textDocument, position });
  references(snapshot, { textDocument, position, context: { includeDeclaration: true } });
  expectReason(() => prepareRename(snapshot, { textDocument, position }));
  codeActions(snapshot, { textDocument, range, context: { diagnostics: [] } });
}

/** What cannot be renamed is answered by a reason, and fails in no other way. */
function expectReason(ask: () => unknown): void {
  try {
    ask();
  } catch (problem) {
    expect(problem).toBeInstanceOf(ResponseError);
  }
}

describe("a text that is cut off anywhere", () => {
  it.each(["shop.journey", "welcome.journey", "booked.journey"] as const)(
    "has answers to every request: %s",
    (file) => {
      const workspace = createWorkspace(disk, () => undefined);
      const path = `/shop/${file}`;
      const text = SHOP[file];
      for (let length = 0; length <= text.length; length += 3) {
        workspace.setBuffer(
          path,
          TextDocument.create(`file://${path}`, "trajet", length, text.slice(0, length)),
        );
        const snapshot = workspace.snapshot(path);
        if (snapshot === undefined) throw new Error("no snapshot of an open file");
        askAll(snapshot, length);
        askAll(snapshot, Math.floor(length / 2));
        expect(
          documentSymbols(snapshot, { textDocument: { uri: "" } }).every(({ name }) => name !== ""),
        ).toBe(true);
        const options = { tabSize: 2, insertSpaces: true };
        expect(Array.isArray(formatting(snapshot, { textDocument: { uri: "" }, options }))).toBe(true);
        if (length % 15 === 0)
          completion(snapshot, {
            textDocument: { uri: "" },
            position: snapshot.file.document.positionAt(length),
          });
      }
    },
  );

  it("does not change snapshots that were taken before", () => {
    const workspace = createWorkspace(disk, () => undefined);
    const path = "/shop/welcome.journey";
    const before = workspace.snapshot(path);
    workspace.setBuffer(
      path,
      TextDocument.create(`file://${path}`, "trajet", 1, "journey Other for Newsletter { }"),
    );
    const after = workspace.snapshot(path);
    expect(before?.project.model.symbols.journeys.has("WelcomeSeries")).toBe(true);
    expect(after?.project.model.symbols.journeys.has("WelcomeSeries")).toBe(false);
    expect(before?.file.document.getText()).toBe(SHOP["welcome.journey"]);
  });
});
