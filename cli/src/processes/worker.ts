import type { CompiledProject } from "@trajet/compiler";
import type { Logger } from "pino";
import {
  createAudienceChannel,
  createHttp,
  createMeta,
  createSmsChannel,
  createSteps,
  type GuardOptions,
  type MetaAccount,
  openHealth,
  type SmtpServer,
  startRuntime,
  startTracing,
  type TemporalServerPlace,
  type TwilioAccount,
} from "../runtime.ts";
import type { Env } from "../secret-setting.ts";
import { notReady } from "./serve.ts";

export interface WorkerPlan {
  readonly compiled: CompiledProject;
  /** Keeps the bundled driver. */
  readonly folder: string;
  readonly databaseUrl: string;
  readonly temporal: TemporalServerPlace;
  readonly smtp: SmtpServer;
  readonly sms: TwilioAccount | undefined;
  readonly meta: MetaAccount | undefined;
  /** What may be called outside. */
  readonly outgoing: GuardOptions;
  /** Of the doors, for the world. */
  readonly url: string;
  /** The process's own, for its tracing. */
  readonly env: Env;
  readonly host: string;
  /** Of `/livez`, `/readyz` and `/metrics`. */
  readonly port: number;
}

export interface Working {
  readonly url: string;
  /** Rejects when a part breaks. */
  readonly ended: Promise<void>;
  /** Takes no new work, finishes what is under way, and lets go of Temporal and the database. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a worker beside others: it advances runs, carries wakes to Temporal and looks for what was forgotten.
 *
 * @throws Error with one sentence for the user
 */
export async function startWorking(plan: WorkerPlan, logger: Logger): Promise<Working> {
  const steps = createSteps();
  try {
    steps.done(await startTracing("trajet worker", plan.env));
    const runtime = await startRuntime({
      project: plan.compiled,
      folder: plan.folder,
      databaseUrl: plan.databaseUrl,
      temporal: { kind: "server", ...plan.temporal },
      smtp: plan.smtp,
      outgoing: plan.outgoing,
      ...(plan.meta && {
        audience: createAudienceChannel({ meta: createMeta(createHttp(plan.outgoing), plan.meta) }),
      }),
      ...(plan.sms && { sms: createSmsChannel(plan.sms, createHttp(plan.outgoing)) }),
      url: plan.url,
      publishes: false,
      logger,
    });
    steps.done(runtime.stop);
    const health = await openHealth(
      {
        notReady: async () =>
          runtime.isServing() ? notReady(runtime.store) : "The worker takes no work just now.",
        metrics: async () => [],
      },
      plan,
    );
    steps.done(health.close);
    return { url: health.url, ended: runtime.ended, stop: steps.undo };
  } catch (error) {
    await steps.undo();
    throw error;
  }
}
