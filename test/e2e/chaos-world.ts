import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "../../scripts/postgres.mjs";
import {
  ACCOUNT,
  startTwilioStandIn,
  TOKEN,
  type TwilioStandIn,
} from "../runtime/channels/twilio-stand-in.ts";
import { startWebhookStandIn, type WebhookStandIn } from "../runtime/channels/webhook-stand-in.ts";
import { query } from "../server-database.ts";
import { chaosProject } from "./chaos-project.ts";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import type { TrajetProcess } from "./process.ts";
import { askDoors, type Service, startProduction } from "./production.ts";

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
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const smtp = await startCountingSmtp(THINKS);
  const webhooks = await startWebhookStandIn(secret);
  const twilio = await startTwilioStandIn();
  const meta = await startWebhookStandIn();
  webhooks.answer = (_request, response) =>
    void setTimeout(() => response.writeHead(200).end(JSON.stringify({ score: 7 })), THINKS);
  meta.answer = (_request, response) =>
    void setTimeout(() => response.writeHead(200).end(JSON.stringify({ session_id: "1" })), THINKS);
  const cluster = await startPostgres(postgres, { durable: true });
  const production = await startProduction(
    chaosProject({ webhooks: webhooks.host, twilio: twilio.host, meta: meta.host, account: ACCOUNT }),
    {
      DATABASE_URL: cluster.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      SMS_TOKEN: TOKEN,
      META_TOKEN: "a token",
      HOOK_SECRET: secret,
    },
  );

  const killed = new Set<TrajetProcess>();
  const fallen: string[] = [];
  /** Says what becomes of a process that is not to end. */
  const watched = ({ process, url }: Service): Service => {
    void process.ended.then((code) => {
      if (!killed.has(process)) fallen.push(`ended with ${code}: ${process.output().slice(-2_000)}`);
    });
    return { process, url };
  };
  const end = async ({ process }: Service): Promise<void> => {
    killed.add(process);
    process.kill("SIGKILL");
    await process.ended;
  };
  let serve = watched(await production.startServe());
  const { url } = serve;
  const key = await production.createKey();
  const workers = [watched(await production.startWorker()), watched(await production.startWorker())];

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
          return production.killTemporal();
        case "postgres":
          return cluster.kill();
        case "serve":
          return end(serve);
        default:
          victim satisfies never;
      }
    },
    async revive(victim) {
      switch (victim) {
        case "worker":
          workers.push(watched(await production.startWorker()));
          return;
        case "temporal":
          return production.restartTemporal();
        case "postgres":
          return cluster.start();
        case "serve":
          serve = watched(await production.startServe(new URL(url).port));
          return;
        default:
          victim satisfies never;
      }
    },
    async ask(path, body) {
      for (;;) {
        const answer = await askDoors(url, key, path, body).catch(() => undefined);
        if (answer?.ok) return (await answer.json()) as Record<string, unknown>;
        if (answer !== undefined && answer.status < 500) {
          throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        }
        await pause(200);
      }
    },
    query: (statement) => query(cluster.url, statement),
    rescues: () =>
      production.started
        .flatMap((one) => one.output().split("\n"))
        .filter((line) => line.includes("no workflow served")),
    fallen: () => fallen,
    async close() {
      for (const { process } of [serve, ...workers]) killed.add(process);
      await production.close();
      await cluster.stop();
      await Promise.all([smtp.close(), webhooks.close(), twilio.close(), meta.close()]);
    },
  };
}
