import type { MapAnswer } from "@trajet/lsp";
import {
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { oneAtATime } from "../one-at-a-time.ts";
import { isOutside, nodeAt } from "./at-cursor.ts";
import { editByMap, showLine } from "./edit-by-map.ts";
import { exportMap } from "./export-map.ts";
import type { FromPage, ToPage } from "./messages.ts";
import { pageHtml } from "./page-html.ts";
import { pickStep } from "./pick-step.ts";

/** The map beside the text: one for the window, of the journey in which the cursor stands. */
export interface Preview {
  /** Shows the journey of a name, or the one at the cursor. */
  readonly show: (document: TextDocument, journey: string | undefined) => void;
  readonly onClose: (act: () => void) => void;
}

interface Shown {
  readonly document: TextDocument;
  readonly map: MapAnswer;
}

export function openPreview({ extensionUri }: ExtensionContext, client: BaseLanguageClient): Preview {
  const panel = window.createWebviewPanel(
    "trajet.map",
    "Map",
    { viewColumn: ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, "dist/page")] },
  );
  panel.iconPath = Uri.joinPath(extensionUri, "icons/journey.svg");
  let document: TextDocument | undefined;
  let wanted: string | undefined;
  let shown: Shown | undefined;
  const tell = (message: ToPage): Thenable<boolean> => panel.webview.postMessage(message);

  const refresh = oneAtATime(
    async () => {
      if (document === undefined) return;
      const asked = document;
      const map = await client.sendRequest<MapAnswer | null>("trajet/map", {
        textDocument: { uri: client.code2ProtocolConverter.asUri(asked.uri) },
        ...(wanted === undefined ? { position: cursorIn(asked) } : { journey: wanted }),
      });
      if (map === null) {
        shown = undefined;
        await tell({ kind: "none", text: "This file has no journey." });
        return;
      }
      shown = { document: asked, map };
      panel.title = `Map of ${map.title}`;
      await tell({ kind: "map", map, node: nodeAtCursor(shown) });
    },
    (problem) => client.error("The map could not be drawn.", problem, false),
  );

  const followCursor = (editor: TextEditor): void => {
    if (editor.document.languageId !== "trajet") return;
    const isOther = editor.document !== document;
    document = editor.document;
    wanted = undefined;
    if (isOther || shown === undefined || isOutside(shown.map, editor.selection.active)) refresh();
    else tell({ kind: "cursor", node: nodeAtCursor(shown) });
  };
  const subscriptions: Disposable[] = [
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      act(message, { client, panel, shown, refresh }).catch((problem: unknown) =>
        client.error("The map could not do that.", problem),
      );
    }),
    workspace.onDidChangeTextDocument((change) => {
      if (isOfProjects(change.document)) refresh();
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => followCursor(textEditor)),
    window.onDidChangeActiveTextEditor((editor) => editor && followCursor(editor)),
  ];
  panel.onDidDispose(() => {
    for (const each of subscriptions) each.dispose();
  });
  panel.webview.html = pageHtml(panel.webview, extensionUri, crypto.randomUUID());
  return {
    show: (of, journey) => {
      document = of;
      wanted = journey;
      refresh();
      panel.reveal(undefined, true);
    },
    onClose: (then) => void panel.onDidDispose(then),
  };
}

interface Acting {
  readonly client: BaseLanguageClient;
  readonly panel: WebviewPanel;
  readonly shown: Shown | undefined;
  readonly refresh: () => void;
}

async function act(message: FromPage, { client, shown, refresh }: Acting): Promise<void> {
  if (message.kind === "ready") return refresh();
  if (shown === undefined) return;
  const { document, map } = shown;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  switch (message.kind) {
    case "show": {
      const node = map.nodes.find(({ id }) => id === message.node);
      if (node === undefined) return;
      return showLine(client.protocol2CodeConverter.asUri(node.uri), node.range.start.line, true);
    }
    case "add": {
      const offer = await pickStep(map.offers);
      if (offer === undefined) return;
      const { kind: _, ...place } = message;
      return editByMap(client, uri, map, { kind: "insert", step: offer.step, ...place });
    }
    case "delete":
    case "move":
      return editByMap(client, uri, map, message);
    case "export":
      return exportMap(client, uri, map.journey);
    case "leave":
      await window.showTextDocument(document, { viewColumn: columnOf(document) });
      return;
    default:
      return message satisfies never;
  }
}

const columnOf = (document: TextDocument): ViewColumn =>
  window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn ?? ViewColumn.One;

const isOfProjects = ({ languageId, fileName }: TextDocument): boolean =>
  languageId === "trajet" || fileName.endsWith("trajet.json");

/** The editor of a document, in front or beside. */
const editorOf = (document: TextDocument): TextEditor | undefined =>
  window.visibleTextEditors.find((editor) => editor.document === document);

function cursorIn(document: TextDocument): { readonly line: number; readonly character: number } | undefined {
  const active = editorOf(document)?.selection.active;
  return active && { line: active.line, character: active.character };
}

function nodeAtCursor({ document, map }: Shown): string | null {
  const cursor = cursorIn(document);
  return cursor === undefined ? null : nodeAt(map, cursor);
}
