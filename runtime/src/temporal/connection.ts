import { NativeConnection, type NativeConnectionOptions } from "@temporalio/worker";
import type { BaseLogger } from "pino";
import { installTemporalRuntime } from "./runtime-log.ts";

/**
 * A connection to a Temporal server, good for a worker and for a client alike; close it when both have stopped.
 *
 * @throws Error with one sentence for the user if no server answers there.
 */
export async function connectTemporal(
  options: NativeConnectionOptions & { readonly address: string },
  logger: BaseLogger,
): Promise<NativeConnection> {
  installTemporalRuntime(logger);
  try {
    return await NativeConnection.connect(options);
  } catch (cause) {
    throw new Error(
      `No Temporal server answers at ${options.address}. Start it, or name another address in trajet.json.`,
      { cause },
    );
  }
}
