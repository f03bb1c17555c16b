import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey, revokeApiKey } from "../../runtime/src/store/api-keys.ts";
import { DATABASES, openWorld, type World } from "../runtime/store/world.ts";
import { cookieOf, OPERATOR, type OpenConsole, openConsole, READER } from "./open-console.ts";

const HOUR = 3_600_000;
const PAUSE = { method: "POST", url: "/v1/journeys/Welcome/pause" } as const;

describe.each(DATABASES)("who is signed in to the console, on %s", (database) => {
  let world: World;
  let console: OpenConsole;
  beforeAll(async () => {
    world = await openWorld(database);
    console = await openConsole(world.store);
  });
  afterAll(async () => {
    await console.app.close();
    await world.close();
  });

  /** Every door that is no question. */
  function changingDoors() {
    const { paths = {} } = console.app.swagger() as {
      readonly paths?: Record<string, Record<string, unknown>>;
    };
    const documented = Object.entries(paths)
      .filter(([path]) => path.startsWith("/v1/"))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map(
          (method) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "x")] as const,
        ),
      );
    return [...documented, ...OF_THE_PAGE]
      .filter(([method]) => method !== "GET")
      .map(([method, url]) => ({ method: method as "POST" | "PUT" | "DELETE", url }));
  }

  test("has a cookie that no script reads and no other site sends; the database does not know it", async () => {
    const answer = await console.login(OPERATOR);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ project: "shop", session: { name: "operator", role: "operate" } });
    const set = String(answer.headers["set-cookie"]);
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(set).toContain(part);
    const rows = await world.store.db.selectFrom("console_session").selectAll().execute();
    const [, token = ""] = cookieOf(answer).split("=");
    expect(token).toHaveLength(43);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(OPERATOR);
  });

  test("reads what the key may, by the doors that a key opens", async () => {
    const { ask, cookie } = await console.signIn(READER);
    expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(200);
    expect((await ask({ url: "/console/api/project" })).json()).toMatchObject({ name: "shop" });
    const view = await console.app.inject({ url: "/console/api/session", headers: { cookie } });
    expect(view.json()).toMatchObject({ session: { name: "reader", role: "read" } });
  });

  test.each([
    ["none", (_: string) => ({})],
    ["one of somebody else", (cookie: string) => ({ cookie: `${cookie.slice(0, -3)}abc` })],
    ["the key in its place", () => ({ cookie: `trajet_session=${OPERATOR}` })],
  ])("no session: %s", async (_, headersOf) => {
    const { cookie } = await console.signIn(READER);
    for (const url of ["/v1/journeys", "/console/api/project", "/console/api/audit"]) {
      const answer = await console.app.inject({ url, headers: headersOf(cookie) });
      expect(answer.statusCode).toBe(401);
    }
  });

  test("a wrong key opens nothing, and sets no cookie", async () => {
    const answer = await console.login("tj_guessed");
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("guesses are counted", async () => {
    const alone = await openConsole(world.store, { limits: { guessesPerMinute: 3 } });
    const codes = [];
    for (let guess = 0; guess < 5; guess += 1) codes.push((await alone.login(`tj_${guess}`)).statusCode);
    expect(codes).toEqual([401, 401, 401, 429, 429]);
    await alone.app.close();
  });

  describe("a change that another site asks for", () => {
    test.each([
      ["without the token", {}],
      ["with a token of its own making", { "x-csrf-token": "x".repeat(43) }],
      ["with an empty one", { "x-csrf-token": "" }],
    ])("%s changes nothing", async (_, headers) => {
      const { cookie } = await console.signIn(OPERATOR);
      const answer = await console.app.inject({
        method: "PUT",
        url: "/v1/contacts/forged",
        payload: { email: "forged@example.com" },
        headers: { cookie, ...headers },
      });
      expect(answer.statusCode).toBe(403);
      expect(await world.store.gateway.contact("forged")).toBeUndefined();
    });

    test("with the token of another session is refused, too", async () => {
      const [one, other] = [await console.signIn(OPERATOR), await console.signIn(OPERATOR)];
      const answer = await one.ask({ ...PAUSE, headers: { "x-csrf-token": other.csrf } });
      expect(answer.statusCode).toBe(403);
    });

    test("with everything right, but from a page elsewhere, as the browser says", async () => {
      const { ask } = await console.signIn(OPERATOR);
      for (const site of ["cross-site", "same-site"])
        expect((await ask({ ...PAUSE, headers: { "sec-fetch-site": site } })).statusCode).toBe(403);
    });

    test("a form elsewhere signs nobody in under another name", async () => {
      const form = await console.app.inject({
        method: "POST",
        url: "/console/api/login",
        payload: `key=${OPERATOR}`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      expect(form.statusCode).toBe(415);
      const fetched = await console.app.inject({
        method: "POST",
        url: "/console/api/login",
        payload: { key: OPERATOR },
        headers: { "sec-fetch-site": "cross-site" },
      });
      expect(fetched.statusCode).toBe(403);
      expect(fetched.headers["set-cookie"]).toBeUndefined();
    });
  });

  describe("session fixation", () => {
    test("a token that was there before, planted or real, is not the one after signing in", async () => {
      const planted = `trajet_session=${"A".repeat(43)}`;
      const answer = await console.login(OPERATOR, planted);
      expect(cookieOf(answer)).not.toBe(planted);
      const tried = await console.app.inject({ url: "/v1/journeys", headers: { cookie: planted } });
      expect(tried.statusCode).toBe(401);
    });

    test("signing in again ends the session before", async () => {
      const { cookie } = await console.signIn(READER);
      await console.login(OPERATOR, cookie);
      const old = await console.app.inject({ url: "/v1/journeys", headers: { cookie } });
      expect(old.statusCode).toBe(401);
    });
  });

  describe("role escape", () => {
    test("whoever may only read changes nothing, with the right token", async () => {
      const { ask } = await console.signIn(READER);
      const requests = [
        PAUSE,
        { method: "PUT", url: "/v1/contacts/eve", payload: { email: "eve@example.com" } },
        { method: "DELETE", url: "/v1/contacts/ada" },
        { method: "POST", url: "/v1/messages", payload: { message: "Hello", contact: "ada" } },
        { method: "POST", url: "/v1/dead-letters/replay" },
      ] as const;
      for (const request of requests) expect((await ask(request)).statusCode).toBe(403);
    });

    test("there is no door that changes something for whoever may only read, and none without the page's token", async () => {
      const [reader, operator] = [await console.signIn(READER), await console.signIn(OPERATOR)];
      const doors = changingDoors();
      expect(doors.length).toBeGreaterThan(25);
      const forged = { cookie: operator.cookie };
      for (const door of doors) {
        expect([door, (await reader.ask(door)).statusCode]).toEqual([door, 403]);
        expect([door, (await console.app.inject({ ...door, headers: forged })).statusCode]).toEqual([
          door,
          403,
        ]);
      }
    });

    test("a key for one group of doors opens those alone", async () => {
      const key = await createApiKey(world.store.db, "letters", ["read:journeys", "write:operation"]);
      const { ask } = await console.signIn(key);
      expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(200);
      expect((await ask({ url: "/console/api/contacts" })).statusCode).toBe(403);
      expect((await ask(PAUSE)).statusCode).toBe(403);
    });
  });

  test("is out at once when the key is revoked", async () => {
    const key = await createApiKey(world.store.db, "leaving", ["read"]);
    const { ask } = await console.signIn(key);
    expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(200);
    await revokeApiKey(world.store.db, "leaving");
    expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(401);
  });

  test("signs out for good", async () => {
    const { ask, cookie } = await console.signIn(OPERATOR);
    expect(
      (await console.app.inject({ method: "POST", url: "/console/api/logout", headers: { cookie } }))
        .statusCode,
    ).toBe(403);
    expect((await ask({ method: "POST", url: "/console/api/logout" })).statusCode).toBe(200);
    expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(401);
  });

  test("is forgotten after twelve hours", async () => {
    const { ask } = await console.signIn(OPERATOR);
    console.wait(12 * HOUR - 1);
    expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(200);
    console.wait(1);
    expect((await ask({ url: "/v1/journeys" })).statusCode).toBe(401);
    await console.login(READER);
    expect(await world.store.db.selectFrom("console_session").selectAll().execute()).toHaveLength(1);
  });
});

/** What only the page asks for stands in no document. */
const OF_THE_PAGE = [
  ["POST", "/console/api/sendings"],
  ["POST", "/console/api/sendings/s1/try"],
  ["POST", "/console/api/sendings/s1/send"],
  ["DELETE", "/console/api/sendings/s1"],
  ["POST", "/console/api/test-mails"],
] as const;
