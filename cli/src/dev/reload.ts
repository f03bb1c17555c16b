import { relative } from "node:path";
import { watch } from "chokidar";
import { checkFolder } from "../checking.ts";
import type { JourneyMaps } from "../journey-maps.ts";
import type { Runtime } from "../runtime.ts";
import { activateDrafts } from "./start-dev.ts";

/** How long the files must be left alone before they are read: editors write in several steps. */
const QUIET_MS = 200;
const READ = /\.(journey|hbs|html|txt|mjml|json)$/;

/**
 * Takes over each change of the project's files: new entries get the new journeys. While the files have errors, the last
 * good version goes on.
 *
 * @returns resolves when every file is being watched
 * @param changed called after each change, with what is to say of the files
 */
export function reloadOnChange(
  folder: string,
  runtime: Runtime,
  signal: AbortSignal,
  changed: (notes: readonly string[]) => void,
  failed: (error: unknown) => void,
  maps?: JourneyMaps,
): Promise<void> {
  // A signal that is aborted already tells nobody of it any more.
  if (signal.aborted) return Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const isHidden = (path: string) => /(^|\/)(\.|node_modules(\/|$))/.test(relative(folder, path));
  // Node's own recursive watching loses a file that an editor replaces by renaming.
  const watcher = watch(folder, { ignored: isHidden, ignoreInitial: true });
  watcher.on("all", (_event, path) => {
    if (!READ.test(path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => reload(folder, runtime, maps).then(changed, failed), QUIET_MS);
  });
  watcher.on("error", failed);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    watcher.close().catch(failed);
  });
  return new Promise((resolve) => watcher.once("ready", resolve));
}

/** Reads and checks the files, and puts them in the place of what runs if they have no errors. */
async function reload(
  folder: string,
  runtime: Runtime,
  maps: JourneyMaps | undefined,
): Promise<readonly string[]> {
  const { compiled, diagnostics, leftOut, model } = await checkFolder(folder);
  if (compiled !== undefined) {
    await runtime.update(compiled);
    maps?.replace(model);
    await activateDrafts(runtime);
    return leftOut;
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const count = `${errors.length} ${errors.length === 1 ? "error" : "errors"}`;
  const where = first === undefined ? "" : ` The first, in ${first.file}: ${first.message}`;
  return [`The files have ${count}; the last good version goes on.${where}`];
}
