import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import type { Program } from "@trajet/compiler/program";
import pino from "pino";
import { type RunningEngine, startEngine } from "../../../runtime/src/assembly/start-engine.ts";
import { createEmailChannel } from "../../../runtime/src/channels/email.ts";
import { createHttp } from "../../../runtime/src/outgoing/http.ts";
import { createCallers } from "../../../runtime/src/sending/caller.ts";
import { createCompose } from "../../../runtime/src/sending/compose.ts";
import { dueNow } from "../../../runtime/src/stepped/due.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import type { Rates } from "../../../runtime/src/store/slots.ts";
import { startTemporalServer } from "../../../runtime/src/temporal/dev-server.ts";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { type SmtpStandIn, startSmtpStandIn } from "../channels/smtp-stand-in.ts";
import { startWebhookStandIn, type WebhookStandIn } from "../channels/webhook-stand-in.ts";
import { project } from "../store/programs.ts";

/** The real parts together: PGlite, a Temporal server, the worker, and a mail server that counts. */
export interface Stack {
  readonly store: Store;
  readonly smtp: SmtpStandIn;
  /** A receiver of webhooks that checks their signatures. */
  readonly crm: WebhookStandIn;
  readonly client: Client;
  /** The server, which may be stopped and started again where it was. */
  readonly temporal: { readonly stop: () => Promise<void>; readonly start: () => Promise<void> };
  readonly activate: (...programs: readonly Program[]) => Promise<void>;
  /** Brings to work what is due, as whoever moves the clock does. */
  readonly wakeDue: () => Promise<void>;
  /** Resolves when nobody is under way. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** @param isPaced whether the test moves the clock, and wakes who is due */
export async function startStack(factor: number, rates: Rates = {}, isPaced = false): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-stack-"));
  let current = project();
  const store = await openStore({ project: () => current });
  const smtp = await startSmtpStandIn();
  const crm = await startWebhookStandIn(SECRET);
  const cli = await findTemporalCli();
  const startServer = (port?: number) =>
    startTemporalServer({ cli, folder, logFile: join(folder, "log"), ...(port !== undefined && { port }) });
  let server = await startServer();
  const channel = createEmailChannel({ host: "127.0.0.1", port: smtp.port });
  const host = store.engine({
    callers: createCallers({
      email: channel,
      webhook: { http: createHttp({ allow: [crm.host] }), env: { CRM_SECRET: SECRET }, now: Date.now },
    }),
    isPaced,
    render: createCompose({
      unsubscribeUrl: (_contact, run) => `http://127.0.0.1/u/${run}`,
      surveyUrl: ({ run }) => `http://127.0.0.1/s/${run}`,
    }),
  });
  const engine: RunningEngine = await startEngine({
    host,
    connection: { address: server.address },
    alarms: store.alarms,
    namespace: "default",
    taskQueue: "trajet",
    cacheFolder: folder,
    logger: pino({ level: process.env.TRAJET_TEST_LOG ?? "silent" }),
  });
  const connection = await Connection.connect({ address: server.address });
  await store.clock.start(factor);
  return {
    store,
    smtp,
    crm,
    client: new Client({ connection }),
    temporal: {
      stop: () => server.stop(),
      async start() {
        server = await startServer(Number(server.address.split(":")[1]));
      },
    },
    async activate(...programs) {
      current = { ...project(...programs), rates };
      await store.deploy(current);
      for (const one of programs) await store.gateway.setStatus(one.journey, "active");
    },
    wakeDue: async () => engine.wake(await dueNow(store.db)),
    async idle() {
      for (;;) {
        const alive = await store.db
          .selectFrom("run")
          .select("id")
          .where("state", "=", "alive")
          .limit(1)
          .execute();
        if (alive.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      await engine.stop();
      await connection.close();
      await server.stop();
      await channel.close();
      await smtp.close();
      await crm.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
