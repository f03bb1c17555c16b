import path from "node:path";
import { commands, type ExtensionContext, Uri } from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";

/** What the server hears of: the journeys, and what their projects read besides. Files on disk it asks to watch itself. */
const options: LanguageClientOptions = {
  documentSelector: [
    { scheme: "file", language: "trajet" },
    { scheme: "untitled", language: "trajet" },
    { scheme: "file", pattern: "**/*.hbs" },
    { scheme: "file", pattern: "**/trajet.json" },
  ],
};

let client: LanguageClient | undefined;

/** Starts the language server that is bundled beside this file, in the editor's own Node. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath(path.join("dist", "server.cjs"));
  const initializationOptions = { pages: `${Uri.joinPath(context.extensionUri, "generated/diagnostics")}/` };
  const server = { module, transport: TransportKind.ipc };
  client = new LanguageClient("trajet", "Trajet", server, { ...options, initializationOptions });
  context.subscriptions.push(commands.registerCommand("trajet.restartServer", () => client?.restart()));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
