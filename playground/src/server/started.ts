/** The worker of the language server, from the first moment of the page on. */
export const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "trajet" });

/** Why the worker has ended, once it has; that may be before anybody talks with it. */
export const ended = new Promise<string>((resolve) => {
  worker.addEventListener("error", ({ message }) => resolve(message || "its program could not be loaded"));
});
