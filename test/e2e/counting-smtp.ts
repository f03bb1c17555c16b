import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server that outlives the process under test, and counts. */
export interface CountingSmtp {
  readonly port: number;
  readonly mails: readonly ParsedMail[];
  /** Resolves when the next mail is here and its sender still waits for the answer. */
  readonly nextMail: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param thinkMs how long it thinks about each mail before it says that it has it: the time in which a kill loses the answer */
export async function startCountingSmtp(thinkMs: number): Promise<CountingSmtp> {
  const mails: ParsedMail[] = [];
  let waiting: (() => void)[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    async onData(stream, _session, done) {
      try {
        mails.push(await simpleParser(stream));
      } catch (error) {
        // The sender was killed before the end of the mail, so this is none.
        return done(error as Error);
      }
      setTimeout(done, thinkMs);
      for (const tell of waiting) tell();
      waiting = [];
    },
  });
  // A client that was killed hangs up in the middle: that is the test.
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    mails,
    nextMail: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
