// Makes dist/ and generated/: what the manifest names and the repository does not hold.
import { copyFileSync } from "node:fs";
import path from "node:path";
import { bundle } from "./bundle.ts";
import { writeContributions } from "./contributions.ts";
import { clone, extension } from "./folders.ts";

writeContributions();
await bundle();
// A package on its own carries the licence with it.
copyFileSync(path.join(clone, "LICENSE"), path.join(extension, "LICENSE"));
