import type { ExtensionContext } from "vscode";
import { begin, end } from "./begin.ts";
import { webClient } from "./server/web-client.ts";

/** The extension in a browser, where there are no processes: without tasks. */
export function activate(context: ExtensionContext): void {
  begin(context, webClient(context));
}

export const deactivate = end;
