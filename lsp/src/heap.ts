import { setFlagsFromString } from "node:v8";

/**
 * A check leaves much that nobody needs any more, and V8 by itself lets it grow to several times what is in use before it
 * looks for it: an editor's server rather looks more often. To be called before much is kept.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=20");
}
