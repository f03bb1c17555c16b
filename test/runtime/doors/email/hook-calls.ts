import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { standardHeaders } from "../../../../runtime/src/channels/standard-webhooks.ts";
import type { EmailHooks } from "../../../../runtime/src/doors/email/email-hook.ts";

/** Calls of hooks, signed as the providers sign them; the key of Amazon SNS is one of our own. */
export const TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces";
export const CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
export const MAILGUN_KEY = "the key of mailgun";
export const SECRET = "whsec_dGhlIHNlY3JldCBvZiByZXBvcnRz";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ type: "spki", format: "pem" }).toString();

/** What was fetched from Amazon. */
export const fetched: string[] = [];

export const HOOKS: EmailHooks = {
  ses: { topic: TOPIC },
  mailgun: { key: MAILGUN_KEY },
  generic: { secret: SECRET },
  async http({ url }) {
    fetched.push(url);
    return { kind: "answered", status: 200, headers: {}, body: publicKey };
  },
};

export function sns(message: object, changed: Record<string, string> = {}, version: "1" | "2" = "2") {
  const body: Record<string, string> = {
    Type: "Notification",
    MessageId: "m-1",
    TopicArn: TOPIC,
    Message: JSON.stringify(message),
    Timestamp: "2026-05-20T10:00:00.000Z",
    SignatureVersion: version,
    SigningCertURL: CERTIFICATE,
    ...changed,
  };
  const names =
    body.Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names
    .flatMap((name) => (body[name] === undefined ? [] : [`${name}\n${body[name]}\n`]))
    .join("");
  const signature = createSign(version === "2" ? "RSA-SHA256" : "RSA-SHA1")
    .update(text)
    .sign(keys.privateKey, "base64");
  return call(
    "ses",
    { Signature: signature, ...body, ...(changed.Signature && { Signature: changed.Signature }) },
    {
      "content-type": "text/plain; charset=UTF-8",
    },
  );
}

export const bounce = (address: string, bounceType = "Permanent", feedbackId = "f-1", mail: object = {}) => ({
  notificationType: "Bounce",
  bounce: {
    bounceType,
    bounceSubType: "General",
    bouncedRecipients: [{ emailAddress: address, diagnosticCode: "smtp; 550 5.1.1 no such user" }],
    timestamp: "2026-05-20T10:00:00.000Z",
    feedbackId,
  },
  mail,
});

export function mailgun(
  event: object,
  { token = "t-1", at = Date.now(), key = MAILGUN_KEY }: { token?: string; at?: number; key?: string } = {},
) {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", key)
    .update(timestamp + token)
    .digest("hex");
  return call("mailgun", { signature: { timestamp, token, signature }, "event-data": event });
}

export function generic(report: object, { id = "g-1", at = Date.now(), secret = SECRET } = {}) {
  const payload = JSON.stringify(report);
  return {
    method: "POST",
    url: "/hooks/email/generic",
    payload,
    headers: { "content-type": "application/json", ...standardHeaders(id, payload, secret, at) },
  } as const;
}

function call(
  provider: string,
  body: object,
  headers: Record<string, string> = { "content-type": "application/json" },
) {
  return { method: "POST", url: `/hooks/email/${provider}`, payload: JSON.stringify(body), headers } as const;
}
