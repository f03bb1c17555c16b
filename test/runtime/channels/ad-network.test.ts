import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AdNetwork, createAudienceChannel } from "../../../runtime/src/channels/ad-network.ts";
import { createMeta } from "../../../runtime/src/channels/meta.ts";
import type { AudienceRequest, Identifiers } from "../../../runtime/src/engine/request.ts";
import { createHttp } from "../../../runtime/src/outgoing/http.ts";
import { hashedEmail, hashedPhone } from "../../../runtime/src/sending/compose-move.ts";
import { startWebhookStandIn, type WebhookStandIn } from "./webhook-stand-in.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const request = (more: Partial<AudienceRequest> = {}): AudienceRequest => ({
  kind: "audience",
  network: "meta",
  audience: "Buyers",
  action: "add",
  identifiers: { email: sha256("ada@shop.example") },
  ...more,
});
const limits = { timeoutMs: 5_000 };

describe("identifiers", () => {
  test.each([
    [" Ada@Shop.Example ", "ada@shop.example"],
    ["ÉMILE@shop.example", "émile@shop.example"],
  ])("an address is trimmed, in lower case and hashed: %s", (address, normal) => {
    expect(hashedEmail(address)).toBe(sha256(normal));
  });

  test.each([
    ["+33 6 11 22 33 44", "33611223344"],
    ["0033-6.11.22.33.44", "33611223344"],
    ["(1) 650-555-1212", "16505551212"],
  ])("a number is its digits, without zeros before them, hashed: %s", (number, digits) => {
    expect(hashedPhone(number)).toBe(sha256(digits));
  });

  test("what is not there has no hash", () => {
    expect([hashedEmail(undefined), hashedEmail(" "), hashedPhone(null), hashedPhone("+")]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe("moves that come together", () => {
  const recording = (batch = 10_000) => {
    const moves: [string, string, number][] = [];
    const network: AdNetwork = {
      batch,
      async move(audience, action, people) {
        moves.push([audience, action, people.length]);
        return { kind: "done", providerRef: String(moves.length) };
      },
    };
    return { moves, channel: createAudienceChannel({ meta: network }) };
  };

  test("share a call, by audience and direction, and each is told what came of it", async () => {
    const { moves, channel } = recording();
    const outcomes = await Promise.all([
      channel.deliver(request(), limits),
      channel.deliver(request(), limits),
      channel.deliver(request({ action: "remove" }), limits),
      channel.deliver(request({ audience: "Others" }), limits),
    ]);
    expect(moves).toEqual([
      ["Buyers", "add", 2],
      ["Buyers", "remove", 1],
      ["Others", "add", 1],
    ]);
    expect(outcomes.map((outcome) => outcome.kind === "done" && outcome.providerRef)).toEqual([
      "1",
      "1",
      "2",
      "3",
    ]);
  });

  test("are never more than the network takes at once", async () => {
    const { moves, channel } = recording(2);
    await Promise.all([1, 2, 3, 4, 5].map(() => channel.deliver(request(), limits)));
    expect(moves.map(([, , count]) => count)).toEqual([2, 2, 1]);
  });

  test("to a network that is not set up wait for it", async () => {
    const { channel } = recording();
    expect(await channel.deliver(request({ network: "toString" }), limits)).toMatchObject({
      kind: "not-sent",
    });
  });
});

describe("Meta", () => {
  let server: WebhookStandIn;
  beforeAll(async () => {
    server = await startWebhookStandIn();
  });
  beforeEach(() => {
    server.received.length = 0;
    answers(200, { audience_id: "2385", session_id: "77", num_received: 1, num_invalid_entries: 0 });
  });
  afterAll(() => server.close());
  const answers = (status: number, body: object | string, headers: Record<string, string> = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    server.answer = (_request, response) => void response.writeHead(status, headers).end(text);
  };
  const ada: Identifiers = { email: "e1", phone: "p1" };
  const move = (
    people: readonly Identifiers[] = [ada],
    action: "add" | "remove" = "add",
    timeoutMs = 5_000,
  ) =>
    createMeta(createHttp({ allow: [server.host] }), {
      token: "secret",
      audiences: { Buyers: "2385" },
      url: `${server.url}/v25.0`,
    }).move("Buyers", action, people, timeoutMs);

  test("is given hashes by the keys of its schema, an unknown one blank, and the token not in the address", async () => {
    expect(await move([ada, { email: "e2" }, { phone: "p3" }])).toEqual({ kind: "done", providerRef: "77" });
    expect(server.received).toMatchObject([{ method: "POST", path: "/v25.0/2385/users" }]);
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      payload: {
        schema: ["EMAIL", "PHONE"],
        data: [
          ["e1", "p1"],
          ["e2", ""],
          ["", "p3"],
        ],
      },
      access_token: "secret",
    });
  });

  test("takes people out by DELETE, with the same payload", async () => {
    await move([ada], "remove");
    expect(server.received).toMatchObject([{ method: "DELETE", path: "/v25.0/2385/users" }]);
    expect(JSON.parse(server.received[0]?.body ?? "").payload.data).toEqual([["e1", "p1"]]);
  });

  const error = (code: number, more: object = {}) => ({ error: { message: "No", code, ...more } });
  test.each([
    [400, error(100), { kind: "refused", permanent: true, reason: "Meta answered 400: No" }],
    [400, error(190), { kind: "not-sent", reason: "Meta answered 400: No" }],
    [403, error(200), { kind: "not-sent" }],
    [400, error(17), { kind: "refused", permanent: false }],
    [400, error(80_003), { kind: "refused", permanent: false }],
    [400, error(100, { is_transient: true }), { kind: "refused", permanent: false }],
    [429, error(4), { kind: "refused", permanent: false }],
    [500, "<html>", { kind: "refused", permanent: false }],
    [503, "", { kind: "refused", permanent: false }],
    [302, "", { kind: "refused", permanent: true }],
    [200, "garbage", { kind: "done" }],
    [200, { num_received: 1, num_invalid_entries: 1 }, { kind: "refused", permanent: true }],
  ])("of %i %j is known", async (status, body, outcome) => {
    answers(status, body);
    expect(await move()).toMatchObject(outcome);
  });

  test("asks for a pause, which is kept", async () => {
    answers(429, error(17), { "retry-after": "60" });
    expect(await move()).toMatchObject({ retryAfterMs: 60_000 });
  });

  test("an answer that never comes leaves it open", async () => {
    server.answer = () => undefined;
    expect(await move([ada], "add", 300)).toMatchObject({ kind: "unknown" });
  });

  test("an audience without an id at Meta waits for one", async () => {
    const meta = createMeta(createHttp(), { token: "secret", audiences: {} });
    expect(await meta.move("toString", "add", [ada], 100)).toMatchObject({ kind: "not-sent" });
  });
});
