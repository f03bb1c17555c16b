// Builds the extension and packs it into trajet-language.vsix: the same bytes from the same sources.
import "./build.ts";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { createVSIX } from "@vscode/vsce";
import { extension } from "./folders.ts";

/** A package that grows past this has taken in something that it should not have. */
const MAX_BYTES = 3 * 1024 * 1024;

// The packer takes the files' times from here, and zip times are local: without both, each build has bytes of its own.
process.env.SOURCE_DATE_EPOCH = "315532800";
process.env.TZ = "UTC";

const { name, version } = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
const packagePath = path.join(extension, `${name}-${version}.vsix`);
// The pictures of the README lie in the package: they are shown from there.
await createVSIX({
  cwd: extension,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const size = statSync(packagePath).size;
if (size > MAX_BYTES) throw new Error(`${packagePath} has ${size} bytes, more than ${MAX_BYTES}.`);
