import { commands, type ExtensionContext, type Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { openPreview, type Preview } from "./preview.ts";

/** `Trajet: Show Map`: for the file in front, or for the journey of a lens. */
export function registerMap(context: ExtensionContext, client: BaseLanguageClient): void {
  let preview: Preview | undefined;
  const show = async (file?: Uri | string, journey?: string): Promise<void> => {
    const uri = typeof file === "string" ? client.protocol2CodeConverter.asUri(file) : file;
    const active = window.activeTextEditor?.document;
    const document = uri === undefined ? active : await workspace.openTextDocument(uri);
    if (document?.languageId !== "trajet") {
      window.showInformationMessage("Open a .journey file first: the map is that of one of its journeys.");
      return;
    }
    if (preview === undefined) {
      preview = openPreview(context, client);
      preview.onClose(() => {
        preview = undefined;
      });
    }
    preview.show(document, typeof journey === "string" ? journey : undefined);
  };
  context.subscriptions.push(commands.registerCommand("trajet.showMap", show));
}
