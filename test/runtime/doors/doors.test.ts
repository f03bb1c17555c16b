import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { createKeys, hashOfKey } from "../../../runtime/src/doors/keys.ts";
import { openDoors } from "../../../runtime/src/doors/open-doors.ts";
import { fakeBoard, KEY, openShop } from "./open-shop.ts";

const shop = await openShop();

describe("the key", () => {
  test.each([
    ["none", undefined, "This door needs a key."],
    ["an unknown one", "Bearer tj_key-of-another-shop", "The key is not known here"],
    ["a hash in place of a key", "Bearer ", "This door needs a key."],
    ["another scheme", `Basic ${KEY}`, "This door needs a key."],
  ])("%s is refused before anything is read", async (_, authorization, detail) => {
    for (const request of [
      { method: "POST", url: "/v1/contacts", payload: "{" },
      { method: "GET", url: "/v1/journeys" },
    ] as const) {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await shop.app.inject({ ...request, headers });
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
      expect(answer.json()).toMatchObject({ status: 401, detail: expect.stringContaining(detail) });
      expect(answer.json().detail).toContain('"Authorization: Bearer KEY"');
    }
  });

  test.each([
    [["read"], "GET", "/v1/journeys", 200],
    [["read"], "POST", "/v1/journeys/WelcomeSeries/pause", 403],
    [["read:contacts"], "GET", "/v1/contacts/ada", 200],
    [["read:contacts"], "GET", "/v1/journeys", 403],
    [["write:events"], "POST", "/v1/contacts", 403],
    [["write"], "GET", "/v1/journeys", 403],
    [[], "GET", "/v1/journeys", 403],
  ] as const)("that may do %j gets for %s %s: %i", async (scopes, method, url, status) => {
    const hash = hashOfKey("tj_narrow");
    const { app } = await openShop({ keys: createKeys([{ hash, holder: { name: "till", scopes } }]) });
    const answer = await app.inject({ method, url, headers: { authorization: "Bearer tj_narrow" } });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json().detail).toMatch(/^The key "till" may do .*; this door needs /);
  });

  test("guesses are counted by their address, whichever keys they try", async () => {
    const narrow = await openShop({ limits: { guessesPerMinute: 3 } });
    const guess = (key: string) =>
      narrow.app.inject({ url: "/v1/journeys", headers: { authorization: `Bearer ${key}` } });
    const statuses = [];
    for (const key of ["a", "b", "c", "d", "e"]) statuses.push((await guess(key)).statusCode);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(Number((await guess("f")).headers["retry-after"])).toBeGreaterThan(0);
    expect((await guess(KEY)).statusCode, "who has a key is not shut out by others").toBe(200);
  });

  test("each key may ask so often in a minute", async () => {
    const narrow = await openShop({ limits: { perMinute: 2 } });
    const ask = (authorization: string) =>
      narrow.app.inject({ url: "/v1/journeys", headers: { authorization } });
    const statuses = [];
    for (const key of [KEY, KEY, KEY, "another"]) statuses.push((await ask(`Bearer ${key}`)).statusCode);
    expect(statuses).toEqual([200, 200, 429, 401]);
    const refused = await ask(`Bearer ${KEY}`);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({
      status: 429,
      detail: expect.stringContaining("At most 2 requests"),
    });
    expect((await narrow.app.inject("/livez")).statusCode).toBe(200);
  });
});

describe("journeys", () => {
  test.each([
    ["", 1],
    ["?audience=Newsletter&status=active", 1],
    ["?audience=Trade", 0],
    ["?status=paused", 0],
    ["?objective=onboarding", 0],
  ])("listed with %j", async (query, count) => {
    const { journeys, version } = (await shop.ask({ url: `/v1/journeys${query}` })).json();
    expect([version, journeys.length]).toEqual([1, count]);
  });

  test("a filter that does not exist is refused", async () => {
    expect((await shop.ask({ url: "/v1/journeys?status=activ" })).json()).toMatchObject({
      status: 400,
      detail: '"status" must be equal to one of the allowed values (draft, active, paused, archived)',
    });
    expect((await shop.ask({ url: "/v1/journeys?audiense=x" })).statusCode).toBe(400);
  });

  test("one, or the nearest name", async () => {
    expect((await shop.ask({ url: "/v1/journeys/WelcomeSeries" })).json()).toMatchObject({
      version: 1,
      journey: { name: "WelcomeSeries", counts: { entered: 5 } },
    });
    expect((await shop.ask({ url: "/v1/journeys/WelcomeSeris" })).json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('did you mean "WelcomeSeries"?'),
    });
  });

  test("paused, resumed, and not archived while people are inside", async () => {
    const { post, gateway } = await openShop();
    const act = async (action: string) => (await post(`/v1/journeys/WelcomeSeries/${action}`, {})).json();
    expect(await act("pause")).toEqual({ changed: true });
    expect(gateway.status()).toBe("paused");
    expect(await act("pause")).toEqual({ changed: false });
    expect(await act("resume")).toEqual({ changed: true });
    expect(await act("activate")).toEqual({ changed: false });
    expect(await act("archive")).toMatchObject({
      status: 409,
      detail: expect.stringContaining("people are inside"),
    });
    expect((await post("/v1/journeys/WelcomeSeries/archive?inside=keep", {})).statusCode).toBe(400);
    expect(await act("archive?inside=exit"), "where it is said that they leave").toEqual({ changed: true });
    expect((await post("/v1/journeys/Welcome/pause", {})).statusCode).toBe(404);
  });

  test("a change that needs no body takes an empty one of whatever type, and one that is no JSON still not", async () => {
    const { ask, gateway } = await openShop();
    const act = (action: string, type: string, payload: string) =>
      ask({
        method: "POST",
        url: `/v1/journeys/WelcomeSeries/${action}`,
        headers: { "content-type": type },
        payload,
      });
    expect((await act("pause", "application/json", "")).json()).toEqual({ changed: true });
    expect(gateway.status()).toBe("paused");
    expect((await act("resume", "application/json; charset=utf-8", "")).json()).toEqual({ changed: true });
    expect((await act("pause", "application/json", "{")).statusCode).toBe(400);
    expect(await (await act("start", "application/json", "")).json()).toMatchObject({
      status: 400,
      detail: "The request has no body. Send one JSON document.",
    });
  });

  test("tell who is held in them, and why", async () => {
    const held = async (query = "", name = "WelcomeSeries") =>
      (await shop.ask({ url: `/v1/journeys/${name}/held${query}` })).json();
    expect(await held()).toMatchObject({
      version: 1,
      journey: "WelcomeSeries",
      held: [{ contact: "ada", by: "window", step: "send:Welcome", until: "2026-05-21T09:00:00.000Z" }],
    });
    expect(await held("?after=r1")).toMatchObject({ held: [] });
    expect(await held("?by=pause&limit=5")).toMatchObject({ held: [] });
    expect(await held("?by=weather")).toMatchObject({ status: 400 });
    expect(await held("", "Nobody")).toMatchObject({ status: 404 });
  });

  test("tell how many are in a segment of which one speaks", async () => {
    const segment = async (name: string) => (await shop.ask({ url: `/v1/segments/${name}` })).json();
    expect(await segment("Regulars")).toEqual({
      version: 1,
      segment: {
        name: "Regulars",
        audience: "Newsletter",
        people: 12,
        asked: 40,
        contacts: 40,
        kept: true,
      },
    });
    expect(await segment("Regular")).toMatchObject({
      status: 404,
      detail: expect.stringContaining('did you mean "Regulars"?'),
    });
  });

  test("started by hand, once for an id", async () => {
    const { post } = await openShop();
    const start = async (body: object) => (await post("/v1/journeys/WelcomeSeries/start", body)).json();
    expect(await start({ contact: "ada", id: "s1" })).toEqual({ result: "written", contact: "ada" });
    expect(await start({ contact: "ada", id: "s1" })).toEqual({ result: "unchanged", contact: "ada" });
    expect(await start({ contact: "ada" })).toMatchObject({ result: "written" });
    expect(await start({ contact: "nobody" })).toMatchObject({ status: 422 });
    expect(await start({})).toMatchObject({ status: 400 });
  });
});

describe("contacts", () => {
  test.each(["ada", "ada@example.com"])("by %s, with and without the timeline", async (id) => {
    const contact = (await shop.ask({ url: `/v1/contacts/${id}` })).json();
    expect(contact).toEqual({ version: 1, contact: expect.objectContaining({ id: "ada", tags: ["vip"] }) });
    const timeline = (await shop.ask({ url: `/v1/contacts/${id}/timeline` })).json();
    expect(timeline).toEqual({
      ...contact,
      timeline: [
        expect.objectContaining({
          kind: "sent",
          message: "Welcome",
          source: { file: "welcome.journey", line: 12 },
        }),
      ],
    });
  });

  test("that is not there", async () => {
    const answer = await shop.ask({ url: "/v1/contacts/ben%40example.com" });
    expect(answer.json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('"ben@example.com"'),
    });
  });
});

describe("loyalty", () => {
  test("now, or as of a moment", async () => {
    const ask = async (query: string) => (await shop.ask({ url: `/v1/loyalty/TopSpenders${query}` })).json();
    expect(await ask("")).toMatchObject({ query: "TopSpenders", asOf: "now" });
    expect(await ask("?asOf=2026-05-01T00:00:00%2B02:00")).toMatchObject({
      asOf: "2026-04-30T22:00:00.000Z",
    });
    expect(await ask("?asOf=yesterday")).toMatchObject({
      status: 400,
      detail: expect.stringContaining("RFC 3339"),
    });
    expect(await ask("?after=zzz")).toMatchObject({ status: 400, detail: expect.stringContaining("`next`") });
    expect((await shop.ask({ url: "/v1/loyalty/TopSpender" })).json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('did you mean "TopSpenders"?'),
    });
  });
});

describe("loyalty as asked", () => {
  test.each([
    ["by=orders&over=last%20month&store=Boutique", { query: "orders over last month" }],
    [
      "by=total&store=Boutique&over=2026-01-01%20to%202026-03-31",
      { query: "total spent over 2026-01-01 to 2026-03-31" },
    ],
    [
      "by=orders&store=Boutique&over=2026-03-31%20to%202026-01-01",
      { detail: "the period ends before it begins: 2026-03-31 to 2026-01-01" },
    ],
    ["by=ordres&over=all%20time", { detail: expect.stringContaining('did you mean "orders"?') }],
    [
      "by=orders&over=all%20time&store=Boutiqe",
      { detail: expect.stringContaining('did you mean "Boutique"?') },
    ],
    ["by=orders&over=all%20time&top=0", { detail: expect.stringContaining('"top"') }],
    ["over=all%20time", { detail: expect.stringContaining("say by what to rank") }],
    [
      "by=orders&over=all%20time",
      { detail: expect.stringContaining("count in EUR and JPY: ask about stores of one") },
    ],
  ])("%s", async (query, expected) => {
    expect((await shop.ask({ url: `/v1/loyalty?${query}` })).json()).toMatchObject(expected);
  });
});

describe("health", () => {
  test("the process answers; the doors are open once they can serve", async () => {
    expect((await shop.app.inject("/livez")).json()).toEqual({ status: "ok" });
    expect((await shop.app.inject("/readyz")).statusCode).toBe(200);
    const starting = await openShop({ notReady: async () => "The journeys are being deployed." });
    expect((await starting.app.inject("/readyz")).json()).toMatchObject({
      status: 503,
      detail: "The journeys are being deployed.",
    });
    expect((await starting.app.inject("/livez")).statusCode).toBe(200);
  });

  test("figures for Prometheus", async () => {
    const answer = await shop.app.inject("/metrics");
    expect(answer.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(answer.body.split("\n").slice(0, 4)).toEqual([
      "# HELP trajet_runs Runs that are under way, and among them those that are overdue, by journey.",
      "# TYPE trajet_runs gauge",
      'trajet_runs{journey="WelcomeSeries",state="active"} 2',
      'trajet_runs{journey="WelcomeSeries",state="stuck"} 0',
    ]);
  });

  test("labels and help are escaped", async () => {
    const { app } = await openShop({
      metrics: async () => [
        {
          name: "m",
          help: "a\nb\\",
          type: "gauge",
          values: [{ value: 1, labels: { l: 'q"\\\n' } }, { value: 2 }],
        },
      ],
    });
    expect((await app.inject("/metrics")).body).toBe(
      '# HELP m a\\nb\\\\\n# TYPE m gauge\nm{l="q\\"\\\\\\n"} 1\nm 2\n',
    );
  });
});

describe("what nobody foresaw", () => {
  test("is a problem document that tells nothing of the inside", async () => {
    const broken = await openShop({
      loyalty: {
        ...fakeBoard(),
        rank: async () => {
          throw new Error("password=secret");
        },
      },
    });
    const answer = await broken.ask({ url: "/v1/loyalty/TopSpenders" });
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ status: 500, title: "Internal Server Error" });
    expect(answer.body).not.toContain("secret");
  });

  test("a door that does not exist", async () => {
    expect((await shop.ask({ url: "/v1/carts?x=1" })).json()).toMatchObject({
      status: 404,
      detail: "There is no door GET /v1/carts. The doors stand in /openapi.json.",
    });
  });
});

describe("listening", () => {
  test("is on this machine alone, and a port that is taken is said in one sentence", async () => {
    const { app } = await openShop();
    const open = await openDoors(app, { port: 0 });
    expect(open.url).toBe(`http://127.0.0.1:${open.port}`);
    expect(await (await fetch(`${open.url}/livez`)).json()).toEqual({ status: "ok" });
    const second = await openShop();
    await expect(openDoors(second.app, { port: open.port })).rejects.toThrow(
      `port ${open.port} of 127.0.0.1 is in use by another program`,
    );
    await open.close();
    // The port is free again.
    const server = createServer().listen(open.port, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    await new Promise((resolve) => server.close(resolve));
  });
});
