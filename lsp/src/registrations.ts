import type { Connection } from "vscode-languageserver";
import { settled } from "./asked.ts";
import type { Editor } from "./editor.ts";
import { DidChangeWatchedFilesNotification, DocumentFormattingRequest } from "./protocol.ts";

/** Files on disk whose changes matter to a project. */
const WATCHED = ["**/*.{journey,hbs,html,txt,mjml,json}"];

/** Asks for what an editor can only be asked for when it is ready. */
export function registerLater(connection: Connection, editor: Editor): void {
  if (editor.watches) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    settled(connection, connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  }
  if (editor.registersFormatting) {
    // Only journeys: the editor also tells us of templates, and has other formatters for those.
    const documentSelector = [{ language: "trajet" }];
    settled(connection, connection.client.register(DocumentFormattingRequest.type, { documentSelector }));
  }
}
