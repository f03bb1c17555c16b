import { commands, type ExtensionContext, languages, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type PickedJourney, pickJourney } from "./pick-journey.ts";

/** Documents that are journeys in English: the file's URI and the journey stand in the query. */
const PROSE_SCHEME = "trajet-prose";

/** A journey in two other forms, to be read only: the program that the engine runs, and numbered English. */
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
    await window.showTextDocument(await workspace.openTextDocument(proseUri(journey)));
  };
  const provideTextDocumentContent = ({ query }: Uri): Promise<string> =>
    client.sendRequest<string>("workspace/executeCommand", {
      command: "trajet.server.prose",
      arguments: [JSON.parse(query)],
    });
  subscriptions.push(
    workspace.registerTextDocumentContentProvider(PROSE_SCHEME, { provideTextDocumentContent }),
    commands.registerCommand("trajet.showProgram", showProgram),
    commands.registerCommand("trajet.showProse", showProse),
  );
}

function proseUri({ uri, name }: PickedJourney): Uri {
  const query = JSON.stringify({ uri, journey: name });
  return Uri.from({ scheme: PROSE_SCHEME, path: `${name}.md`, query });
}
