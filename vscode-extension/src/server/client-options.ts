import { type ExtensionContext, Uri, workspace } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient";

/** Commands of ours that the server's lenses may name. */
export const LENS_COMMANDS = [
  "trajet.runTest",
  "trajet.showMap",
  "trajet.showReferences",
  "trajet.openConsole",
] as const;

/**
 * What the server hears of, in files of these schemes: the journeys, and what their projects read besides. Files on disk it
 * asks to watch itself.
 */
export function clientOptions(
  { extensionUri }: ExtensionContext,
  schemes: readonly string[],
): LanguageClientOptions {
  return {
    // The problem matcher of the tasks has the same owner: what both find in a file that is closed is listed once.
    diagnosticCollectionName: "trajet",
    documentSelector: [
      { scheme: "untitled", language: "trajet" },
      ...schemes.flatMap((scheme) => [
        { scheme, language: "trajet" },
        { scheme, pattern: "**/*.{hbs,mjml}" },
        { scheme, pattern: "**/trajet.json" },
      ]),
    ],
    // Asked at each start: a folder may have become trusted, and what runs in it may be asked for its numbers.
    initializationOptions: () => ({
      pages: `${Uri.joinPath(extensionUri, "generated/diagnostics")}/`,
      commands: LENS_COMMANDS,
      live: workspace.isTrusted,
    }),
  };
}
