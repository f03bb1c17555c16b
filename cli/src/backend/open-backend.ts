import type { Checked } from "../checking.ts";
import { readSession } from "../dev/session.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { createAsk } from "./ask.ts";
import type { Backend } from "./backend.ts";
import { createHttpBackend } from "./http-backend.ts";
import { databasePlace, openStoreBackend } from "./store-backend.ts";

/**
 * The running `trajet dev` of the project, or else its database.
 *
 * @throws UsageError if the project has errors, or the database cannot be had
 */
export async function openBackend(
  { project, compiled, config, diagnostics }: Checked,
  terminal: Terminal,
): Promise<Backend> {
  const running = await findRunning(project.folder);
  if (running !== undefined) return running;
  if (compiled === undefined) {
    const count = diagnostics.filter(({ severity }) => severity === "error").length;
    throw new UsageError(
      `The project has ${count} ${count === 1 ? "error" : "errors"}: see \`trajet check\`, and repair them first.`,
    );
  }
  return openStoreBackend(databasePlace(project.folder, config.database, terminal.env), compiled);
}

/** How long a running `trajet dev` may take to answer while it is busy. */
const PATIENCE_MS = 5_000;

/** A session whose process was killed leaves its note behind: only one that answers, and knows the key, counts. */
async function findRunning(folder: string): Promise<Backend | undefined> {
  const session = readSession(folder);
  if (session === undefined) return undefined;
  const headers = { authorization: `Bearer ${session.key}` };
  const alive = await fetch(new URL("/v1/journeys", session.url), {
    headers,
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).then(
    (response) => response.ok,
    () => false,
  );
  return alive ? createHttpBackend(createAsk(session)) : undefined;
}
