import { once } from "node:events";
import type { Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

/** What the stand-in does with the next mail. */
export type Manner =
  | { readonly kind: "accept" }
  /** Answers this at the step. */
  | { readonly kind: "answer"; readonly at: Step; readonly code: number }
  /** Cuts the connection at the step without a word. */
  | { readonly kind: "drop"; readonly at: Step }
  /** Answers what is no answer of SMTP. */
  | { readonly kind: "babble"; readonly at: Step }
  /** Never answers at the step. */
  | { readonly kind: "hang"; readonly at: Step };

/** `body` is when the first of the body arrives, `data` when all of it has. */
export type Step = "connect" | "mail" | "rcpt" | "body" | "data";

export interface SmtpStandIn {
  readonly port: number;
  /** Mails whose whole body arrived, whatever was answered. */
  readonly received: readonly {
    readonly mail: ParsedMail;
    readonly raw: string;
    readonly to: readonly string[];
  }[];
  /** How the next mails are treated, one each; after these, all are accepted. */
  manners: Manner[];
  /** Called when a mail has come to the step at which it hangs. */
  onHang: () => void;
  /** Cuts idle connections, as servers do after a while. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** A real SMTP server that misbehaves on order. */
export async function startSmtpStandIn(): Promise<SmtpStandIn> {
  const received: { mail: ParsedMail; raw: string; to: string[] }[] = [];
  const sockets = new Set<Socket>();
  /** The manner of each session's present mail, by the session's id. */
  const present = new Map<string, Manner>();

  function act(step: Step, session: SMTPServerSession, proceed: (error?: Error) => void): void {
    const manner = present.get(session.id) ?? ACCEPT;
    if (manner.kind === "accept" || manner.at !== step) proceed();
    else if (manner.kind === "answer") proceed(answer(manner.code));
    else if (manner.kind === "drop") drop((socket) => socket.remotePort === session.remotePort);
    else if (manner.kind === "babble") babble((socket) => socket.remotePort === session.remotePort);
    else standIn.onHang();
  }
  function drop(which: (socket: Socket) => boolean): void {
    for (const socket of [...sockets].filter(which)) socket.destroy();
  }
  function babble(which: (socket: Socket) => boolean): void {
    for (const socket of [...sockets].filter(which)) socket.write("HTTP/1.1 400 Bad Request\r\n");
  }
  function nextMail(session: SMTPServerSession): void {
    present.set(session.id, standIn.manners.shift() ?? ACCEPT);
  }
  const options: SMTPServerOptions = {
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    allowInsecureAuth: true,
    onConnect(session, done) {
      const [next = ACCEPT] = standIn.manners;
      if (next.kind !== "accept" && next.at === "connect") nextMail(session);
      act("connect", session, done);
    },
    onAuth(auth, _session, done) {
      done(auth.password === "right" ? null : answer(535), { user: auth.username });
    },
    onMailFrom(_address, session, done) {
      nextMail(session);
      act("mail", session, done);
    },
    onRcptTo: (_address, session, done) => act("rcpt", session, done),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.once("data", () => act("body", session, () => {}));
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", async () => {
        const raw = Buffer.concat(chunks).toString();
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ mail: await simpleParser(raw), raw, to });
        act("data", session, done);
      });
    },
  };
  const server = new SMTPServer(options);
  // A client that hangs up is what these tests are about, not an error of the stand-in.
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  const standIn: SmtpStandIn = {
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
    received,
    manners: [],
    onHang: () => {},
    dropConnections: () => drop(() => true),
    async close() {
      drop(() => true);
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
  return standIn;
}

const ACCEPT: Manner = { kind: "accept" };

function answer(code: number): Error {
  return Object.assign(new Error(`answered ${code}`), { responseCode: code });
}
