import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { startTemporalServer } from "../../runtime/src/temporal/dev-server.ts";
import { startPostgres } from "../../scripts/postgres.mjs";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";
import {
  ACCOUNT,
  startTwilioStandIn,
  TOKEN,
  type TwilioStandIn,
} from "../runtime/channels/twilio-stand-in.ts";
import { startWebhookStandIn, type WebhookStandIn } from "../runtime/channels/webhook-stand-in.ts";
import { chaosProject } from "./chaos-project.ts";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import { startTrajet, type TrajetProcess } from "./process.ts";

/** How long the outside thinks about what it has taken, in milliseconds: the time in which a kill loses the answer. */
const THINKS = 100;

export const VICTIMS = ["worker", "temporal", "postgres", "serve"] as const;
export type Victim = (typeof VICTIMS)[number];

/** A production set-up of which every part may be killed, but for the outside, which goes on and counts. */
export interface ChaosWorld {
  readonly smtp: CountingSmtp;
  readonly webhooks: WebhookStandIn;
  readonly twilio: TwilioStandIn;
  /** By `kill -9`; resolves when it is gone. */
  readonly kill: (victim: Victim) => Promise<void>;
  /** Starts again what was killed; resolves when it answers. */
  readonly revive: (victim: Victim) => Promise<void>;
  /** Asks the doors, again and again while they cannot answer (5xx, no connection), as who feeds them has to. */
  readonly ask: (path: string, body?: object) => Promise<Record<string, unknown>>;
  readonly query: (statement: string) => Promise<Record<string, unknown>[]>;
  /** What the sweepers said of runs that no workflow served. */
  readonly rescues: () => readonly string[];
  /** Processes of Trajet's that ended although nobody killed them, with their last words. */
  readonly fallen: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** @param postgres the folder of PostgreSQL's programs */
export async function startChaosWorld(postgres: string): Promise<ChaosWorld> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-chaos-"));
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const smtp = await startCountingSmtp(THINKS);
  const webhooks = await startWebhookStandIn(secret);
  const twilio = await startTwilioStandIn();
  const meta = await startWebhookStandIn();
  webhooks.answer = (_request, response) =>
    void setTimeout(() => response.writeHead(200).end(JSON.stringify({ score: 7 })), THINKS);
  meta.answer = (_request, response) =>
    void setTimeout(() => response.writeHead(200).end(JSON.stringify({ session_id: "1" })), THINKS);
  const project = chaosProject({
    webhooks: webhooks.host,
    twilio: twilio.host,
    meta: meta.host,
    account: ACCOUNT,
  });
  for (const [name, text] of Object.entries(project)) await writeFile(join(folder, name), text);

  const cluster = await startPostgres(postgres, { durable: true });
  const startTemporal = async (port?: number) =>
    startTemporalServer({
      cli: await findTemporalCli(),
      folder: join(folder, "temporal"),
      logFile: join(folder, "temporal.log"),
      ...(port !== undefined && { port }),
    });
  let temporal = await startTemporal();
  const { address } = temporal;

  const running = new Set<TrajetProcess>();
  const all: TrajetProcess[] = [];
  const fallen: string[] = [];
  const start = (...args: readonly string[]): TrajetProcess => {
    const one = startTrajet(folder, args, {
      DATABASE_URL: cluster.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      SMS_TOKEN: TOKEN,
      META_TOKEN: "a token",
      HOOK_SECRET: secret,
      TEMPORAL_ADDRESS: address,
    });
    running.add(one);
    all.push(one);
    void one.ended.then((code) => {
      if (running.delete(one) && code !== 0) fallen.push(`${args.join(" ")}: ${one.output().slice(-2_000)}`);
    });
    return one;
  };
  const end = async (one: TrajetProcess): Promise<void> => {
    running.delete(one);
    one.kill("SIGKILL");
    await one.ended;
  };
  const startWorker = async (): Promise<TrajetProcess> => {
    const worker = start("worker", "--port", "0");
    await worker.says(/"msg":"ready"/);
    return worker;
  };

  const startServe = async (
    port: string,
  ): Promise<{ readonly process: TrajetProcess; readonly url: string }> => {
    const serve = start("serve", "--port", port);
    const [, url = ""] = await serve.says(/"url":"([^"]+)".*"msg":"ready"/);
    return { process: serve, url };
  };

  let serve = await startServe("0");
  const { url } = serve;
  const [key = ""] = await start("keys", "create", "chaos").says(/tj_[\w-]+/);
  const workers = [await startWorker(), await startWorker()];

  return {
    smtp,
    webhooks,
    twilio,
    async kill(victim) {
      switch (victim) {
        case "worker": {
          const worker = workers.shift();
          if (worker !== undefined) await end(worker);
          return;
        }
        case "temporal":
          process.kill(temporal.pid, "SIGKILL");
          return temporal.ended;
        case "postgres":
          return cluster.kill();
        case "serve":
          return end(serve.process);
        default:
          victim satisfies never;
      }
    },
    async revive(victim) {
      switch (victim) {
        case "worker":
          workers.push(await startWorker());
          return;
        case "temporal":
          temporal = await startTemporal(Number(address.split(":")[1]));
          return;
        case "postgres":
          return cluster.start();
        case "serve":
          serve = await startServe(new URL(url).port);
          return;
        default:
          victim satisfies never;
      }
    },
    async ask(path, body) {
      for (;;) {
        const answer = await fetch(new URL(path, url), {
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
        }).catch(() => undefined);
        if (answer?.ok) return (await answer.json()) as Record<string, unknown>;
        if (answer !== undefined && answer.status < 500) {
          throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        }
        await pause(200);
      }
    },
    async query(statement) {
      const client = new Client({ connectionString: cluster.url });
      await client.connect();
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    },
    rescues: () =>
      all.flatMap((one) => one.output().split("\n")).filter((line) => line.includes("no workflow served")),
    fallen: () => fallen,
    async close() {
      await Promise.all([...running].map(end));
      await temporal.stop();
      await cluster.stop();
      await Promise.all([smtp.close(), webhooks.close(), twilio.close(), meta.close()]);
      await rm(folder, { recursive: true, maxRetries: 5 });
    },
  };
}
