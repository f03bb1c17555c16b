import type { ServerCapabilities } from "vscode-languageserver";
import type { Editor } from "./editor.ts";
import { CodeActionKind, TextDocumentSyncKind } from "./protocol.ts";
import { COMMANDS } from "./requests/execute-command.ts";
import { TOKEN_MODIFIERS, TOKEN_TYPES } from "./requests/semantic-tokens.ts";
import { PROGRAM_SCHEME } from "./requests/text-document-content.ts";

/** What the server offers to an editor. */
export function capabilitiesFor(editor: Editor): ServerCapabilities {
  return {
    positionEncoding: editor.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    completionProvider: {
      triggerCharacters: [".", '"', " ", "{", ">"],
      resolveProvider: editor.resolvesDocumentation,
    },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] },
    declarationProvider: true,
    definitionProvider: true,
    typeDefinitionProvider: true,
    implementationProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: { label: "Trajet" },
    workspaceSymbolProvider: true,
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorExtract,
        CodeActionKind.RefactorInline,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.SourceFixAll,
        "source.organize",
      ],
    },
    codeLensProvider: { resolveProvider: false },
    documentLinkProvider: { resolveProvider: false },
    ...(!editor.registersFormatting && { documentFormattingProvider: true }),
    documentRangeFormattingProvider: { rangesSupport: true },
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["\n"] },
    renameProvider: { prepareProvider: true },
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    callHierarchyProvider: true,
    inlayHintProvider: { resolveProvider: false },
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
    executeCommandProvider: { commands: [...COMMANDS] },
    ...(editor.pulls && {
      diagnosticProvider: { identifier: "trajet", interFileDependencies: true, workspaceDiagnostics: true },
    }),
    workspace: {
      ...(editor.folders && { workspaceFolders: { supported: true, changeNotifications: true } }),
      fileOperations: {
        willRename: {
          filters: [
            {
              scheme: "file",
              pattern: { glob: "**/*.{hbs,html,txt,mjml,json}", matches: "file" },
            },
            { scheme: "file", pattern: { glob: "**", matches: "folder" } },
          ],
        },
      },
      textDocumentContent: { schemes: [PROGRAM_SCHEME] },
    },
  };
}
