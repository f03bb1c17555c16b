// The extension as people get it: one VSIX file, built from the sources.
import { readFileSync } from "node:fs";
import path from "node:path";
import { extension } from "./paths.mjs";
import { run } from "./run.mjs";

/** Builds and packs the extension. @returns {Promise<string>} the path of the VSIX file */
export async function packExtension() {
  const { name, version } = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
  await run("Build and pack the extension", process.execPath, [path.join(extension, "build/package.ts")], {
    cwd: extension,
  });
  return path.join(extension, `${name}-${version}.vsix`);
}
