import type { Plugin } from "vite";
import { prebuiltJourneys } from "../../vscode-extension/build/prebuilt-journeys.ts";
import { isRead } from "../src/project/names.ts";
import type { Example } from "../src/project/project.ts";

/** The projects that `trajet init` copies: of their files those that a project reads, without the play that `trajet dev` makes of them. */
export const examples = (): readonly Example[] =>
  prebuiltJourneys().map(({ name, description, files }) => ({
    name,
    description,
    files: Object.fromEntries(
      Object.entries(files).filter(([path]) => isRead(path) && !path.startsWith("data/")),
    ),
  }));

const ID = "virtual:examples";

/** `virtual:examples`: a module of the examples as they are when the page is built. */
export const examplesModule = (): Plugin => ({
  name: "trajet-examples",
  resolveId: (id) => (id === ID ? ID : undefined),
  load: (id) => (id === ID ? `export default ${JSON.stringify(examples())};` : undefined),
});
