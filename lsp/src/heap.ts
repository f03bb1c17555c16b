import { setFlagsFromString } from "node:v8";

/** The first V8 that can be told to save memory. An older one would say on standard error that it does not know how. */
const SAVES_MEMORY = 13;

/**
 * What a running process can still be told, however it was started; `start/small-process.mjs` is what has to be said before.
 *
 * A check leaves much that nobody needs any more, and V8 by itself lets it grow to several times what is in use before it
 * looks for it, and keeps the pages that it has emptied: an editor's server rather looks more often, and gives them back. To
 * be called before much is kept.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=25");
  if (Number.parseInt(process.versions.v8, 10) >= SAVES_MEMORY) setFlagsFromString("--memory-saver-mode");
}
