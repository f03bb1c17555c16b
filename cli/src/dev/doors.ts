import {
  ALL_SCOPES,
  createDoors,
  createKeys,
  createSigner,
  DoorsTaken,
  eitherKeys,
  hashOfKey,
  journeyMetrics,
  openDoors,
  type Runtime,
  rankCustomers,
  type Signer,
  storedKeys,
} from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import { HOST } from "./ports.ts";
import type { DevState } from "./session.ts";

/** The address at which a contact unsubscribes by one click, for the messages of a project whose doors are at `url`. */
export function unsubscribeUrls(url: string, signer: Signer) {
  return (contact: string, run: string, step: string) =>
    new URL(`/u/${signer.sign({ contact, channel: "email", run, step })}`, url).href;
}

/** Signs with the project's own secret, so that links of earlier starts still work. */
export const signerOf = ({ secret }: Pick<DevState, "secret">): Signer => createSigner(secret);

/**
 * Opens the HTTP doors of a running project to this machine.
 *
 * @throws UsageError if the port is taken
 */
export async function openDevDoors(runtime: Runtime, state: DevState, port: number) {
  const { gateway, db, clock } = runtime.store;
  const app = await createDoors({
    gateway,
    project: runtime.project,
    keys: eitherKeys(
      createKeys([{ hash: hashOfKey(state.key), holder: { name: "trajet dev", scopes: ALL_SCOPES } }]),
      storedKeys(db),
    ),
    signer: signerOf(state),
    loyalty: async (query, asOf) => rankCustomers(db, query, asOf ?? (await clock.now())),
    metrics: () => journeyMetrics(gateway),
    notReady: async () => undefined,
    // The play comes in as fast as the clock runs.
    limits: { perMinute: 1_000_000 },
  });
  try {
    return await openDoors(app, { host: HOST, port });
  } catch (error) {
    if (error instanceof DoorsTaken)
      throw new UsageError(`The HTTP doors cannot be opened: ${error.message}.`);
    throw error;
  }
}
