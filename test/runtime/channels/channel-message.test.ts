import { expect, test } from "vitest";
import { createWebhookMessages } from "../../../runtime/src/channels/channel-message.ts";
import type { ChannelRequest } from "../../../runtime/src/engine/request.ts";
import { createHttp } from "../../../runtime/src/outgoing/http.ts";
import { startWebhookStandIn } from "./webhook-stand-in.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("a message of a further channel is a signed call of the channel's webhook, known by its effect", async () => {
  const gateway = await startWebhookStandIn(SECRET);
  try {
    const messages = createWebhookMessages({
      http: createHttp({ allow: [gateway.host] }),
      env: { SECRET },
      now: Date.now,
    });
    const body = JSON.stringify({ device: "device-1", title: "Back" });
    const request: ChannelRequest = {
      kind: "message",
      channel: "push",
      to: "device-1",
      title: "Back",
      text: null,
      url: null,
      call: {
        kind: "webhook",
        method: "POST",
        url: `${gateway.url}/v1/send`,
        headers: [],
        secret: "SECRET",
        body,
        receive: null,
      },
    };
    const deliver = () =>
      messages.deliver({ effectKey: "run-1/send:Alert/1", request }, { timeoutMs: 2_000 });
    expect(await deliver()).toEqual({ kind: "done", providerRef: "204" });
    await deliver();
    expect([...gateway.byId]).toEqual([["run-1/send:Alert/1", 2]]);
    expect(gateway.received[0]).toMatchObject({ method: "POST", path: "/v1/send", body });
    gateway.answer = (_request, response) => void response.writeHead(429, { "retry-after": "60" }).end();
    expect(await deliver()).toMatchObject({ kind: "refused", permanent: false, retryAfterMs: 60_000 });
    gateway.answer = (_request, response) => void response.writeHead(410).end();
    expect(await deliver()).toMatchObject({ kind: "refused", permanent: true });
  } finally {
    await gateway.close();
  }
});
