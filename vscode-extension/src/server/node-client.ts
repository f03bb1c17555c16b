import path from "node:path";
import { type ExtensionContext, workspace } from "vscode";
import { type Executable, LanguageClient, type NodeModule, TransportKind } from "vscode-languageclient/node";
import { smallEnvironment, V8_OPTIONS } from "../../../lsp/start/small-process.mjs";
import { clientOptions } from "./client-options.ts";
import { ownProgram } from "./own-program.ts";
import { restart } from "./restart.ts";

/** The server beside this file, in the editor's own Node; or the program that the user has named. */
export function nodeClient(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath(path.join("dist", "server.cjs"));
  const cache = path.join(context.globalStorageUri.fsPath, "compiled");
  const options = { execArgv: [...V8_OPTIONS], env: smallEnvironment(cache) };
  const chosen = (): Executable | NodeModule => {
    const command = ownProgram();
    return command === undefined
      ? { module, transport: TransportKind.ipc, options }
      : { command, args: ["lsp", "--stdio"] };
  };
  // The client looks here at each start, and takes either form, although its types know only one at a time.
  const server = {
    get run() {
      return chosen() as NodeModule;
    },
    get debug() {
      return chosen() as NodeModule;
    },
  };
  const client = new LanguageClient("trajet", "Trajet", server, clientOptions(context, ["file"]));
  const startAnew = (): void => {
    restart(client).catch((problem: unknown) =>
      client.error("The language server did not start anew.", problem),
    );
  };
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("trajet.server.path")) startAnew();
    }),
    workspace.onDidGrantWorkspaceTrust(startAnew),
  );
  return client;
}
