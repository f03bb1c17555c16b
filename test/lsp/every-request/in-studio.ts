import { afterAll, beforeAll } from "vitest";
import type { Range } from "vscode-languageserver";
import { type Client, startClient } from "../client.ts";
import { makeProject, type TestProject } from "../project.ts";
import { placeOf, textIn } from "../shop.ts";
import { STUDIO, type StudioFile } from "../studio.ts";

// Each test in this folder is named after the request that it shows; docs/editor.md lists them by these names.
export let studio: TestProject;
export let editor: Client;
beforeAll(async () => {
  studio = makeProject(STUDIO);
  const capabilities = {
    textDocument: {
      diagnostic: {},
      completion: {
        completionItem: { snippetSupport: true, resolveSupport: { properties: ["documentation"] } },
      },
    },
    window: { workDoneProgress: true },
  };
  const initializationOptions = { commands: ["trajet.runTest", "trajet.showMap", "trajet.showReferences"] };
  editor = await startClient({ folders: [studio.folder], capabilities, initializationOptions });
});
afterAll(async () => {
  await editor.stop();
  studio.remove();
});

/** A place in a file of the project: `more` characters behind the beginning of a text in it. */
export function at(file: StudioFile, wanted: string, more = 0) {
  return { textDocument: { uri: studio.uri(file) }, position: placeOf(STUDIO[file], wanted, more) };
}
export const ask = <R>(method: string, params: unknown): Promise<R> => editor.request(method, params);
export const fileOf = (uri: string): StudioFile =>
  (Object.keys(STUDIO) as StudioFile[]).find((file) => studio.uri(file) === uri) ?? "trajet.json";
export const shown = ({ uri, range }: { uri: string; range: Range }): string =>
  `${fileOf(uri)}: ${textIn(STUDIO[fileOf(uri)], range)}`;

/** Opens a draft, does something with it, closes it. */
export async function withDraft<R>(
  text: string,
  use: (uri: string) => Promise<R>,
  file = "draft.journey",
): Promise<R> {
  const uri = studio.uri(file);
  editor.open(uri, text);
  try {
    return await use(uri);
  } finally {
    editor.close(uri);
  }
}
