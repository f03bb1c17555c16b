import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { extension } from "./folders.ts";

/**
 * Bundles the client, the server and the page of the map, each into one file without dependencies. The server runs in the editor's own Node,
 * so the target is that of the oldest editor that the manifest allows (1.106: Node 22).
 */
export async function bundle(): Promise<void> {
  await Promise.all([forNode(), forPages(), forWeb()]);
}

async function forNode(): Promise<void> {
  await build({
    entryPoints: {
      extension: path.join(extension, "src/extension.ts"),
      server: path.join(extension, "server/node.ts"),
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

/** The page of the map, for the browser in which the editor shows it. */
async function forPages(): Promise<void> {
  await build({
    entryPoints: [path.join(extension, "page/map.ts"), path.join(extension, "page/map.css")],
    outdir: path.join(extension, "dist/page"),
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    legalComments: "none",
    logLevel: "warning",
  });
}

/** The client and the server of an editor in a browser, each for a web worker. */
async function forWeb(): Promise<void> {
  const all: BuildOptions = {
    outdir: path.join(extension, "dist"),
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    mainFields: ["browser", "module", "main"],
    legalComments: "none",
    logLevel: "warning",
  };
  await Promise.all([
    build({
      ...all,
      // By its name CommonJS, which is what a web worker of the editor loads.
      entryPoints: { web: path.join(extension, "src/web.ts") },
      outExtension: { ".js": ".cjs" },
      format: "cjs",
      external: ["vscode"],
    }),
    build({
      ...all,
      entryPoints: { "server-worker": path.join(extension, "server/worker.ts") },
      format: "iife",
    }),
  ]);
}
