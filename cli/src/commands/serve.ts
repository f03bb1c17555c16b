import { portNumber, type Register } from "./context.ts";
import { runProcess } from "./run-process.ts";

interface Options {
  readonly host: string;
  readonly port: string;
  readonly behindProxy?: boolean;
}

export const registerServe: Register = (program, context) => {
  const command = program
    .command("serve")
    .description("Open the HTTP doors of a project on PostgreSQL, beside workers; publishes its journeys.")
    .option("--host <address>", "to listen on; 0.0.0.0 is all of this machine", "127.0.0.1")
    .option("--port <port>", "of the HTTP doors", "4800")
    .option("--behind-proxy", "believe X-Forwarded-For: the doors stand behind a proxy of yours")
    .action((options: Options) =>
      runProcess(command, context, "serve", async ({ compiled, config, model }, logger) => {
        const settings = await import("../processes/settings.ts");
        const { startServing } = await import("../processes/serve.ts");
        const { createMaps } = await import("../journey-maps.ts");
        const { env } = context.terminal;
        const plan = {
          compiled,
          maps: createMaps(model),
          databaseUrl: settings.databaseUrl(config, env),
          sms: settings.smsHook(config, env),
          emailHooks: settings.emailHooks(config, env),
          provider: settings.identityProvider(config, env),
          shops: settings.shopAccounts(config, compiled, env),
          smtp: settings.testMailServer(config, env),
          host: options.host,
          port: portNumber("--port", options.port),
          behindProxy: options.behindProxy === true,
        };
        return startServing(plan, logger);
      }),
    );
};
