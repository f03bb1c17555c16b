import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { extension } from "./folders.ts";

/**
 * Bundles the client, the server and the page of the map, each into one file without dependencies, but for what is loaded later. The server runs in the editor's own Node,
 * so the target is that of the oldest editor that the manifest allows (1.106: Node 22).
 */
export async function bundle(): Promise<void> {
  await Promise.all([forNode(), forPages(), forWeb()]);
}

async function forNode(): Promise<void> {
  await build({
    entryPoints: {
      extension: path.join(extension, "src/extension.ts"),
      desktop: path.join(extension, "src/desktop.ts"),
      server: path.join(extension, "server/node.ts"),
      "test-engine": path.join(extension, "server/test-engine.ts"),
    },
    outdir: path.join(extension, "dist"),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode"],
    // By `require`: what another file of the extension asks for as `vscode`, the editor gives to who asks in that way.
    supported: { "dynamic-import": false },
    plugins: [apart, asciiOnly],
    // The ES module builds: the CommonJS ones of some packages hide `require` from the bundler.
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "warning",
  });
}

/**
 * Writes what esbuild leaves as it is in regular expressions as escapes too. One sign beyond Latin-1 makes V8 keep all of a
 * program's text at two bytes a sign: two megabytes more in each server that runs.
 */
const asciiOnly: Plugin = {
  name: "ascii-only",
  setup: ({ initialOptions, onEnd }) => {
    initialOptions.write = false;
    onEnd(async ({ outputFiles = [] }) => {
      for (const { path: file, text } of outputFiles) {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text.replace(/[\u0080-\uffff]/g, escaped));
      }
    });
  },
};

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** What one file of the bundle loads when it needs it is another file of it. */
const apart: Plugin = {
  name: "apart",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/.*\.ts$/ }, ({ kind, path: file }) =>
      kind === "dynamic-import" ? { path: file.replace(/\.ts$/, ".cjs"), external: true } : undefined,
    );
  },
};

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
    plugins: [asciiOnly],
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
