import type { ExtensionContext } from "vscode";
import { begin, end } from "./begin.ts";
import { registerTasks } from "./commands/tasks.ts";
import { nodeClient } from "./server/node-client.ts";

/** The extension on a desktop, or at the far end of a remote window. */
export function activate(context: ExtensionContext): void {
  registerTasks(context);
  begin(context, nodeClient(context));
}

export const deactivate = end;
