import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, type WorkflowBundle } from "@temporalio/worker";
import type { BaseLogger } from "pino";
import { sdkLogger } from "./runtime-log.ts";

const DRIVER = fileURLToPath(new URL("./driver.ts", import.meta.url));

/** Where the set-up keeps it for all projects. */
const SHARED = fileURLToPath(new URL("../../../.cache/driver/", import.meta.url));

/**
 * The driver as the worker's sandbox wants it. Bundling costs a second or more, so the result is kept in
 * `cacheFolder` under a hash of all that it is made from, unless the set-up has made it in the clone.
 */
export async function driverBundle(
  cacheFolder: string,
  logger: BaseLogger,
  shared: string = SHARED,
): Promise<WorkflowBundle> {
  const name = `driver-${await fingerprint()}.js`;
  for (const folder of [cacheFolder, shared]) {
    const kept = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (kept !== undefined) return { code: kept };
  }
  return make(cacheFolder, name, logger);
}

/** Makes it for all projects, unless it is there. */
export async function keepDriver(logger: BaseLogger): Promise<void> {
  await driverBundle(SHARED, logger);
}

async function make(cacheFolder: string, name: string, logger: BaseLogger): Promise<WorkflowBundle> {
  const codePath = join(cacheFolder, name);
  const { code } = await bundleWorkflowCode({ workflowsPath: DRIVER, logger: sdkLogger(logger) });
  await mkdir(cacheFolder, { recursive: true });
  // Written aside and renamed: another process never reads half a bundle.
  await writeFile(`${codePath}.${process.pid}`, code);
  await rename(`${codePath}.${process.pid}`, codePath);
  return { code };
}

/** The SDK asks that a bundle be used by the very version that made it. */
async function fingerprint(): Promise<string> {
  const sdk: { version: string } = createRequire(import.meta.url)("@temporalio/worker/package.json");
  const source = await readFile(DRIVER);
  return createHash("sha256").update(`${sdk.version}\n`).update(source).digest("hex").slice(0, 16);
}
