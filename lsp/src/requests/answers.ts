import type { Connection, TextDocumentIdentifier } from "vscode-languageserver";
import { guarded } from "../guard.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { pathOf } from "../workspace/uris.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { codeActions } from "./code-actions.ts";
import { completion } from "./completion.ts";
import { definition } from "./definition.ts";
import { documentSymbols } from "./document-symbols.ts";
import { formatting } from "./formatting.ts";
import { hover } from "./hover.ts";
import { references } from "./references.ts";
import { prepareRename, rename } from "./rename.ts";

/** Binds each request to its function, which sees one snapshot and nothing else. A file that is not ours has no answer. */
export function answerRequests(connection: Connection, workspace: Workspace): void {
  const log = (message: string): void => connection.console.error(message);
  const at = <P extends { readonly textDocument: TextDocumentIdentifier }, R>(
    name: string,
    request: (snapshot: Snapshot, params: P) => R,
  ): ((params: P) => R | null) =>
    guarded(name, log, (params: P) => {
      const snapshot = workspace.snapshot(pathOf(params.textDocument.uri));
      return snapshot === undefined ? null : request(snapshot, params);
    });

  connection.onCompletion(at("textDocument/completion", completion));
  connection.onHover(at("textDocument/hover", hover));
  connection.onDefinition(at("textDocument/definition", definition));
  connection.onReferences(at("textDocument/references", references));
  connection.onPrepareRename(at("textDocument/prepareRename", prepareRename));
  connection.onRenameRequest(at("textDocument/rename", rename));
  connection.onDocumentSymbol(at("textDocument/documentSymbol", documentSymbols));
  connection.onDocumentFormatting(at("textDocument/formatting", formatting));
  connection.onCodeAction(at("textDocument/codeAction", codeActions));
}
