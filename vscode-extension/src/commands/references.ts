import { commands, type ExtensionContext, Location, Position, Range, Uri } from "vscode";
import type { Location as ServerLocation, Position as ServerPosition } from "vscode-languageclient";

/** Behind the lens `3 references`: the editor's own list of them. */
export function registerReferences({ subscriptions }: ExtensionContext): void {
  const show = (uri: string, { line, character }: ServerPosition, places: readonly ServerLocation[]) =>
    commands.executeCommand(
      "editor.action.showReferences",
      Uri.parse(uri),
      new Position(line, character),
      places.map(({ uri: file, range: { start, end } }) => {
        return new Location(Uri.parse(file), new Range(start.line, start.character, end.line, end.character));
      }),
    );
  subscriptions.push(commands.registerCommand("trajet.showReferences", show));
}
