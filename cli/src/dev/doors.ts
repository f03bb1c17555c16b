import { openProjectDoors } from "../project-doors.ts";
import {
  ALL_SCOPES,
  createKeys,
  createSigner,
  eitherKeys,
  hashOfKey,
  type Runtime,
  type Signer,
  type SmtpServer,
  storedKeys,
} from "../runtime.ts";
import type { DevPlan } from "./plan.ts";
import { HOST } from "./ports.ts";
import type { DevState } from "./session.ts";

/** Signs with the project's own secret, so that links of earlier starts still work. */
export const signerOf = ({ secret }: Pick<DevState, "secret">): Signer => createSigner(secret);

/**
 * Opens the HTTP doors of a running project to this machine.
 *
 * @throws UsageError if the port is taken
 */
export async function openDevDoors(
  { store, project }: Runtime,
  { maps, state, emailHooks, shops }: Pick<DevPlan, "maps" | "state" | "emailHooks" | "shops">,
  port: number,
  mail: { readonly mailbox?: string | undefined; readonly smtp?: SmtpServer | undefined },
) {
  const own = { hash: hashOfKey(state.key), holder: { name: "trajet dev", scopes: ALL_SCOPES } };
  return openProjectDoors({
    store,
    project,
    maps,
    keys: eitherKeys(createKeys([own]), storedKeys(store.db)),
    signer: signerOf(state),
    notReady: async () => undefined,
    ...(emailHooks && { emailHooks }),
    shops,
    ...mail,
    host: HOST,
    port,
    // The play comes in as fast as the clock runs.
    perMinute: 1_000_000,
  });
}
