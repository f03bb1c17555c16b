import { commands, type ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { registerConsole } from "./commands/console.ts";
import { registerNewJourney } from "./commands/new-journey.ts";
import { registerReading } from "./commands/reading.ts";
import { registerReferences } from "./commands/references.ts";
import { registerMap } from "./map/register.ts";
import { restart } from "./server/restart.ts";
import { showState } from "./status.ts";
import { registerTests } from "./tests/register.ts";

let running: BaseLanguageClient | undefined;

/** What the extension is everywhere, over a client that is not started yet. The editor does not wait for the server. */
export function begin(context: ExtensionContext, client: BaseLanguageClient): void {
  running = client;
  registerNewJourney(context);
  registerConsole(context);
  registerReading(context, client);
  registerReferences(context);
  registerMap(context, client);
  registerTests(context, client);
  showState(context, client);
  context.subscriptions.push(
    commands.registerCommand("trajet.restartServer", () => restart(client)),
    commands.registerCommand("trajet.showOutput", () => client.outputChannel.show()),
  );
  // What goes wrong at the start is shown by the client itself, and by the status bar.
  client.start().catch((problem: unknown) => client.error("The language server did not start.", problem));
}

export async function end(): Promise<void> {
  await running?.stop();
}
