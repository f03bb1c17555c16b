import {
  type Connection,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  DocumentFormattingRequest,
  type InitializeParams,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { capabilitiesFor, type Editor, editorOf } from "./capabilities.ts";
import { createPages } from "./diagnostics/pages.ts";
import { createReporter, type Reporter } from "./diagnostics/reporter.ts";
import { guarded, stackOf } from "./guard.ts";
import { answerRequests } from "./requests/answers.ts";
import type { Disk } from "./workspace/disk.ts";
import { pathOf } from "./workspace/uris.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";

/** How long typing must pause before what it changed is checked and pushed. */
const PUSH_AFTER_MS = 20;

/** Files on disk whose changes matter to a project. */
const WATCHED = ["**/*.{journey,hbs,html,txt,mjml,json}"];

/** What an editor may send along with `initialize`. */
export interface InitializationOptions {
  /** URI, with a slash at its end, of the folder in which the pages of the diagnostics lie. */
  readonly pages?: string;
}

/** Serves one editor over a connection, from its `initialize` to its `exit`. */
export function startServer(connection: Connection, disk: Disk, defaults: InitializationOptions = {}): void {
  connection.onInitialize((params) => {
    const { pages } = { ...defaults, ...(params.initializationOptions as InitializationOptions | undefined) };
    const workspace = createWorkspace(disk, createPages(pages));
    const editor = editorOf(params.capabilities);
    for (const folder of foldersOf(params)) workspace.addFolder(folder);
    const reporter = reporterFor(connection, workspace, editor);
    connection.onInitialized(() => begin(connection, workspace, editor, reporter));
    followDocuments(connection, workspace, editor, reporter);
    answerRequests(connection, workspace);
    answerPulls(connection, reporter);
    return { capabilities: capabilitiesFor(editor), serverInfo: { name: "trajet" } };
  });
  connection.listen();
}

/** Old editors name one root, as a URI or as a path. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map((folder) => folderPath(folder.uri));
  return rootUri ? [folderPath(rootUri)] : [];
}

function folderPath(uri: string): string {
  const path = pathOf(uri);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function reporterFor(connection: Connection, workspace: Workspace, editor: Editor): Reporter {
  const log = (message: string): void => connection.console.error(message);
  let timer: NodeJS.Timeout | undefined;
  return createReporter(workspace, editor.pulls, {
    publish: (uri, version, diagnostics) =>
      settled(
        connection.sendDiagnostics({ uri, ...(version !== undefined && { version }), diagnostics }),
        log,
      ),
    refresh: editor.refreshes ? () => settled(connection.languages.diagnostics.refresh(), log) : undefined,
    later: (action) => {
      clearTimeout(timer);
      timer = setTimeout(action, PUSH_AFTER_MS);
    },
    failed: (what, problem) => log(`${what} failed: ${stackOf(problem)}`),
  });
}

/** The editor is ready: ask for what it can only be asked for now, and report what is wrong already. */
function begin(connection: Connection, workspace: Workspace, editor: Editor, reporter: Reporter): void {
  const log = (message: string): void => connection.console.error(message);
  if (editor.watches) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    settled(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }), log);
  }
  if (editor.registersFormatting) {
    // Only journeys: the editor also tells us of templates, and has other formatters for those.
    const documentSelector = [{ language: "trajet" }];
    settled(connection.client.register(DocumentFormattingRequest.type, { documentSelector }), log);
  }
  if (editor.folders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const folder of added) workspace.addFolder(folderPath(folder.uri));
      for (const folder of removed) workspace.removeFolder(folderPath(folder.uri));
      reporter.changed();
    });
  }
  reporter.changed();
}

function followDocuments(
  connection: Connection,
  workspace: Workspace,
  editor: Editor,
  reporter: Reporter,
): void {
  const documents = new TextDocuments(TextDocument);
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
    reporter.changed();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    workspace.changedOnDisk(changes.map(({ uri }) => pathOf(uri)));
    reporter.changed();
  });
  documents.listen(connection);
}

function answerPulls(connection: Connection, reporter: Reporter): void {
  const log = (message: string): void => connection.console.error(message);
  connection.languages.diagnostics.on(
    guarded("textDocument/diagnostic", log, ({ textDocument, previousResultId }) => {
      const report = reporter.pull(pathOf(textDocument.uri), previousResultId);
      return report.kind === "full"
        ? { ...report, kind: DocumentDiagnosticReportKind.Full }
        : { ...report, kind: DocumentDiagnosticReportKind.Unchanged };
    }),
  );
}

/** The editor may refuse what it is asked, or be gone: that is written down, and changes nothing. */
function settled(asked: Promise<unknown>, log: (message: string) => void): void {
  asked.catch((problem: unknown) => log(`the editor did not take a message: ${stackOf(problem)}`));
}
