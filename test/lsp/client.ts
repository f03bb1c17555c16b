import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

export const SERVER = path.resolve(import.meta.dirname, "../../lsp/src/node.ts");

/** A real client: it starts the server as an editor does, and speaks with it over standard input and output. */
export interface Client {
  readonly initialized: InitializeResult;
  /** Of the server's process. */
  readonly pid: number | undefined;
  readonly open: (uri: string, text: string, languageId?: string) => void;
  /** Replaces the part between two positions, as typing does. */
  readonly edit: (uri: string, start: Position, end: Position, text: string) => void;
  readonly replace: (uri: string, text: string) => void;
  readonly close: (uri: string) => void;
  readonly notify: (method: string, params: unknown) => void;
  readonly request: <R>(method: string, params: unknown) => Promise<R>;
  /** Asks, and takes the request back at once. */
  readonly requestAndCancel: (method: string, params: unknown) => Promise<unknown>;
  /** What the server publishes of a file for the version that it has now; waits for it. */
  readonly diagnostics: (uri: string) => Promise<readonly Diagnostic[]>;
  /** Waits until what was last published of a file, of whatever version, meets the condition. */
  readonly published: (uri: string, condition: (found: readonly Diagnostic[]) => boolean) => Promise<void>;
  /** Every publication so far, in order. */
  readonly publications: readonly PublishDiagnosticsParams[];
  /** What the server wrote to the editor's log. */
  readonly log: readonly string[];
  /** The messages that the server showed to the user. */
  readonly shown: readonly string[];
  /** Waits until the server has asked this of the editor. @returns what it sent with it */
  readonly asked: (method: string) => Promise<unknown>;
  /** Waits until the server has shown a progress of this kind: `begin`, `report`, `end`. */
  readonly progressed: (kind: string) => Promise<unknown>;
  /** Ends the server as an editor does. @returns its exit code */
  readonly stop: () => Promise<number | null>;
}

export interface ClientOptions {
  readonly folders: readonly string[];
  /** In place of the folders, as editors name one that know no more than one. */
  readonly root?: { readonly rootUri: string } | { readonly rootPath: string };
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Starts the server from its sources, unless said. */
  readonly command?: readonly string[];
  /** Of the server's process; that of this one unless said. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** The server's process, for who speaks with it byte by byte. */
export function spawnServer(
  command: readonly string[] = [process.execPath, SERVER, "--stdio"],
  env: NodeJS.ProcessEnv = process.env,
) {
  const [program = "", ...args] = command;
  return spawn(program, args, { env, stdio: ["pipe", "pipe", "inherit"] });
}

export async function startClient(options: ClientOptions): Promise<Client> {
  const { folders, capabilities = {}, initializationOptions } = options;
  const child = spawnServer(options.command, options.env);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  // What still waits for an answer of a server that has gone is told so.
  child.on("exit", () => connection.dispose());
  const inbox = receive(connection);
  connection.listen();
  const workspaceFolders = folders.map((folder) => ({
    uri: pathToFileURL(folder).href,
    name: path.basename(folder),
  }));
  const params = {
    processId: process.pid,
    rootUri: null,
    ...(options.root ?? { workspaceFolders }),
    capabilities,
    initializationOptions,
  };
  const initialized: InitializeResult = await connection.sendRequest("initialize", params);
  void connection.sendNotification("initialized", {});
  return {
    initialized,
    pid: child.pid,
    ...inbox.read,
    ...documents(connection, inbox),
    stop: () => stop(connection, child),
  };
}

type Inbox = ReturnType<typeof receive>;

/** What a server may ask of an editor. */
const ASKED = [
  "client/registerCapability",
  "workspace/codeLens/refresh",
  "workspace/diagnostic/refresh",
  "workspace/inlayHint/refresh",
  "workspace/semanticTokens/refresh",
  "window/workDoneProgress/create",
];

/** Collects what the server sends by itself, and answers what it asks. */
function receive(connection: ProtocolConnection) {
  const publications: PublishDiagnosticsParams[] = [];
  const log: string[] = [];
  const requests: { readonly method: string; readonly params: unknown }[] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const each of [...waiting]) each();
  };

  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    publications.push(params);
    look();
  });
  connection.onNotification(
    "window/logMessage",
    ({ message }: { message: string }) => void log.push(message),
  );
  const shown: string[] = [];
  connection.onNotification(
    "window/showMessage",
    ({ message }: { message: string }) => void shown.push(message),
  );
  for (const method of ASKED) {
    connection.onRequest(method, (params: unknown) => {
      requests.push({ method, params });
      look();
      return null;
    });
  }
  /** Resolves with what is looked for, as soon as it is there. */
  const first = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const each = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(each);
        resolve(found);
      };
      waiting.add(each);
      each();
    });
  /** The latest publication of a file, once it meets the condition. */
  const latest = (uri: string, condition: (params: PublishDiagnosticsParams) => boolean) =>
    first(() => {
      const last = publications.findLast((params) => params.uri === uri);
      return last !== undefined && condition(last) ? last : undefined;
    });
  const published = async (
    uri: string,
    condition: (found: readonly Diagnostic[]) => boolean,
  ): Promise<void> => {
    await latest(uri, ({ diagnostics }) => condition(diagnostics));
  };
  const asked = async (method: string): Promise<unknown> =>
    (await first(() => requests.find((request) => request.method === method))).params;
  const progress: unknown[] = [];
  connection.onNotification("$/progress", ({ value }: { value: { kind: string } }) => {
    progress.push(value);
    look();
  });
  const progressed = (kind: string): Promise<unknown> =>
    first(() => progress.find((value) => (value as { kind: string }).kind === kind));
  return { latest, read: { publications, log, shown, asked, published, progressed } };
}

/** The text synchronization of an editor, with its version numbers. */
function documents(connection: ProtocolConnection, inbox: Inbox) {
  const versions = new Map<string, number>();
  const notify = (method: string, params: unknown): void => void connection.sendNotification(method, params);
  const change = (uri: string, contentChanges: readonly unknown[]): void => {
    const version = (versions.get(uri) ?? 0) + 1;
    versions.set(uri, version);
    notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  };
  return {
    notify,
    request: <R>(method: string, params: unknown): Promise<R> => connection.sendRequest(method, params),
    requestAndCancel: (method: string, params: unknown): Promise<unknown> => {
      const source = new CancellationTokenSource();
      const answer = connection.sendRequest(method, params, source.token);
      source.cancel();
      return answer;
    },
    open: (uri: string, text: string, languageId = "trajet"): void => {
      versions.set(uri, 1);
      notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    },
    edit: (uri: string, start: Position, end: Position, text: string): void =>
      change(uri, [{ range: { start, end }, text }]),
    replace: (uri: string, text: string): void => change(uri, [{ text }]),
    close: (uri: string): void => notify("textDocument/didClose", { textDocument: { uri } }),
    diagnostics: async (uri: string): Promise<readonly Diagnostic[]> => {
      const version = versions.get(uri);
      return (await inbox.latest(uri, (params) => params.version === version)).diagnostics;
    },
  };
}

async function stop(connection: ProtocolConnection, child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  await connection.sendRequest("shutdown");
  void connection.sendNotification("exit");
  return ended;
}
