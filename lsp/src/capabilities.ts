import {
  type ClientCapabilities,
  CodeActionKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";

/** What the editor can do that changes what the server does. */
export interface Editor {
  readonly pulls: boolean;
  readonly refreshes: boolean;
  /** The server may ask for news of files that change on disk. */
  readonly watches: boolean;
  /** The server may say later for which files it formats. */
  readonly registersFormatting: boolean;
  readonly folders: boolean;
}

export function editorOf(client: ClientCapabilities): Editor {
  const { textDocument, workspace } = client;
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersFormatting: textDocument?.formatting?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
  };
}

export function capabilitiesFor(editor: Editor): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    completionProvider: { triggerCharacters: [".", '"', " ", "{"] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    ...(!editor.registersFormatting && { documentFormattingProvider: true }),
    ...(editor.pulls && {
      diagnosticProvider: { identifier: "trajet", interFileDependencies: true, workspaceDiagnostics: false },
    }),
    ...(editor.folders && {
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    }),
  };
}
