/**
 * Of calls that come while one is under way, one more is made behind it.
 * @param failed is told of what goes wrong; the next call is made all the same
 */
export function oneAtATime(work: () => Promise<void>, failed: (problem: unknown) => void): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    while (again) {
      again = false;
      await work().catch(failed);
    }
    running = false;
  };
  return () => {
    again = true;
    if (!running) void run();
  };
}
