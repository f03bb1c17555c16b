import { preparePage } from "./page.mjs";

const FILES = ["index.html", "package.json", "tsconfig.json", "vite.config.ts", "src"];

/**
 * Builds the page of the console into `console/dist`, unless it is there as its sources say.
 *
 * @param {string} root the clone
 * @param {string} node the Node that builds it
 * @returns {Promise<void>}
 * @throws {import("./setup-error.mjs").SetupError} that shows what the builder said
 */
export const prepareConsole = (root, node) =>
  preparePage(root, node, {
    name: "console",
    folder: "console",
    sources: [...FILES.map((file) => `console/${file}`), "theme"],
  });
