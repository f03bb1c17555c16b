import { createVerify } from "node:crypto";
import type { SendHttp } from "../../outgoing/http.ts";
import type { MailReport } from "../../store/gateway.ts";
import {
  type HookAnswer,
  type HookCall,
  type Json,
  listOf,
  momentOf,
  objectIn,
  parsed,
  textOf,
} from "./mail-event.ts";

const MOST_CERTIFICATES = 20;
const FETCH = { timeoutMs: 5_000, maxBytes: 64 * 1024 } as const;
/** What is signed, in this order (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html). */
const SIGNED: Readonly<Record<string, readonly string[]>> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
};
const ALGORITHMS: Readonly<Record<string, string>> = { "1": "RSA-SHA1", "2": "RSA-SHA256" };

/**
 * Reads what Amazon SES tells by a topic of Amazon SNS: bounces and complaints, as notifications or as published events.
 * The subscription of the topic is confirmed where it is ours. The certificate of a signature comes from SNS itself, and
 * is fetched once.
 */
export function createSes(topic: string, http: SendHttp): (call: HookCall) => Promise<HookAnswer> {
  const certificates = new Map<string, string>();
  return async ({ body }) => {
    const message = parsed(body) ?? {};
    if (message.TopicArn !== topic) return { refused: "The topic is not the one of this project." };
    const certificate = await certificateOf(textOf(message.SigningCertURL), certificates, http);
    if (certificate === undefined || !isSigned(message, certificate)) {
      return { refused: "The signature does not fit: it covers the message, and is Amazon SNS's." };
    }
    if (message.Type === "SubscriptionConfirmation") return confirm(textOf(message.SubscribeURL), http);
    return { reports: reportsIn(parsed(textOf(message.Message)) ?? {}) };
  };
}

/** An address of SNS itself, and of nobody who calls a host so. */
function isOfSns(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === "https:" &&
    url.port === "" &&
    url.username === "" &&
    /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(url.hostname)
  );
}

async function certificateOf(
  url: string,
  known: Map<string, string>,
  http: SendHttp,
): Promise<string | undefined> {
  const found = known.get(url);
  if (found !== undefined) return found;
  if (!isOfSns(url) || !url.endsWith(".pem")) return undefined;
  const answer = await http({ method: "GET", url, headers: {}, body: null }, FETCH);
  if (answer.kind !== "answered" || answer.status !== 200 || answer.body === null) return undefined;
  if (known.size >= MOST_CERTIFICATES) known.clear();
  known.set(url, answer.body);
  return answer.body;
}

function isSigned(message: Json, certificate: string): boolean {
  const names = SIGNED[textOf(message.Type)];
  const algorithm = ALGORITHMS[textOf(message.SignatureVersion)];
  if (names === undefined || algorithm === undefined) return false;
  const text = names
    .filter((name) => typeof message[name] === "string")
    .map((name) => `${name}\n${message[name]}\n`)
    .join("");
  try {
    return createVerify(algorithm).update(text).verify(certificate, textOf(message.Signature), "base64");
  } catch {
    // What came is no certificate.
    return false;
  }
}

async function confirm(url: string, http: SendHttp): Promise<HookAnswer> {
  if (!isOfSns(url)) return { refused: "The subscription is confirmed at Amazon SNS only." };
  const answer = await http({ method: "GET", url, headers: {}, body: null }, FETCH);
  const isConfirmed = answer.kind === "answered" && answer.status === 200;
  return isConfirmed ? { reports: [] } : { refused: "Amazon SNS did not take the confirmation." };
}

function reportsIn(told: Json): readonly MailReport[] {
  const what = told.notificationType ?? told.eventType;
  const sending = sendingIn(objectIn(told.mail));
  if (what === "Bounce") {
    const bounce = objectIn(told.bounce);
    const kind = bounce.bounceType === "Permanent" ? "hard bounce" : "soft bounce";
    return reportsOf(bounce, kind, listOf(bounce.bouncedRecipients), sending);
  }
  if (what !== "Complaint") return [];
  const complaint = objectIn(told.complaint);
  return reportsOf(complaint, "complaint", listOf(complaint.complainedRecipients), sending);
}

function reportsOf(
  about: Json,
  kind: MailReport["kind"],
  recipients: readonly unknown[],
  sending: { readonly sending?: string },
): readonly MailReport[] {
  return recipients.map(objectIn).flatMap(({ emailAddress, diagnosticCode }) => {
    const address = textOf(emailAddress);
    if (address === "" || textOf(about.feedbackId) === "") return [];
    const reason =
      textOf(diagnosticCode) || textOf(about.bounceSubType) || textOf(about.complaintFeedbackType);
    return [
      { id: `ses:${about.feedbackId}`, kind, address, reason, ...sending, ...momentOf(about.timestamp) },
    ];
  });
}

/** Our own header, where SES was told to give the headers back. */
function sendingIn({ headers }: Json): { readonly sending?: string } {
  const own = listOf(headers)
    .map(objectIn)
    .find(({ name }) => textOf(name).toLowerCase() === "x-trajet-effect");
  const sending = textOf(own?.value);
  return sending === "" ? {} : { sending };
}
