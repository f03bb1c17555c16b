/** What the person at the terminal can put right: one sentence, shown without a stack; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
