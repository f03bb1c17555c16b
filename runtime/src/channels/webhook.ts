import type { WebhookRequest } from "../engine/request.ts";
import type { HttpResult, SendHttp } from "../outgoing/http.ts";
import { retryAfter } from "../outgoing/retry-after.ts";
import { readAnswer } from "./answer.ts";
import type { Channel, DeliverOptions, Delivery } from "./channel.ts";
import { standardHeaders } from "./standard-webhooks.ts";

export interface WebhookPorts {
  readonly http: SendHttp;
  /** Where secrets are: the environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970, of the real clock: receivers refuse old timestamps. */
  readonly now: () => number;
}

/** One call of a webhook. */
export interface WebhookDelivery {
  readonly effectKey: string;
  readonly request: WebhookRequest;
}

/** Calls go to the webhooks' addresses. */
export function createWebhookCalls(ports: WebhookPorts): Channel<WebhookDelivery> {
  return {
    deliver: ({ effectKey, request }, options) => callWebhook(ports, request, effectKey, options),
    close: async () => undefined,
  };
}

/** Bytes of an answer that is read; it is kept with the run. */
const MOST_ANSWERED = 64 * 1024;
/** Bytes of what is sent. */
const MOST_SENT = 256 * 1024;

/**
 * Calls a webhook once. Its id is the effect's key, so it is the same at every attempt. Redirects are answers like others:
 * to follow one would take the call, with its secrets, to where nobody said.
 */
export async function callWebhook(
  { http, env, now }: WebhookPorts,
  request: WebhookRequest,
  effectKey: string,
  { timeoutMs }: Pick<DeliverOptions, "timeoutMs">,
): Promise<Delivery> {
  const body = request.body ?? "";
  if (Buffer.byteLength(body) > MOST_SENT) {
    return refused(`what is sent is larger than ${MOST_SENT / 1024} KiB`);
  }
  const secrets = secretsOf(request, env);
  if ("missing" in secrets) {
    const reason = `the environment variable ${secrets.missing} is not set`;
    return { kind: "not-sent", reason };
  }
  const headers = {
    ...(request.body === null ? {} : { "content-type": "application/json" }),
    accept: "application/json",
    "user-agent": "Trajet",
    ...secrets.headers,
    // Last: nothing that a project says stands in their place.
    ...standardHeaders(webhookId(effectKey), body, secrets.secret, now()),
  };
  const { method, url } = request;
  const result = await http(
    { method, url, headers, body: request.body },
    { timeoutMs, maxBytes: MOST_ANSWERED },
  );
  return outcomeOf(result, request, now());
}

const refused = (reason: string): Delivery => ({ kind: "refused", reason, permanent: true });

/** Visible ASCII without a full stop, which joins what is signed. */
export const webhookId = (effectKey: string): string => encodeURI(effectKey).replaceAll(".", "%2E");

function secretsOf(
  { headers, secret }: WebhookRequest,
  env: WebhookPorts["env"],
):
  | { readonly missing: string }
  | { readonly headers: Readonly<Record<string, string>>; readonly secret: string | undefined } {
  const read: Record<string, string> = {};
  for (const header of headers) {
    const value = "env" in header ? env[header.env] : header.value;
    if (value === undefined || ("env" in header && value === ""))
      return { missing: "env" in header ? header.env : "" };
    read[header.name.toLowerCase()] = value;
  }
  if (secret === null) return { headers: read, secret: undefined };
  const key = env[secret];
  return key === undefined || key === "" ? { missing: secret } : { headers: read, secret: key };
}

function outcomeOf(result: HttpResult, request: WebhookRequest, now: number): Delivery {
  switch (result.kind) {
    case "refused":
      return refused(result.reason);
    case "not-sent":
      return { kind: "not-sent", reason: result.reason };
    case "lost":
      return { kind: "unknown", reason: result.reason };
    case "answered":
      return answered(result, request, now);
    default:
      return result satisfies never;
  }
}

type Answered = Extract<HttpResult, { kind: "answered" }>;

/** Too early (RFC 8470), a time-out of the other side, too many: it asks for the same again later. */
const AGAIN = new Set([408, 425, 429]);

function answered({ status, headers, body }: Answered, { receive }: WebhookRequest, now: number): Delivery {
  if (status >= 300 && status < 400) return refused(`it answered ${status}, and redirects are not followed`);
  if (AGAIN.has(status) || status >= 500) {
    return {
      kind: "refused",
      reason: `it answered ${status}`,
      permanent: false,
      ...retryAfter(headers, now),
    };
  }
  if (status >= 400) return refused(`it answered ${status}`);
  const providerRef = String(status);
  if (receive === null) return { kind: "done", providerRef };
  if (body === null)
    return refused(`it answered ${status}, and more than ${MOST_ANSWERED / 1024} KiB, or broke off`);
  const read = readAnswer(receive, body);
  return "reason" in read ? refused(read.reason) : { kind: "done", providerRef, answer: read.answer };
}
