import { expect, test } from "vitest";
import type { Position } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completion } from "../../lsp/src/requests/completion.ts";
import { definition } from "../../lsp/src/requests/definition.ts";
import { documentSymbols } from "../../lsp/src/requests/document-symbols.ts";
import { hover } from "../../lsp/src/requests/hover.ts";
import { signatureHelp } from "../../lsp/src/requests/signature-help.ts";
import { createCheck } from "../../lsp/src/workspace/check.ts";
import { makeProjectSnapshot, type Snapshot } from "../../lsp/src/workspace/snapshot.ts";
import { STUDIO } from "./studio.ts";

// What is asked for while somebody types must not wait for the checks of what was typed.

const refuse = (): never => {
  throw new Error("this was not to be checked");
};

/** A file of the studio whose checks nobody may ask for. */
function uncheckedFile(path: string): Snapshot {
  const files = Object.entries(STUDIO).map(([each, text]) => {
    const uri = `file:///studio/${each}`;
    return { path: each, uri, document: TextDocument.create(uri, "trajet", 1, text), open: true };
  });
  const check = createCheck("/studio");
  const project = makeProjectSnapshot(
    "/studio",
    files,
    (given) => ({
      model: { ...check(given).model, typeOf: refuse, sendings: refuse },
      get diagnostics() {
        return refuse();
      },
    }),
    () => undefined,
  );
  const file = project.files.get(path);
  if (file === undefined) throw new Error(`the studio has no ${path}`);
  return { project, file };
}

const snapshot = uncheckedFile("visits.journey");

function at(text: string): { readonly textDocument: { readonly uri: string }; readonly position: Position } {
  const { document, uri } = snapshot.file;
  const offset = document.getText().indexOf(text) + text.length - 1;
  return { textDocument: { uri }, position: document.positionAt(offset) };
}

test.each([
  ["a tag", 'tag "warm', "people.journey"],
  ["a message", "send email Hello", "mails.journey"],
  ["a field", "given contact { firstName", "people.journey"],
])("hover and definition of %s", (_, text, declaredIn) => {
  expect(definition(snapshot, at(text)).map(({ uri }) => uri)).toEqual([`file:///studio/${declaredIn}`]);
  expect(hover(snapshot, at(text))).not.toBeNull();
});

test("definition of a remembered value, whose type only a check knows", () => {
  const { position } = at("remember limit");
  expect(definition(snapshot, at("seats > limit")).map(({ range }) => range.end)).toEqual([
    { line: position.line, character: position.character + 1 },
  ]);
});

test("hover of a keyword", () => {
  expect(hover(snapshot, at("split"))).toMatchObject({
    contents: { value: expect.stringContaining("**split**") },
  });
});

test("completion of a tag and of a keyword, the signature of a call, the outline", () => {
  expect(completion(snapshot, at('tag "w')).map(({ label }) => label)).toContain("vip");
  expect(completion(snapshot, at("  split")).map(({ label }) => label)).toContain("split");
  expect(signatureHelp(snapshot, at("Hello(s"))?.signatures).toHaveLength(1);
  expect(documentSymbols(snapshot, at("x")).length).toBeGreaterThan(0);
});
