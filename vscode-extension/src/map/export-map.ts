import { Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** Saves the map as a picture that stands for itself: with its colours, light or dark as its reader likes. */
export async function exportMap(client: BaseLanguageClient, uri: string, journey: string): Promise<void> {
  const folder = Uri.joinPath(client.protocol2CodeConverter.asUri(uri), "..");
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, `${journey}.svg`),
    filters: { Pictures: ["svg"] },
  });
  if (target === undefined) return;
  const { svg } = await client.sendRequest<{ readonly svg: string }>("workspace/executeCommand", {
    command: "trajet.server.map",
    arguments: [{ uri, journey }],
  });
  await workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
