import type { BaseLanguageClient } from "vscode-languageclient";

/** Starts the server anew, also one that has stopped by itself. */
export async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}
