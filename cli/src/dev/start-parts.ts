import { join } from "node:path";
import { pino } from "pino";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { STANDING_STILL } from "../backend/standing-clock.ts";
import { storeProblem } from "../backend/store-backend.ts";
import { createLogger, type Runtime, startRuntime } from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import { signerOf } from "./doors.ts";
import { createMailboxMessages, createMailboxTexts } from "./mailbox-channels.ts";
import { createNoAdNetwork } from "./no-ad-network.ts";
import type { DevPlan } from "./plan.ts";
import { HOST } from "./ports.ts";
import { stateFolder } from "./session.ts";

/**
 * Starts the parts that run journeys. A sped-up clock stands still until the rest is there, too.
 *
 * @throws UsageError if one of them does not come up
 */
export async function startParts(plan: DevPlan, say: (what: string) => void): Promise<Runtime> {
  const folder = stateFolder(plan.folder);
  const cli = await temporalCli(say);
  const smtp = plan.smtp ?? { host: HOST, port: plan.ports.smtp };
  const runtime = startRuntime({
    project: plan.compiled,
    folder,
    ...("url" in plan.database ? { databaseUrl: plan.database.url } : {}),
    temporal: { kind: "embedded", cli, uiPort: plan.ports.temporal },
    smtp,
    sms: createMailboxTexts(smtp),
    message: createMailboxMessages(smtp),
    audience: createNoAdNetwork(),
    url: plan.url,
    signer: signerOf(plan.state),
    outgoing: plan.outgoing,
    factor: plan.factor === 1 ? 1 : STANDING_STILL,
    publishes: true,
    logger: createLogger(pino.destination({ dest: join(folder, "dev.log"), mkdir: true, sync: true })),
    onProgress: (what) => say(what === "Temporal" ? "Starting Temporal" : `Starting the ${what}`),
  });
  return runtime.catch(storeProblem).catch(sentenceOf);
}

async function temporalCli(say: (what: string) => void): Promise<string> {
  return findTemporalCli({ onProgress: say }).catch(sentenceOf);
}

/** These parts throw plain errors with one sentence for the user; anything else is a mistake of ours. */
function sentenceOf(error: unknown): never {
  if (error instanceof Error && error.constructor === Error) throw new UsageError(error.message);
  throw error;
}
