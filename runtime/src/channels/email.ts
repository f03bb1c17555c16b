import { createTransport, type NodemailerError, type SendMailOptions } from "nodemailer";
import type { Channel, DeliverOptions, Delivery } from "./channel.ts";
import { outcomeOf } from "./smtp-outcome.ts";
import { createTransfer, type Transfer } from "./transfer.ts";

/** One rendered mail to one person. */
export interface EmailRequest {
  /** Run, step and visit; goes into the header `X-Trajet-Effect`. */
  readonly effectKey: string;
  /** From `messageIdOf`, without angle brackets. */
  readonly messageId: string;
  readonly from: { readonly name?: string; readonly address: string };
  readonly replyTo?: string;
  /** The address alone. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where one POST unsubscribes the person (RFC 8058). Marketing mail has it, receipts have not. */
  readonly unsubscribeUrl?: string;
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465). Otherwise STARTTLS, which is insisted on where a password goes over a network. */
  readonly secure?: boolean;
  readonly user?: string;
  readonly password?: string;
  /** Connections kept open at once; 5 if not given. */
  readonly connections?: number;
}

/** Mail over SMTP, by a pool of connections. */
export function createEmailChannel(server: SmtpServer): Channel<EmailRequest> {
  const transport = createTransport(poolOptions(server));
  // A plugin sees the message that the transport is about to read; the call's signal tells which call's it is.
  const transfers = new WeakMap<AbortSignal, Transfer>();
  transport.use("stream", (mail, next) => {
    const transfer = mail.data.signal && transfers.get(mail.data.signal);
    if (transfer) mail.message.processFunc((body) => transfer.watch(body));
    next();
  });
  return {
    async deliver(request, options) {
      const signal = endOf(options);
      const transfer = createTransfer();
      transfers.set(signal, transfer);
      try {
        const info = await transport.sendMail({ ...composed(request), signal });
        return { kind: "done", providerRef: info.serverMessageId ?? request.messageId } satisfies Delivery;
      } catch (error) {
        return outcomeOf(error as NodemailerError, transfer.complete);
      }
    },
    async close() {
      transport.close();
    },
  };
}

function endOf({ timeoutMs, signal }: DeliverOptions): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return AbortSignal.any(signal === undefined ? [timeout] : [timeout, signal]);
}

function poolOptions({ host, port, secure = false, user, password, connections }: SmtpServer) {
  const here = ["localhost", "127.0.0.1", "::1"].includes(host);
  return {
    pool: true as const,
    host,
    port,
    secure,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    // A local mailbox has no certificate that anyone vouches for, and nobody listens on the way to it.
    ignoreTLS: here,
    requireTLS: !here && !secure && user !== undefined,
    ...(connections === undefined ? {} : { maxConnections: connections }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    // A pooled connection that the server let go of meanwhile: once more over a new one, if no body was read.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function composed(request: EmailRequest): SendMailOptions {
  const { from, replyTo, unsubscribeUrl } = request;
  return {
    messageId: `<${request.messageId}>`,
    xMailer: false,
    from: { name: from.name ?? "", address: from.address },
    to: { name: "", address: request.to },
    ...(replyTo === undefined ? {} : { replyTo }),
    subject: request.subject,
    text: request.text,
    html: request.html,
    headers: {
      "X-Trajet-Effect": request.effectKey,
      ...(unsubscribeUrl === undefined ? {} : oneClick(unsubscribeUrl)),
    },
  };
}

function oneClick(url: string): Record<string, string> {
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}
