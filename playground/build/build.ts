// `npm run playground`: builds the page; with `--serve`, shows it as well.
import path from "node:path";
import { parseArgs } from "node:util";
import { preparePlayground } from "../../scripts/setup/playground.mjs";
import { SetupError } from "../../scripts/setup/setup-error.mjs";
import { servePlayground } from "./serve.ts";

const clone = path.resolve(import.meta.dirname, "../..");

const { values } = parseArgs({
  options: { serve: { type: "boolean", default: false }, port: { type: "string" } },
});
try {
  await preparePlayground(clone, process.execPath);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`trajet: ${error.message}`);
  process.exit(2);
}
console.log(
  `The playground is in ${path.join(clone, "playground/dist")}: put the folder on any static host.`,
);
if (values.serve) {
  const { url } = await servePlayground({ port: Number(values.port ?? 4173) });
  console.log(`It is served at ${url} until Ctrl-C.`);
}
