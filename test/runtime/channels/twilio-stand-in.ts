import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
export const TOKEN = "the account's auth token";

/** A message that the stand-in has taken. */
export interface TakenText {
  readonly sid: string;
  readonly form: Readonly<Record<string, string>>;
}

/** How the stand-in answers: as Twilio does for the number, or as it is told. */
export type Behaviour =
  | { readonly kind: "normal" }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** Never answers, having taken the message or not. */
  | { readonly kind: "hang"; readonly taken: boolean }
  /** Takes the message, and hangs up before it has answered. */
  | { readonly kind: "die after accept" };

export interface TwilioStandIn {
  readonly url: string;
  readonly host: string;
  readonly taken: readonly TakenText[];
  behave: (behaviour: Behaviour) => void;
  readonly close: () => Promise<void>;
}

/** Numbers that stand for what is wrong with them, as Twilio's magic numbers do. */
const WRONG: Readonly<Record<string, readonly [code: number, message: string]>> = {
  "+15005550001": [21211, "The 'To' number +15005550001 is not a valid phone number."],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "'To' number +15005550009 is not a valid mobile number"],
  "+15005550002": [21612, "The 'To' phone number is not currently reachable"],
};

/**
 * A local Twilio: POST /2010-04-01/Accounts/{account}/Messages.json with Basic authentication and a form, as documented.
 * What is not asked for as Twilio's manual says is refused as Twilio would.
 */
export async function startTwilioStandIn(): Promise<TwilioStandIn> {
  const taken: TakenText[] = [];
  let behaviour: Behaviour = { kind: "normal" };
  const server = createServer((request, response) => {
    void serve(request, response, behaviour, taken);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    taken,
    behave: (next) => {
      behaviour = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  behaviour: Behaviour,
  taken: TakenText[],
): Promise<void> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const refusal = refusalOf(request, body);
  if (refusal !== undefined) return fail(response, ...refusal);
  const form = Object.fromEntries(new URLSearchParams(body));
  switch (behaviour.kind) {
    case "answer":
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? "");
      return;
    case "hang":
      if (behaviour.taken) take(form, taken);
      return;
    case "die after accept":
      take(form, taken);
      request.socket.destroy();
      return;
    case "normal": {
      const wrong = WRONG[form.To ?? ""];
      if (wrong !== undefined) return fail(response, 400, ...wrong);
      const { sid } = take(form, taken);
      response.writeHead(201, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ sid, account_sid: ACCOUNT, status: "queued", to: form.To, body: form.Body }),
      );
      return;
    }
    default:
      behaviour satisfies never;
  }
}

function refusalOf(request: IncomingMessage, body: string): readonly [number, number, string] | undefined {
  const login = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64")}`;
  if (request.headers.authorization !== login) return [401, 20003, "Authenticate"];
  if (request.url !== `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`) {
    return [404, 20404, `The requested resource ${request.url} was not found`];
  }
  if (request.method !== "POST") return [405, 20004, "Method not allowed"];
  if (request.headers["content-type"] !== "application/x-www-form-urlencoded")
    return [415, 20415, "Form expected"];
  const form = new URLSearchParams(body);
  if (!/^\+\d{7,15}$/.test(form.get("To") ?? "")) return [400, 21604, "A 'To' phone number is required."];
  if ((form.get("From") ?? form.get("MessagingServiceSid") ?? "") === "")
    return [400, 21603, "A 'From' is required."];
  if ((form.get("Body") ?? "") === "") return [400, 21602, "Message body is required."];
  return (form.get("Body") ?? "").length > 1_600
    ? [400, 21617, "The message body exceeds 1600 characters."]
    : undefined;
}

function take(form: Readonly<Record<string, string>>, taken: TakenText[]): TakenText {
  const text = { sid: `SM${String(taken.length + 1).padStart(32, "0")}`, form };
  taken.push(text);
  return text;
}

function fail(response: ServerResponse, status: number, code: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  const more = `https://www.twilio.com/docs/errors/${code}`;
  response.end(JSON.stringify({ code, message, more_info: more, status }));
}
