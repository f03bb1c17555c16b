import type { Connection, InitializeParams } from "vscode-languageserver";
import { capabilitiesFor } from "./capabilities.ts";
import { createPages } from "./diagnostics/pages.ts";
import type { Reporter } from "./diagnostics/reporter.ts";
import { answerPulls, reporterFor } from "./diagnostics/reporting.ts";
import { type Editor, type EditorOptions, editorOf } from "./editor.ts";
import { messageOf } from "./guard.ts";
import { createLifecycle, type Lifecycle } from "./lifecycle.ts";
import type { FindInstance } from "./live/instance.ts";
import { createLive, type Live, NOTHING_LIVE } from "./live/live.ts";
import { ErrorCodes, ResponseError, TextDocuments } from "./protocol.ts";
import { refresh } from "./refresh.ts";
import { registerLater } from "./registrations.ts";
import { answerRequests, type Serving } from "./requests/answers.ts";
import type { TestEngine } from "./tests/engine.ts";
import { createTurns, later } from "./turns.ts";
import type { Disk } from "./workspace/disk.ts";
import { documentMaker } from "./workspace/encoded-documents.ts";
import { pathOf, uriOf } from "./workspace/uris.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";

/** What an editor may send along with `initialize`. */
export interface InitializationOptions extends EditorOptions {
  /** URI, with a slash at its end, of the folder in which the pages of the diagnostics lie. */
  readonly pages?: string;
  /** `false`: nothing that runs is asked for its numbers. */
  readonly live?: boolean;
}

/** What a host gives the server beside a disk. */
export interface Host extends InitializationOptions {
  /** What finds a running instance of a project; without it there are no numbers of one. */
  readonly instances?: FindInstance;
  /** What runs tests; without it the server refuses to. */
  readonly engine?: TestEngine;
  /** Told of each piece of work. */
  readonly worked?: () => void;
}

/** Serves one editor over a connection, from its `initialize` to its `exit`. */
export function startServer(connection: Connection, disk: Disk, host: Host = {}): void {
  const lifecycle = createLifecycle();
  connection.onInitialize((params) => {
    lifecycle.begin();
    const options = { ...host, ...(params.initializationOptions as InitializationOptions | undefined) };
    const editor = editorOf(params.capabilities, options, host.engine !== undefined);
    const workspace = createWorkspace(disk, createPages(options.pages), documentMaker(editor.encoding));
    for (const folder of foldersOf(params)) workspace.addFolder(folder);
    serve({
      connection,
      workspace,
      editor,
      lifecycle,
      turns: createTurns(later, host.worked),
      engine: host.engine,
      live: liveOf(connection, workspace, editor, options.live === false ? undefined : host.instances),
    });
    return { capabilities: capabilitiesFor(editor), serverInfo: { name: "trajet" } };
  });
  connection.onShutdown(() => lifecycle.end());
  refuseOthers(connection, lifecycle);
  connection.listen();
}

function serve(serving: Serving): void {
  const { connection, workspace, editor } = serving;
  const reporter = reporterFor(serving);
  connection.onInitialized(() => {
    registerLater(connection, editor);
    if (editor.folders) followFolders(connection, workspace, reporter);
    reporter.changed();
  });
  followDocuments(connection, workspace, editor, reporter);
  answerRequests(serving);
  answerPulls(serving, reporter);
}

/** Numbers of what runs. An editor that can be told to asks again when they change. */
function liveOf(
  connection: Connection,
  workspace: Workspace,
  editor: Editor,
  find: FindInstance | undefined,
): Live {
  if (find === undefined) return NOTHING_LIVE;
  return createLive({
    find,
    isOpen: (key) =>
      workspace.keys().includes(key) && [...workspace.project(key).files.values()].some(({ open }) => open),
    changed: () => refresh(connection, editor, ["codeLenses", "inlayHints"]),
    later: (action, milliseconds) => {
      const timer: unknown = setTimeout(action, milliseconds);
      // Node's own: it does not keep the process. A number in a browser.
      (timer as { readonly unref?: () => void }).unref?.();
    },
    failed: (problem) => connection.console.warn(`what runs did not answer: ${messageOf(problem)}`),
  });
}

/** A request that nobody answers is refused by what is wrong with it: its time, or its name. */
function refuseOthers(connection: Connection, lifecycle: Lifecycle): void {
  connection.onRequest((method: string) => {
    lifecycle.admit(method);
    throw new ResponseError(ErrorCodes.MethodNotFound, `The server does not know “${method}”.`);
  });
  connection.onNotification(() => {});
}

/** Old editors name one root, as a URI or as a path. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map((folder) => folderPath(folder.uri));
  if (rootUri) return [folderPath(rootUri)];
  return rootPath ? [folderPath(uriOf(rootPath.replaceAll("\\", "/")))] : [];
}

function folderPath(uri: string): string {
  const path = pathOf(uri);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function followFolders(connection: Connection, workspace: Workspace, reporter: Reporter): void {
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const folder of added) workspace.addFolder(folderPath(folder.uri));
    for (const folder of removed) workspace.removeFolder(folderPath(folder.uri));
    reporter.changed();
  });
}

function followDocuments(
  connection: Connection,
  workspace: Workspace,
  editor: Editor,
  reporter: Reporter,
): void {
  const documents = new TextDocuments(documentMaker(editor.encoding));
  const changedOnDisk = (): void => {
    reporter.changed();
    // A lens counts uses in other files; the types of hints and the colours of templates come from there.
    refresh(connection, editor, ["codeLenses", "inlayHints", "semanticTokens"]);
  };
  documents.onDidChangeContent(({ document }) => {
    workspace.setBuffer(pathOf(document.uri), document);
    reporter.changed();
  });
  documents.onDidClose(({ document }) => {
    workspace.dropBuffer(pathOf(document.uri));
    reporter.changed();
  });
  documents.onDidSave(() => {
    // An editor that watches tells of this file, and of the others that changed with it.
    if (editor.watches) return;
    workspace.reread();
    changedOnDisk();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    workspace.changedOnDisk(changes.map(({ uri }) => pathOf(uri)));
    changedOnDisk();
  });
  documents.listen(connection);
}
