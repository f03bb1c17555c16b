// Where the VS Code test keeps what it needs, all inside the clone.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const clone = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const extension = path.join(clone, "vscode-extension");
/** code-server has a dependency tree of its own, 800 MB, that is no part of the product's. */
export const cache = path.join(clone, ".cache/vscode");
export const results = path.join(clone, "test-results/vscode");
