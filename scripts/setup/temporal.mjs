import { findTemporalCli } from "../temporal-cli.mjs";
import { startProgress } from "./progress.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * The Temporal CLI, fetched where it is missing; silent where it is there.
 *
 * @returns {Promise<string>} path of the program
 * @throws {SetupError} it can be neither found nor fetched
 */
export async function prepareTemporal() {
  let line;
  const onProgress = (detail) => {
    line ??= startProgress("Fetching the Temporal CLI");
    line.update(detail.replace(/^Temporal CLI: /, ""));
  };
  try {
    const path = await findTemporalCli({ onProgress });
    line?.end("done");
    return path;
  } catch (error) {
    line?.end("failed");
    throw new SetupError(error.message);
  }
}
