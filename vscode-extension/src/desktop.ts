import type { ExtensionContext } from "vscode";
import { begin, end } from "./begin.ts";
import { nodeClient } from "./server/node-client.ts";

/** All of the extension that stands on the client of the language server, which is most of its program. */
export function beginOnDesktop(context: ExtensionContext): void {
  begin(context, nodeClient(context));
}

export { end };
