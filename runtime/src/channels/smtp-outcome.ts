import type { NodemailerError } from "nodemailer";
import type { Delivery } from "./channel.ts";

/**
 * What a failed SMTP transaction means for its message.
 *
 * @param complete whether the body was handed over to its end before the failure
 */
export function outcomeOf(error: NodemailerError, complete: boolean): Delivery {
  const reason = reasonOf(error);
  if (isSetup(error)) return { kind: "not-sent", reason };
  if (isAnswer(error, complete)) return { kind: "refused", reason, permanent: error.permanent === true };
  if (!complete && isMalformed(error)) return { kind: "refused", reason, permanent: true };
  return complete ? { kind: "unknown", reason } : { kind: "not-sent", reason };
}

/**
 * The sender's own set-up, which says nothing of the message: authentication (RFC 4954) required, refused, too weak,
 * or to be encrypted. Seen before any body.
 */
function isSetup(error: NodemailerError): boolean {
  return error.code === "EAUTH" || [530, 534, 535, 538].includes(error.responseCode ?? 0);
}

/**
 * The server's no to this very message. Before the body, a no to the connection (a greeting of 554, a 421 for too
 * many connections) is none: the next attempt may find another server. After it, any no is meant for the message.
 */
function isAnswer(error: NodemailerError, complete: boolean): boolean {
  if ((error.responseCode ?? 0) < 400) return false;
  return complete || concernsMessage(error);
}

/**
 * The client itself refused the message before it spoke of it: an address or a size that cannot be sent. Behind the body an
 * error without a code is an answer that is no SMTP, and says nothing of what became of the message.
 */
function isMalformed(error: NodemailerError): boolean {
  return error.code === "EMAXRECIPIENTS" || (concernsMessage(error) && error.responseCode === undefined);
}

function concernsMessage(error: NodemailerError): boolean {
  return error.code === "EENVELOPE" || error.code === "EMESSAGE";
}

/** The server's own words where it gave an answer, else the code and the client's words. */
function reasonOf(error: NodemailerError): string {
  return error.response ?? [error.code, error.message].filter(Boolean).join(": ");
}
