import { preparePage } from "./page.mjs";

const FILES = ["index.html", "map.html", "package.json", "tsconfig.json", "vite.config.ts", "build", "src"];

/** What of other rooms is in the page: the server with the runner of tests, the page of the map, the examples, the colours. */
const OTHERS = [
  "grammar/src",
  "compiler/schemas",
  "compiler/src",
  "runtime/src",
  "lsp/src",
  "cli/src/prebuilt.ts",
  "vscode-extension/build",
  "vscode-extension/page",
  "vscode-extension/src",
  "examples",
  "theme",
];

/**
 * Builds the playground into `playground/dist`, unless it is there as its sources say.
 *
 * @param {string} root the clone
 * @param {string} node the Node that builds it
 * @returns {Promise<void>}
 * @throws {import("./setup-error.mjs").SetupError} that shows what the builder said
 */
export const preparePlayground = (root, node) =>
  preparePage(root, node, {
    name: "playground",
    folder: "playground",
    sources: [...FILES.map((file) => `playground/${file}`), ...OTHERS],
  });
