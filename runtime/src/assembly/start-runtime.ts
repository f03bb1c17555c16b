import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler/program";
import type { BaseLogger } from "pino";
import type { Channel } from "../channels/channel.ts";
import type { ChannelDelivery } from "../channels/channel-message.ts";
import { createEmailChannel, type SmtpServer } from "../channels/email.ts";
import type { SmsRequest } from "../channels/sms.ts";
import type { WebhookDelivery, WebhookPorts } from "../channels/webhook.ts";
import { createLinks } from "../doors/links.ts";
import { createSigner, type Signer } from "../doors/signer.ts";
import type { AudienceRequest } from "../engine/request.ts";
import { createHttp } from "../outgoing/http.ts";
import { createCallers } from "../sending/caller.ts";
import { createCompose } from "../sending/compose.ts";
import { trackedAs } from "../sending/tracked-as.ts";
import { dueNow } from "../stepped/due.ts";
import type { Callers } from "../store/caller.ts";
import { openStore, type Store } from "../store/open.ts";
import { TASK_QUEUE, type TemporalServerPlace } from "../temporal/client-settings.ts";
import { startTemporalServer, type TemporalServer } from "../temporal/dev-server.ts";
import { type RunningEngine, startEngine } from "./start-engine.ts";
import { createSteps } from "./teardown.ts";
import { told } from "./told.ts";

/** A Temporal server of our own, as a child, or one that is there. */
export type TemporalPlace =
  | { readonly kind: "embedded"; readonly cli: string; readonly port?: number; readonly uiPort?: number }
  | ({ readonly kind: "server" } & TemporalServerPlace);

export interface RuntimeOptions {
  readonly project: CompiledProject;
  /** `.trajet/` of the project: databases, logs, the bundled driver. */
  readonly folder: string;
  /** PostgreSQL; the embedded database in `folder` if not given. */
  readonly databaseUrl?: string;
  readonly temporal: TemporalPlace;
  readonly smtp: SmtpServer;
  /** Text messages; they wait where nobody takes them. Closed with the runtime. */
  readonly sms?: Channel<SmsRequest>;
  /** Messages of further channels, where they do not leave by the channels' webhooks. Closed with the runtime. */
  readonly message?: Channel<ChannelDelivery>;
  /** Calls of webhooks, where they do not go to the webhooks' addresses. Closed with the runtime. */
  readonly calls?: (store: Store) => Channel<WebhookDelivery>;
  /** Custom audiences at advertising networks; moves wait where it is not given. */
  readonly audience?: Channel<AudienceRequest>;
  /** Where the doors are for those who get messages: links in these lead there. */
  readonly url: string;
  /** Signs the links; by the database's own secret if not given. */
  readonly signer?: Signer;
  /** Virtual milliseconds in a real one; the real time is followed, by every process alike, if not given. */
  readonly factor?: number;
  /** For whoever moves the clock: timers are only a net then, and `wakeDue` brings to work what has come due. */
  readonly pace?: {
    /** Told when an attempt at a run has come to its end, or something was done about what time alone changes. */
    readonly onServed: () => void;
  };
  /** Whether the project's journeys are published; one of several workers leaves that to others. */
  readonly publishes: boolean;
  /** Hosts that may be called although they are not public. */
  readonly outgoing?: { readonly allow?: readonly string[] };
  /** Where the secrets of webhooks are; the environment of the process unless said. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly logger: BaseLogger;
  readonly onProgress?: (what: string) => void;
}

export interface Runtime {
  readonly store: Store;
  readonly temporal: { readonly address: string; readonly ui: string | undefined };
  /** Replaces the project: new entries take the new programs. */
  readonly update: (project: CompiledProject) => Promise<void>;
  readonly project: () => CompiledProject;
  /** Whether runs are served just now. */
  readonly isServing: () => boolean;
  /** Brings to work, at once, all that is due at the moment at which the clock stands. */
  readonly wakeDue: () => Promise<void>;
  /** Rejects when a part breaks; resolves after `stop`. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

const KEEP_CLOCK_MS = 500;

/**
 * Starts the parts that run journeys: database, Temporal, worker, relay, sweeper, mail. What was started is stopped again
 * if a later part does not come up.
 *
 * @throws Error with one sentence for the user
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  mkdirSync(options.folder, { recursive: true });
  const steps = createSteps();
  try {
    return await start(options, steps);
  } catch (error) {
    await steps.undo();
    throw error;
  }
}

async function start(options: RuntimeOptions, steps: ReturnType<typeof createSteps>): Promise<Runtime> {
  const say = options.onProgress ?? (() => undefined);
  let current = options.project;
  say("database");
  const store = await openStore({
    ...(options.databaseUrl === undefined
      ? { folder: join(options.folder, "database") }
      : { url: options.databaseUrl }),
    project: () => current,
  });
  steps.done(() => store.close());
  if (options.factor === undefined) await store.clock.followReal();
  else await store.clock.start(options.factor);
  if (options.publishes) await store.deploy(current);
  say("Temporal");
  const server = await temporalServer(options);
  if (server !== undefined) steps.done(() => server.stop());
  const channel = createEmailChannel(options.smtp);
  const calls = options.calls?.(store);
  for (const one of [channel, options.sms, options.message, calls])
    if (one !== undefined) steps.done(() => one.close());
  say("worker");
  const engine = await worker(
    options,
    store,
    server,
    createCallers({
      email: channel,
      webhook: webhookPorts(options),
      ...(calls && { calls }),
      ...(options.sms && { sms: options.sms }),
      ...(options.message && { message: options.message }),
      ...(options.audience && { audience: options.audience }),
    }),
    () => current,
  );
  steps.done(() => engine.stop());
  steps.done(keepClock(store, options.logger));
  const { temporal } = options;
  return {
    store,
    temporal: {
      address: placeOf(temporal, server).connection.address,
      ui: server?.ui,
    },
    project: () => current,
    isServing: engine.isRunning,
    wakeDue: async () => engine.wake(await dueNow(store.db)),
    async update(project) {
      await store.deploy(project);
      current = project;
    },
    ended: Promise.race([engine.ended, ...(server === undefined ? [] : [broken(server, steps.isUndoing)])]),
    stop: steps.undo,
  };
}

function webhookPorts({ outgoing, env = process.env }: RuntimeOptions): WebhookPorts {
  return { http: createHttp(outgoing ?? {}), env, now: Date.now };
}

function temporalServer({ temporal, folder }: RuntimeOptions): Promise<TemporalServer | undefined> {
  if (temporal.kind === "server") return Promise.resolve(undefined);
  const { kind: _, ...place } = temporal;
  const home = join(folder, "temporal");
  return startTemporalServer({ ...place, folder: home, logFile: join(folder, "temporal.log") });
}

function worker(
  options: RuntimeOptions,
  store: Store,
  server: TemporalServer | undefined,
  callers: Callers,
  project: () => CompiledProject,
): Promise<RunningEngine> {
  const { temporal, logger, pace } = options;
  const links = createLinks(options.url, options.signer ?? createSigner(store.secret));
  const host = store.engine({
    callers,
    render: createCompose(trackedAs(links, project)),
    isPaced: pace !== undefined,
    // The words of an error may hold what is known of a person: they stand in the database.
    onStuck: (run, error) =>
      logger.error(
        { run, error: nameOf(error) },
        "a run is stuck; trajet status says why, trajet retry goes on",
      ),
  });
  return startEngine({
    ...(pace === undefined ? { host, alarms: store.alarms } : told(host, store.alarms, pace.onServed)),
    ...placeOf(temporal, server),
    cacheFolder: join(options.folder, "driver"),
    logger,
  });
}

function placeOf(temporal: TemporalPlace, server: TemporalServer | undefined): TemporalServerPlace {
  if (temporal.kind === "server") return temporal;
  return { connection: { address: server?.address ?? "" }, namespace: "default", taskQueue: TASK_QUEUE };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** A sped-up clock stands still while nothing runs: where it is, is noted twice a second. */
function keepClock(store: Store, logger: BaseLogger): () => Promise<void> {
  const timer = setInterval(() => {
    store.clock.keep().catch((error: unknown) => logger.warn({ err: error }, "the clock could not be kept"));
  }, KEEP_CLOCK_MS);
  return async () => {
    clearInterval(timer);
    await store.clock.keep();
  };
}

async function broken(server: TemporalServer, isExpected: () => boolean): Promise<void> {
  await server.ended;
  if (!isExpected()) throw new Error("the Temporal server has ended; its log is .trajet/temporal.log");
}
