import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the stand-in was asked, as it saw it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A receiver of webhooks that checks signatures as Standard Webhooks say, and counts how often it met each id. */
export interface WebhookStandIn {
  readonly url: string;
  readonly host: string;
  readonly received: Received[];
  /** How often each webhook-id came, with a signature that holds. */
  readonly byId: Map<string, number>;
  answer: (request: Received, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
}

/** Seconds by which a timestamp may be off. */
const TOLERANCE = 300;

/** @param secret without one nothing is checked */
export async function startWebhookStandIn(secret?: string): Promise<WebhookStandIn> {
  const received: Received[] = [];
  const byId = new Map<string, number>();
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const request = {
        method: message.method ?? "",
        path: message.url ?? "",
        headers: message.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      received.push(request);
      if (secret !== undefined && !isSigned(request, secret)) {
        response.writeHead(401).end();
        return;
      }
      const id = String(message.headers["webhook-id"]);
      byId.set(id, (byId.get(id) ?? 0) + 1);
      standIn.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const standIn: WebhookStandIn = {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    received,
    byId,
    answer: (_request, response) => void response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}

/** Written from the specification, and not from what signs. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (
    typeof id !== "string" ||
    id.includes(".") ||
    Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE
  )
    return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const wanted = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  return String(signatures)
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .map((one) => Buffer.from(one.slice(3), "base64"))
    .some((given) => given.length === wanted.length && timingSafeEqual(given, wanted));
}
