import { relative } from "node:path";
import { watch } from "chokidar";

/** How long the files must be left alone before they are looked at: editors write in several steps. */
const QUIET_MS = 100;
const READ = /\.(journey|hbs|html|txt|mjml|json)$/;

/**
 * Does something now, and again after each change of what stands in folders, one at a time, until it is interrupted.
 *
 * @throws what the work throws, or the system while watching
 */
export async function onEachChange(
  folders: readonly string[],
  interrupted: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  // A signal that is aborted already tells nobody of it any more.
  if (interrupted.aborted) return;
  let queue = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const run = (): void => {
      queue = queue.then(() => (interrupted.aborted ? undefined : work()));
      queue.catch(end);
    };
    const watcher = watch([...folders], {
      ignored: (path) => folders.some((folder) => isHidden(relative(folder, path))),
      ignoreInitial: true,
    });
    const end = (error?: unknown): void => {
      clearTimeout(timer);
      watcher.close().then(() => (error === undefined ? resolve() : reject(error)), reject);
    };
    watcher.on("all", (_event, path) => {
      if (!READ.test(path)) return;
      clearTimeout(timer);
      timer = setTimeout(run, QUIET_MS);
    });
    watcher.on("error", end);
    watcher.once("ready", run);
    interrupted.addEventListener("abort", () => end(), { once: true });
  });
  await queue;
}

function isHidden(path: string): boolean {
  return !path.startsWith("..") && /(^|\/)(\.|node_modules(\/|$))/.test(path);
}
