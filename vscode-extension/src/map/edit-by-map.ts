import type { MapAnswer, MapChange, MapChangeAnswer } from "@trajet/lsp";
import { Position, Range, TextEditorRevealType, type Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** Changes the text as the map says, in one edit that can be undone. What comes of an insertion is selected in the text. */
export async function editByMap(
  client: BaseLanguageClient,
  uri: string,
  { journey, version }: MapAnswer,
  change: MapChange,
): Promise<void> {
  const answer = await client.sendRequest<MapChangeAnswer>("trajet/mapChange", {
    textDocument: { uri },
    journey,
    version,
    change,
  });
  if ("refused" in answer) {
    window.showWarningMessage(answer.refused);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
  if (!(await workspace.applyEdit(edit))) {
    window.showWarningMessage("The editor did not take the change: the text has changed. Try again.");
    return;
  }
  await showLine(client.protocol2CodeConverter.asUri(answer.uri), answer.line, change.kind !== "insert");
}

/** Shows a line beside the map; the keyboard stays where it is unless the line is to be written on. */
export async function showLine(uri: Uri, line: number, preserveFocus: boolean): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const { range, firstNonWhitespaceCharacterIndex: first } = document.lineAt(
    Math.min(line, document.lineCount - 1),
  );
  const selection = new Range(new Position(range.start.line, first), range.end);
  const editor = await window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? 1,
    preserveFocus,
    selection,
  });
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
