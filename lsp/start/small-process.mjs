// How the process of a language server is started so that it stays small: an editor has it all day, beside many others. Plain
// JavaScript, for the starter of the command line runs under any Node.

/**
 * Options of V8. With the room for new objects that it takes by itself, the server holds a hundred megabytes more; and it
 * gives back what it can when nobody asks for anything, for which it must be able to say so.
 */
export const V8_OPTIONS = ["--max-semi-space-size=2", "--expose-gc"];

/**
 * Where the C library is GNU's: V8 compiles in several threads, and each would keep what it once needed for that in a heap of
 * its own (20 to 40 MiB). With one heap for all, large pieces outside of it, and its end given back, nothing of it stays.
 */
const ALLOCATION = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "16384",
  MALLOC_TRIM_THRESHOLD_: "4096",
  MALLOC_TOP_PAD_: "0",
};

/**
 * What the environment of the process has beside the user's own, which wins. In the folder Node keeps what it made of the program's text,
 * for the next start: that saves a third of the time, and the memory in which it was made. Without the folder it does without.
 *
 * @param {string} cache
 * @param {Readonly<Record<string, string | undefined>>} env the user's
 */
export function smallEnvironment(cache, env = process.env) {
  return { ...ALLOCATION, NODE_COMPILE_CACHE: cache, ...env };
}
