import type { ClientCapabilities } from "vscode-languageserver";
import type { PositionEncoding } from "./workspace/encoded-documents.ts";

/** What the editor can do that changes what the server does. */
export interface Editor {
  readonly encoding: PositionEncoding;
  readonly pulls: boolean;
  /** The editor asks again for diagnostics, hints, lenses and colours when it is told to. */
  readonly refreshes: Readonly<
    Record<"diagnostics" | "inlayHints" | "codeLenses" | "semanticTokens", boolean>
  >;
  /** The server may ask for news of files that change on disk. */
  readonly watches: boolean;
  /** The server may say later for which files it formats. */
  readonly registersFormatting: boolean;
  readonly folders: boolean;
  /** Shows how far the first index has come. */
  readonly progress: boolean;
  /** Takes items with places to fill in, and has none of its own for this language. */
  readonly snippets: boolean;
  /** Takes a documentation that is asked for when an item is looked at. */
  readonly resolvesDocumentation: boolean;
  /** Takes code actions as objects, not only as commands. */
  readonly codeActions: boolean;
  /** Takes edits of several files, with versions and with notes that want to be confirmed. */
  readonly documentChanges: boolean;
  readonly annotations: boolean;
  /** Takes an outline with parts below declarations. */
  readonly hierarchicalSymbols: boolean;
  /** Commands of the editor's own that lenses may name. */
  readonly commands: ReadonlySet<string>;
  /** The server itself runs a test that the editor has no command for. */
  readonly testsHere: boolean;
}

/** What an editor tells in its options, as no capability does. */
export interface EditorOptions {
  /** Commands of the editor's own that lenses may name; `code-lenses.ts` says which they are. */
  readonly commands?: readonly string[];
  /** `false`: it has snippets of its own. */
  readonly snippets?: boolean;
}

/** `testsHere`: the host of this server runs tests. */
export function editorOf(client: ClientCapabilities, options: EditorOptions = {}, testsHere = false): Editor {
  const { textDocument, workspace, window, general } = client;
  const { completion, codeAction, documentSymbol } = textDocument ?? {};
  const item = completion?.completionItem;
  return {
    encoding: encodingOf(general?.positionEncodings),
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: {
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      codeLenses: workspace?.codeLens?.refreshSupport === true,
      semanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    },
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersFormatting: textDocument?.formatting?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    snippets: item?.snippetSupport === true && options.snippets !== false,
    resolvesDocumentation: item?.resolveSupport?.properties.includes("documentation") === true,
    codeActions: codeAction?.codeActionLiteralSupport !== undefined,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    annotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    hierarchicalSymbols: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    commands: new Set(options.commands),
    testsHere,
  };
}

/** An editor that knows nothing but what the protocol demands of all. */
export const PLAIN_EDITOR: Editor = editorOf({});

/** UTF-16 is what every editor knows; another is taken where the editor likes it better. */
function encodingOf(encodings: readonly string[] = []): PositionEncoding {
  const first = encodings.find((each) => each === "utf-16" || each === "utf-8");
  return first === "utf-8" ? "utf-8" : "utf-16";
}
