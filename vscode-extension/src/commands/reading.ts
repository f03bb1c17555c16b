import { commands, type ExtensionContext, languages, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { pickJourney } from "./pick-journey.ts";

/** A journey in two other forms: the program that the engine runs, and numbered English. */
export function registerReading({ subscriptions }: ExtensionContext, client: BaseLanguageClient): void {
  const showProgram = async (): Promise<void> => {
    const journey = await pickJourney(client);
    if (journey === undefined) return;
    const { path } = Uri.parse(journey.uri);
    const program = Uri.from({ scheme: "trajet-program", path, query: `${journey.name}.json` });
    const document = await workspace.openTextDocument(program);
    await window.showTextDocument(await languages.setTextDocumentLanguage(document, "json"));
  };
  const showProse = async (): Promise<void> => {
    const journey = await pickJourney(client);
    if (journey === undefined) return;
    const content = await client.sendRequest<string>("workspace/executeCommand", {
      command: "trajet.server.prose",
      arguments: [{ uri: journey.uri, journey: journey.name }],
    });
    await window.showTextDocument(await workspace.openTextDocument({ content, language: "markdown" }));
  };
  subscriptions.push(
    commands.registerCommand("trajet.showProgram", showProgram),
    commands.registerCommand("trajet.showProse", showProse),
  );
}
