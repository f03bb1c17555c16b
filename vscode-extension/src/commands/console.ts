import { commands, type ExtensionContext, env, Uri, window, workspace } from "vscode";

/** The console of the journeys that run, in the browser. The extension itself asks nothing of it. */
export function registerConsole({ subscriptions }: ExtensionContext): void {
  subscriptions.push(commands.registerCommand("trajet.openConsole", openConsole));
}

/** @param page of the console that a lens leads to; its first one unless said */
async function openConsole(page?: unknown): Promise<void> {
  const setting = "trajet.console.url";
  const url = typeof page === "string" ? page : workspace.getConfiguration().get<string>(setting, "").trim();
  if (/^https?:\/\/[^/]/.test(url)) {
    await env.openExternal(Uri.parse(url, true));
    return;
  }
  const change = "Open the Setting";
  const answer = await window.showErrorMessage(
    `The setting ${setting} is no address of a web page: “${url}”. Write one that begins with http:// or https://.`,
    change,
  );
  if (answer === change) await commands.executeCommand("workbench.action.openSettings", setting);
}
