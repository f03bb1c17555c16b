import type { CompiledProject } from "@trajet/compiler";
import type { Logger } from "pino";
import type { JourneyMaps } from "../journey-maps.ts";
import { openProjectDoors } from "../project-doors.ts";
import {
  createSigner,
  createSteps,
  type EmailHooks,
  type IdentityProvider,
  openStore,
  type ShopAccount,
  type SmsHook,
  type SmtpServer,
  type Store,
  storedKeys,
} from "../runtime.ts";

export interface ServePlan {
  readonly compiled: CompiledProject;
  readonly maps: JourneyMaps;
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly behindProxy: boolean;
  readonly sms: SmsHook | undefined;
  readonly emailHooks?: EmailHooks | undefined;
  readonly provider?: IdentityProvider | undefined;
  readonly shops?: Readonly<Record<string, ShopAccount>>;
  readonly smtp?: SmtpServer | undefined;
}

export interface Serving {
  /** `http://127.0.0.1:4800` */
  readonly url: string;
  /** Takes no more requests, lets those under way end, and lets go of the database. */
  readonly stop: () => Promise<void>;
}

/**
 * Publishes the project's journeys and opens its doors. Runs are woken through the database: any worker hears of them.
 *
 * @throws UsageError if the port is taken; the driver's error where the database cannot be reached
 */
export async function startServing(plan: ServePlan, logger: Logger): Promise<Serving> {
  const steps = createSteps();
  try {
    const store = await openStore({ url: plan.databaseUrl, project: () => plan.compiled });
    steps.done(store.close);
    await store.clock.followReal();
    await store.deploy(plan.compiled);
    const doors = await openProjectDoors({
      store,
      project: () => plan.compiled,
      maps: plan.maps,
      keys: storedKeys(store.db),
      signer: createSigner(store.secret),
      notReady: () => notReady(store),
      host: plan.host,
      port: plan.port,
      behindProxy: plan.behindProxy,
      ...(plan.sms && { sms: plan.sms }),
      ...(plan.emailHooks && { emailHooks: plan.emailHooks }),
      provider: plan.provider,
      ...(plan.shops && { shops: plan.shops }),
      smtp: plan.smtp,
      logger,
    });
    steps.done(doors.close);
    return { url: doors.url, stop: steps.undo };
  } catch (error) {
    await steps.undo();
    throw error;
  }
}

const ANSWER_MS = 3_000;

/** Why a process that needs the database cannot work, in one sentence. */
export async function notReady({ clock }: Pick<Store, "clock">): Promise<string | undefined> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve("The database does not answer."), ANSWER_MS);
  try {
    const asked = clock.now().then(
      () => undefined,
      () => "The database cannot be reached.",
    );
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
