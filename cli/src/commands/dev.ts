import type { Checked } from "../checking.ts";
import { DEFAULT_PORTS, type DevOptions } from "../dev/options.ts";
import type { Runnable } from "../dev/plan.ts";
import { stopSignal } from "../stop-signal.ts";
import type { Terminal } from "../terminal.ts";
import { PROBLEMS, portNumber, projectFolder, type Register } from "./context.ts";

interface Options {
  readonly speed?: string;
  readonly untilIdle?: boolean;
  readonly port: string;
  readonly smtpPort: string;
  readonly smtp?: string;
  readonly callWebhooks?: boolean;
  readonly mailPort: string;
  readonly temporalPort: string;
}

export const registerDev: Register = (program, { terminal, exit }) => {
  const command = program
    .command("dev")
    .description(
      "Run a project on this machine: Temporal, database, mailbox and HTTP doors, with a clock that may run fast.",
    )
    .argument("[folder]", "the project; that of the working directory unless said")
    .option("--speed <speed>", 'how fast the clock runs, as "1 day = 1 second"')
    .option("--until-idle", "end when nobody is under way any more")
    .option("--port <port>", "of the HTTP doors", String(DEFAULT_PORTS.api))
    .option("--smtp-port <port>", "of the mail server", String(DEFAULT_PORTS.smtp))
    .option("--smtp <url>", "send mail to this server instead of the mailbox, as smtp://host:port")
    .option("--call-webhooks", "call the webhooks; a stand-in answers unless said")
    .option("--mail-port <port>", "of the mailbox page", String(DEFAULT_PORTS.mail))
    .option("--temporal-port <port>", "of the Temporal page", String(DEFAULT_PORTS.temporal))
    .action(async (folder: string | undefined, options: Options) => {
      const { checkFolder } = await import("../checking.ts");
      const checked = await checkFolder(projectFolder(command, terminal, folder));
      if (checked.diagnostics.length > 0) await tell(checked, terminal);
      if (checked.compiled === undefined) return exit(PROBLEMS);
      await run({ ...checked, compiled: checked.compiled }, devOptions(options), terminal);
    });
};

function devOptions(options: Options): DevOptions {
  return {
    ...(options.speed === undefined ? {} : { speed: options.speed }),
    ...(options.smtp === undefined ? {} : { smtp: options.smtp }),
    callWebhooks: options.callWebhooks === true,
    untilIdle: options.untilIdle === true,
    ports: {
      api: portNumber("--port", options.port),
      smtp: portNumber("--smtp-port", options.smtpPort),
      mail: portNumber("--mail-port", options.mailPort),
      temporal: portNumber("--temporal-port", options.temporalPort),
    },
  };
}

async function tell(checked: Checked, terminal: Terminal): Promise<void> {
  const { writeDiagnostics } = await import("../output/write.ts");
  writeDiagnostics([{ checked, shown: checked.diagnostics }], "pretty", terminal);
}

async function run(checked: Runnable, options: DevOptions, terminal: Terminal) {
  const { planDev } = await import("../dev/plan.ts");
  const { runDev } = await import("../dev/run-dev.ts");
  const plan = await planDev(checked, options, terminal);
  const { signal, release } = stopSignal();
  try {
    await runDev({
      plan,
      untilIdle: options.untilIdle,
      stop: signal,
      terminal,
    });
  } finally {
    release();
  }
}
