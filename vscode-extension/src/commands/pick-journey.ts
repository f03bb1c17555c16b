import { window } from "vscode";
import type { BaseLanguageClient, DocumentSymbol } from "vscode-languageclient";

/** A journey, and the file that has it, as the server names it. */
export interface PickedJourney {
  readonly uri: string;
  readonly name: string;
}

/** The journey of the file in front; which one is asked where it has several. */
export async function pickJourney(client: BaseLanguageClient): Promise<PickedJourney | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== "trajet") {
    window.showInformationMessage("Open a .journey file first: this is about one of its journeys.");
    return undefined;
  }
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const symbols = await client.sendRequest<readonly DocumentSymbol[] | null>("textDocument/documentSymbol", {
    textDocument: { uri },
  });
  const names = (symbols ?? []).filter(({ detail }) => detail === "journey").map(({ name }) => name);
  const name = names.length > 1 ? await window.showQuickPick(names, { title: "Which journey?" }) : names[0];
  if (names.length === 0) window.showInformationMessage("This file has no journey.");
  return name === undefined ? undefined : { uri, name };
}
