import { join } from "node:path";
import { pino } from "pino";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { STANDING_STILL } from "../backend/standing-clock.ts";
import { storeProblem } from "../backend/store-backend.ts";
import { createLogger, type Runtime, type Store, startRuntime } from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import type { StandInAnswer } from "./answers.ts";
import { signerOf } from "./doors.ts";
import { createMailboxCalls, createMailboxMessages, createMailboxTexts } from "./mailbox-channels.ts";
import { createNoAdNetwork } from "./no-ad-network.ts";
import type { DevPlan } from "./plan.ts";
import { HOST } from "./ports.ts";
import { stateFolder } from "./session.ts";
import { createStandIns, effectsOf } from "./stand-ins.ts";

/**
 * Starts the parts that run journeys. A sped-up clock stands still until the rest is there, too.
 *
 * @param onServed told when something that was due on a sped-up clock may have been done
 * @throws UsageError if one of them does not come up
 */
export async function startParts(
  plan: DevPlan,
  say: (what: string) => void,
  onServed: () => void,
): Promise<Runtime> {
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
    ...(plan.answers && { calls: standInsOf(plan, plan.answers) }),
    url: plan.url,
    signer: signerOf(plan.state),
    outgoing: plan.outgoing,
    ...(plan.factor === 1 ? { factor: 1 } : { factor: STANDING_STILL, pace: { onServed } }),
    publishes: true,
    logger: createLogger(pino.destination({ dest: join(folder, "dev.log"), mkdir: true, sync: true })),
    onProgress: (what) => say(what === "Temporal" ? "Starting Temporal" : `Starting the ${what}`),
  });
  return runtime.catch(storeProblem).catch(sentenceOf);
}

/** The mailbox shows their calls; a mail server that sends mail on is not told of them. */
function standInsOf({ compiled, outgoing, ports, smtp }: DevPlan, answers: readonly StandInAnswer[]) {
  const mailbox = smtp === undefined ? createMailboxCalls({ host: HOST, port: ports.smtp }) : undefined;
  return (store: Store) =>
    createStandIns({
      whose: effectsOf(store),
      project: compiled,
      answers,
      outgoing,
      env: process.env,
      ...(mailbox && { calls: mailbox }),
    });
}

async function temporalCli(say: (what: string) => void): Promise<string> {
  return findTemporalCli({ onProgress: say }).catch(sentenceOf);
}

/** These parts throw plain errors with one sentence for the user; anything else is a mistake of ours. */
function sentenceOf(error: unknown): never {
  if (error instanceof Error && error.constructor === Error) throw new UsageError(error.message);
  throw error;
}
