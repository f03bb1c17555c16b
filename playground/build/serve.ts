import { preview } from "vite";

/** Serves the page that is built, to this machine only, below a path as any static host would. */
export async function servePlayground({
  port,
  base = "/",
}: {
  readonly port: number;
  readonly base?: string;
}): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = await preview({
    root: `${import.meta.dirname}/..`,
    configFile: false,
    base,
    build: { outDir: "dist" },
    preview: { host: "127.0.0.1", port, strictPort: true },
    logLevel: "warn",
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The server of the page has no address.");
  return { url, close: () => server.close() };
}
