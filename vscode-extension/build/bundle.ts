import path from "node:path";
import { build } from "esbuild";
import { clone, extension } from "./folders.ts";

/**
 * Bundles the client and the server, each into one file without dependencies. The server runs in the editor's own Node,
 * so the target is that of the oldest editor that the manifest allows (1.106: Node 22).
 */
export async function bundle(): Promise<void> {
  await build({
    entryPoints: {
      extension: path.join(extension, "src/extension.ts"),
      server: path.join(clone, "lsp/src/node.ts"),
    },
    outdir: path.join(extension, "dist"),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode"],
    // The ES module builds: the CommonJS ones of some packages hide `require` from the bundler.
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "warning",
  });
}
