import type { AddressInfo } from "node:net";
import { createAPIServer } from "@maildev/api";
import { FileStorage } from "@maildev/core";
import { createSMTPServer } from "@maildev/smtp";
import { registerUI } from "@maildev/ui/server";
import { HOST, portProblem } from "./ports.ts";

/** A mail server that delivers to nobody, and a page that shows what it got. */
export interface Mailbox {
  /** `smtp://127.0.0.1:1025` */
  readonly smtp: string;
  /** The page. */
  readonly url: string;
  /** How many mails it holds. */
  readonly count: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export interface MailboxOptions {
  /** 0 takes any free port. */
  readonly smtpPort: number;
  readonly webPort: number;
  /** Where the mails are kept from one start to the next. */
  readonly folder: string;
}

/**
 * Starts maildev's mail server and page on the loopback address. Put together from its parts, since the whole writes to
 * the console and leaves the mail server running when the page's port is taken.
 *
 * @throws UsageError if one of the ports is taken; then neither is left open
 */
export async function startMailbox({ smtpPort, webPort, folder }: MailboxOptions): Promise<Mailbox> {
  const storage = new FileStorage({ mailDirectory: folder });
  await storage.initialize();
  const smtp = createSMTPServer({ host: HOST, port: smtpPort, mailDir: folder, storage, logger: false });
  await smtp.start().catch((error) => {
    throw portProblem(error, { port: smtpPort, what: "the mail server", option: "--smtp-port" });
  });
  await smtp.loadMailsFromDirectory();
  // Other pages of the browser are not to read the mails.
  const api = createAPIServer({
    host: HOST,
    port: webPort,
    storage,
    smtp,
    cors: { origin: false },
    logger: false,
  });
  try {
    await api.registerPlugins();
    await registerUI(api.server);
    await api.server.listen({ host: HOST, port: webPort });
  } catch (error) {
    await smtp.stop();
    throw portProblem(error, { port: webPort, what: "the mailbox page", option: "--mail-port" });
  }
  const { port } = api.server.server.address() as AddressInfo;
  return {
    smtp: `smtp://${HOST}:${smtp.getPort()}`,
    url: `http://${HOST}:${port}/`,
    count: async () => (await storage.stats()).total,
    async stop() {
      await api.stop();
      await smtp.stop();
      await storage.close();
    },
  };
}
