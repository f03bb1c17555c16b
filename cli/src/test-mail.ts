import { type ConsolePorts, createEmailChannel, type SmtpServer } from "./runtime.ts";

const TIMEOUT_MS = 15_000;

/** Sends test mails of the console by a mail server; a test of a person waits for nothing else. */
export function testMailBy(server: SmtpServer): NonNullable<ConsolePorts["testMail"]> {
  return async ({ from, ...mail }) => {
    const [, name = "", address = from] = /^(.*?)\s*<(.+)>$/.exec(from) ?? [];
    const channel = createEmailChannel(server);
    try {
      const request = {
        ...mail,
        from: { ...(name !== "" && { name }), address },
        effectKey: `test ${mail.messageId}`,
      };
      const outcome = await channel.deliver(request, { timeoutMs: TIMEOUT_MS });
      return outcome.kind === "done" ? undefined : outcome.reason;
    } finally {
      await channel.close();
    }
  };
}
