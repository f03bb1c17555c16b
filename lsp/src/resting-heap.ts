import { getHeapStatistics } from "node:v8";

/** Nothing was asked for and nothing changed for so long: somebody reads, or is away. */
const REST_MS = 1_500;
/** What is in use has grown by so much since the last look: less is not worth a pause. */
const WORTH_BYTES = 4 * 1024 * 1024;

/** What a process knows of its memory, and can do about it. */
export interface Heap {
  readonly usedBytes: () => number;
  /** Gives back all that nobody needs. Nothing else runs meanwhile. */
  readonly collect: () => void;
  /** Runs an action when so long nothing has called `again`. */
  readonly afterRest: (action: () => void, ms: number) => { readonly again: () => void };
}

/**
 * What stands about after a burst of work, V8 leaves there until more is asked of it. When the work rests, it is given back.
 * @returns to be called whenever there is work
 */
export function giveBackAtRest(heap: Heap | undefined = heapOfProcess()): () => void {
  if (heap === undefined) return () => {};
  let used = heap.usedBytes();
  const rest = heap.afterRest(() => {
    if (heap.usedBytes() - used < WORTH_BYTES) return;
    heap.collect();
    used = heap.usedBytes();
  }, REST_MS);
  return rest.again;
}

type Collector = (options: { readonly type: "major"; readonly flavor: "last-resort" }) => void;

/** `undefined` where the process was started without `--expose-gc`: `start/small-process.mjs` has it. */
function heapOfProcess(): Heap | undefined {
  const { gc } = globalThis as { readonly gc?: Collector };
  if (gc === undefined) return undefined;
  return {
    usedBytes: () => getHeapStatistics().used_heap_size,
    // The plain one leaves the pages that it has emptied to the process.
    collect: () => gc({ type: "major", flavor: "last-resort" }),
    afterRest: (action, ms) => {
      const timer = setTimeout(action, ms).unref();
      return { again: () => void timer.refresh() };
    },
  };
}
