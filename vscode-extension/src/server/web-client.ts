import { type ExtensionContext, Uri, workspace } from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
  State,
} from "vscode-languageclient/browser";
import { clientOptions } from "./client-options.ts";

/** What a project may read, as on disk. */
const FILES = "**/*.{journey,hbs,html,txt,mjml,json}";

/** What a browser has, and the types of the extension, which know Node's only, do not. */
declare const Worker: new (url: string) => ConstructorParameters<typeof BrowserMessageReader>[0];

/**
 * The server in a web worker. It knows paths only: a folder of any scheme is to it one of files, and what is in it is handed to
 * it.
 */
export function webClient(context: ExtensionContext): LanguageClient {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const schemes = [...new Set((workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme))];
  const options: LanguageClientOptions = {
    ...clientOptions(context, schemes),
    uriConverters: {
      code2Protocol: (uri) => asFile(uri, schemes).toString(),
      protocol2Code: (text) => {
        const uri = Uri.parse(text);
        return folder !== undefined && uri.scheme === "file"
          ? uri.with({ scheme: folder.scheme, authority: folder.authority })
          : uri;
      },
    },
  };
  const client = new LanguageClient("trajet", "Trajet", () => startWorker(context), options);
  const hand = async (uris: readonly Uri[]): Promise<void> => {
    const texts = await Promise.all(uris.map(async (uri) => [asFile(uri, schemes).path, await textOf(uri)]));
    await client.sendNotification("trajet/files", Object.fromEntries(texts));
    const changes = uris.map((uri) => ({ uri: asFile(uri, schemes).toString(), type: 2 }));
    await client.sendNotification("workspace/didChangeWatchedFiles", { changes });
  };
  const failed = (problem: unknown): void =>
    client.error("The files could not be handed to the server.", problem, false);
  const files = workspace.createFileSystemWatcher(FILES);
  const changed = (uri: Uri): void => void hand([uri]).catch(failed);
  context.subscriptions.push(
    files,
    files.onDidCreate(changed),
    files.onDidChange(changed),
    files.onDidDelete(changed),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      Promise.resolve(workspace.findFiles(FILES, "**/{node_modules,.*}/**")).then(hand).catch(failed);
    }),
  );
  return client;
}

/** By its text: a worker is not started from another origin, nor from the far end of a remote window. */
async function startWorker({ extensionUri }: ExtensionContext): Promise<MessageTransports> {
  const program = await fetch(Uri.joinPath(extensionUri, "dist/server-worker.js").toString(true));
  const text = new Blob([await program.text()], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(text));
  // Both ends here: the client does not know the editor's own kind of worker for one.
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** Documents that are no files, as untitled ones, stay what they are. */
const asFile = (uri: Uri, schemes: readonly string[]): Uri =>
  schemes.includes(uri.scheme) ? uri.with({ scheme: "file", authority: "" }) : uri;

/** `null` for a file that is gone. */
async function textOf(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
