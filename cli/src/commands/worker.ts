import { join } from "node:path";
import { portNumber, type Register } from "./context.ts";
import { runProcess } from "./run-process.ts";

interface Options {
  readonly host: string;
  readonly port: string;
}

export const registerWorker: Register = (program, context) => {
  const command = program
    .command("worker")
    .description(
      "Run the journeys of a project on PostgreSQL and a Temporal server; as many at once as you like.",
    )
    .option("--host <address>", "of /livez, /readyz and /metrics", "127.0.0.1")
    .option("--port <port>", "of /livez, /readyz and /metrics; 0 takes any free one", "4801")
    .action((options: Options) =>
      runProcess(command, context, "worker", async ({ compiled, config, project }, logger) => {
        const settings = await import("../processes/settings.ts");
        const { startWorking } = await import("../processes/worker.ts");
        const { stateFolder } = await import("../dev/session.ts");
        const { env } = context.terminal;
        const url = settings.publicUrl(config, env);
        const plan = {
          compiled,
          folder: join(stateFolder(project.folder)),
          databaseUrl: settings.databaseUrl(config, env),
          temporal: settings.temporalPlace(config, env),
          smtp: settings.mailServer(config, env),
          sms: settings.smsAccount(config, env, () => url),
          meta: settings.metaAccount(config, env),
          outgoing: config.outgoing,
          env,
          url,
          host: options.host,
          port: portNumber("--port", options.port),
        };
        return startWorking(plan, logger);
      }),
    );
};
