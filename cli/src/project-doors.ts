import type { CompiledProject } from "@trajet/compiler";
import type { Logger } from "pino";
import { consoleOf } from "./console.ts";
import type { JourneyMaps } from "./journey-maps.ts";
import {
  createBoard,
  createDoors,
  DoorsTaken,
  type EmailHooks,
  type IdentityProvider,
  journeyMetrics,
  type Keys,
  type OpenDoors,
  openDoors,
  type ShopAccount,
  type Signer,
  type SmsHook,
  type SmtpServer,
  type Store,
} from "./runtime.ts";
import { UsageError } from "./usage-error.ts";

export interface ProjectDoorsOptions {
  readonly store: Store;
  /** The project as it is now. */
  readonly project: () => CompiledProject;
  readonly maps: JourneyMaps;
  readonly keys: Keys;
  readonly signer: Signer;
  /** Why the doors cannot serve, in one sentence. */
  readonly notReady: () => Promise<string | undefined>;
  readonly host: string;
  readonly port: number;
  readonly perMinute?: number;
  readonly behindProxy?: boolean;
  /** What the SMS provider calls. */
  readonly sms?: SmsHook;
  /** Who may tell of bounces and complaints. */
  readonly emailHooks?: EmailHooks;
  /** The shops that call, by their stores. */
  readonly shops?: Readonly<Record<string, ShopAccount>>;
  /** Where the mails stand that nobody is sent. */
  readonly mailbox?: string | undefined;
  /** By which the console sends test mails. */
  readonly smtp?: SmtpServer | undefined;
  /** Who vouches for people at the console, beside keys. */
  readonly provider?: IdentityProvider | undefined;
  readonly logger?: Logger;
}

/**
 * Opens the HTTP doors of a project: those of `trajet dev` and of `trajet serve` are the same.
 *
 * @throws UsageError if the port is taken
 */
export async function openProjectDoors(options: ProjectDoorsOptions): Promise<OpenDoors> {
  const { gateway, db } = options.store;
  const { logger, perMinute, behindProxy, sms, emailHooks, shops } = options;
  const app = await createDoors({
    gateway,
    project: options.project,
    map: options.maps.map,
    keys: options.keys,
    signer: options.signer,
    loyalty: createBoard({ db, gateway, project: options.project }),
    metrics: () => journeyMetrics(gateway),
    notReady: options.notReady,
    console: consoleOf(options),
    ...(perMinute === undefined ? {} : { limits: { perMinute } }),
    ...(behindProxy === undefined ? {} : { behindProxy }),
    ...(sms === undefined ? {} : { sms }),
    ...(emailHooks === undefined ? {} : { emailHooks }),
    ...(shops === undefined ? {} : { shops }),
    ...(logger === undefined ? {} : { logger }),
  });
  try {
    return await openDoors(app, options);
  } catch (error) {
    if (error instanceof DoorsTaken)
      throw new UsageError(`The HTTP doors cannot be opened: ${error.message}.`);
    throw error;
  }
}
