/** From here on, another signal ends the process at once: the first may arrive twice, from the terminal and from npm. */
const PATIENCE_MS = 1_000;

/** Aborted by the first Ctrl-C or request to end; a later one ends the process, should the stop itself hang. */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const onSignal = () => {
    if (firstAt !== undefined && performance.now() - firstAt > PATIENCE_MS) process.exit(130);
    firstAt ??= performance.now();
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
