import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { StoodInCall } from "../../../cli/src/dev/mailbox-channels.ts";
import { createStandIns, type StandInParts } from "../../../cli/src/dev/stand-ins.ts";
import type { WebhookDelivery } from "../../../cli/src/runtime.ts";

const LIMITS = { timeoutMs: 5_000 };
const RECEIVE: WebhookDelivery["request"]["receive"] = {
  type: "record",
  fields: { score: { type: "number" }, owner: { type: "text", optional: true } },
};

function callOf(more: Partial<WebhookDelivery["request"]> = {}): WebhookDelivery {
  const request = {
    kind: "webhook",
    method: "POST",
    url: "https://crm.example/score/ada",
    headers: [{ name: "Authorization", env: "CRM_TOKEN" }],
    body: '{"email":"ada@shop.example"}',
    secret: "CRM_SECRET",
    receive: RECEIVE,
  } as const;
  return { effectKey: "run-1/call:Score/1", request: { ...request, ...more } };
}

/** Stand-ins for calls of Ada, with what is told of them. */
function standIns(given: Partial<StandInParts> = {}) {
  const told: StoodInCall[] = [];
  const channel = createStandIns({
    whose: async () => ({ contact: "ada", webhook: "Score" }),
    project: { stores: {} },
    answers: [],
    outgoing: {},
    env: {},
    calls: {
      deliver: async (call) => {
        told.push(call);
        return { kind: "unknown", reason: "the mailbox is away" };
      },
      close: async () => undefined,
    },
    ...given,
  });
  return { told, deliver: (call: WebhookDelivery) => channel.deliver(call, LIMITS) };
}

test("an answer is made up of what is asked for, without the secrets of the receiver, and the call is told", async () => {
  const { told, deliver } = standIns();
  expect(await deliver(callOf())).toEqual({ kind: "done", providerRef: "200", answer: { score: 1 } });
  expect(told).toEqual([
    {
      effectKey: "run-1/call:Score/1",
      webhook: "Score",
      method: "POST",
      url: "https://crm.example/score/ada",
      sent: '{"email":"ada@shop.example"}',
      answered: '200 {"score":1}',
    },
  ]);
});

test("what the file says is answered, completed, and held to the declaration", async () => {
  const owned = { webhook: "Score", contact: "ada", status: 200, answer: { owner: "cleo" } };
  expect(await standIns({ answers: [owned] }).deliver(callOf())).toMatchObject({
    answer: { owner: "cleo", score: 1 },
  });
  const wrong = { ...owned, answer: { score: "much" } };
  expect(await standIns({ answers: [wrong] }).deliver(callOf())).toMatchObject({
    kind: "refused",
    permanent: true,
    reason: expect.stringContaining('"score" must be number'),
  });
});

test.each([
  { status: 503, outcome: { kind: "refused", permanent: false } },
  { status: 422, outcome: { kind: "refused", permanent: true } },
])("a status of $status is what it is on a server", async ({ status, outcome }) => {
  const answers = [{ webhook: "Score", status, answer: {} }];
  expect(await standIns({ answers }).deliver(callOf())).toMatchObject(outcome);
});

test("a host that outgoing.allow names is called, with its secrets or not at all", async () => {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    response.end('{"score":7}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const env = { CRM_TOKEN: "token", CRM_SECRET: "secret" };
    const call = callOf({ url: `http://${host}/score` });
    const called = standIns({ outgoing: { allow: [host] }, env });
    expect(await called.deliver(call)).toMatchObject({ kind: "done", answer: { score: 7 } });
    expect(called.told).toEqual([]);
    const without = standIns({ outgoing: { allow: [host] } });
    expect(await without.deliver(call)).toMatchObject({ kind: "not-sent" });
    expect(heard.map(({ authorization }) => authorization)).toEqual(["token"]);
  } finally {
    server.close();
  }
});
