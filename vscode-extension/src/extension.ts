import type { ExtensionContext } from "vscode";
import { registerTasks } from "./commands/tasks.ts";

/**
 * The extension on a desktop, or at the far end of a remote window. What is large is read in a turn of its own, so that the others,
 * which the editor starts beside this one, do not wait for it; commands do, as the editor calls none before this is over.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  registerTasks(context);
  const { beginOnDesktop } = await desktop();
  beginOnDesktop(context);
}

export async function deactivate(): Promise<void> {
  const { end } = await desktop();
  await end();
}

/** A file of its own in the bundle. */
const desktop = () => import("./desktop.ts");
