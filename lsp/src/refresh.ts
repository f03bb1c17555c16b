import type { Connection } from "vscode-languageserver";
import { settled } from "./asked.ts";
import type { Editor } from "./editor.ts";
import { CodeLensRefreshRequest } from "./protocol.ts";

/** What an editor shows of a text, and asks for again only when the text changes, unless it is told to. */
export type Refreshed = Exclude<keyof Editor["refreshes"], "diagnostics">;

/** Has an editor that can be told to ask again for what may follow from more than the text that it is shown at. */
export function refresh(connection: Connection, { refreshes }: Editor, shown: readonly Refreshed[]): void {
  for (const each of shown) if (refreshes[each]) settled(connection, ask(connection, each));
}

function ask(connection: Connection, shown: Refreshed): Promise<void> {
  switch (shown) {
    case "codeLenses":
      return connection.sendRequest(CodeLensRefreshRequest.type);
    case "inlayHints":
      return connection.languages.inlayHint.refresh();
    case "semanticTokens":
      return connection.languages.semanticTokens.refresh();
    default:
      return shown satisfies never;
  }
}
