import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prefixOf } from "../../runtime/src/doors/keys.ts";
import { createApiKey } from "../../runtime/src/store/api-keys.ts";
import { DATABASES, openWorld, type World } from "../runtime/store/world.ts";
import { OPERATOR, type OpenConsole, openConsole, READER } from "./open-console.ts";

describe.each(DATABASES)("the audit log, on %s", (database) => {
  let world: World;
  let console: OpenConsole;
  beforeAll(async () => {
    world = await openWorld(database);
    console = await openConsole(world.store);
    await world.store.gateway.putContact({
      id: "ada",
      audience: "Newsletter",
      fields: { email: "ada@example.com" },
      imported: true,
    });
  });
  afterAll(async () => {
    await console.app.close();
    await world.close();
  });

  const entries = async (query = "") => {
    const { ask } = await console.signIn(READER);
    return (await ask({ url: `/console/api/audit${query}` })).json().entries;
  };

  test("says who asked for which change, about what, and what was answered; reading is no change", async () => {
    const { ask } = await console.signIn(OPERATOR);
    await ask({ url: "/v1/journeys" });
    await ask({ method: "PUT", url: "/v1/contacts/ben", payload: { email: "ben@example.com" } });
    await ask({ method: "PUT", url: "/v1/contacts/ben", payload: { email: "ben@example.com", plan: "pro" } });
    await ask({ method: "POST", url: "/v1/journeys/Nothing/pause" });
    await ask({ method: "POST", url: "/v1/journeys/Nothing/start", payload: { contact: "ADA@example.com" } });
    const [, ...changes] = await entries();
    expect(changes.toReversed().slice(1)).toMatchObject([
      {
        who: "operator",
        what: "PUT /v1/contacts/:id",
        contact: null,
        subject: null,
        status: 200,
        at: "2026-05-20T10:00:00.000Z",
      },
      { what: "PUT /v1/contacts/:id", contact: "ben", via: "console", key: null, status: 200 },
      { what: "POST /v1/journeys/:name/pause", subject: "Nothing", contact: null, status: 404 },
      { what: "POST /v1/journeys/:name/start", subject: "Nothing", contact: "ada", status: 404 },
    ]);
  });

  test("names both contacts of a merge, whoever asks for it, and no trial of one", async () => {
    const { ask } = await console.signIn(OPERATOR);
    for (const id of ["cleo", "eve"])
      await ask({ method: "PUT", url: `/v1/contacts/${id}`, payload: { email: `${id}@example.com` } });
    const merge = { method: "POST", url: "/v1/contacts/eve/merge" } as const;
    await ask({ ...merge, payload: { into: "cleo", dryRun: true } });
    const before = (await entries()).length;
    const key = await createApiKey(world.store.db, "shop", ["write:contacts"]);
    const authorization = `Bearer ${key}`;
    await console.app.inject({ ...merge, headers: { authorization }, payload: { into: "cleo" } });
    // Whoever reads signs in first.
    const [, change, , ...older] = await entries();
    expect(older).toHaveLength(before - 1);
    expect(change).toMatchObject({
      what: "POST /v1/contacts/:id/merge",
      via: "doors",
      subject: "cleo",
      contact: "cleo",
      status: 200,
    });
  });

  test("has the change before it is made: a death in between leaves a trace", async () => {
    const { ask } = await console.signIn(OPERATOR);
    const { setStatus } = world.store.gateway;
    const seen = Promise.withResolvers<unknown>();
    world.store.gateway.setStatus = async (...args: Parameters<typeof setStatus>) => {
      seen.resolve((await entries())[1]);
      return setStatus(...args);
    };
    await ask({ method: "POST", url: "/v1/journeys/Late/activate" });
    world.store.gateway.setStatus = setStatus;
    expect(await seen.promise).toMatchObject({
      what: "POST /v1/journeys/:name/activate",
      subject: "Late",
      status: null,
    });
  });

  test("is read page by page, the latest first", async () => {
    const all = await entries();
    const rest = await entries(`?before=${all[1].id}`);
    expect(rest.at(0).id).toBeLessThan(all[1].id);
  });

  test("keeps nothing that leads to a person who was erased", async () => {
    const { ask } = await console.signIn(OPERATOR);
    await ask({ method: "DELETE", url: "/v1/contacts/ada" });
    expect(JSON.stringify(await entries())).not.toMatch(/\bada\b/i);
    expect(
      (await entries()).some((entry: { contact: string | null }) => entry.contact?.startsWith("erased-")),
    ).toBe(true);
  });

  const byKey = (key: string, method: "GET" | "PUT" | "POST" | "DELETE", url: string, payload?: object) =>
    console.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${key}` },
      ...(payload !== undefined && { payload }),
    });
  const numbers = () => world.store.db.selectFrom("audit").select("id").execute();

  test("has what somebody changes by a key, with the beginning of the key", async () => {
    const key = await createApiKey(world.store.db, "script", ["read", "write"]);
    await byKey(key, "POST", "/v1/journeys/Nothing/pause");
    await byKey(key, "POST", "/v1/dead-letters/replay");
    await byKey(key, "POST", "/v1/dead-letters/discard", { ids: [4, 7], because: "orders of a test" });
    await byKey(key, "POST", "/v1/stuck/retry", { run: "r1" });
    await byKey(key, "DELETE", "/v1/contacts/nobody");
    expect((await entries()).slice(1, 6)).toMatchObject([
      { what: "DELETE /v1/contacts/:id", contact: null, status: 404 },
      { what: "POST /v1/stuck/retry", subject: "r1", status: 404 },
      { what: "POST /v1/dead-letters/discard", subject: "4, 7: orders of a test", status: 404 },
      { what: "POST /v1/dead-letters/replay", status: 200 },
      {
        who: "script",
        key: prefixOf(key),
        via: "doors",
        what: "POST /v1/journeys/:name/pause",
        subject: "Nothing",
        status: 404,
      },
    ]);
    expect(JSON.stringify(await entries())).not.toContain(key);
  });

  test("has what a body calls a dry run at a door that knows none", async () => {
    const { ask } = await console.signIn(OPERATOR);
    const dryRun = { payload: { dryRun: true } };
    await ask({ method: "POST", url: "/v1/journeys/Nothing/archive", ...dryRun });
    await world.store.gateway.putContact({ id: "dora", audience: "Newsletter", fields: {}, imported: true });
    expect((await byKey(OPERATOR, "DELETE", "/v1/contacts/dora", dryRun.payload)).statusCode).toBe(200);
    expect((await entries()).slice(1, 3)).toMatchObject([
      { what: "DELETE /v1/contacts/:id", via: "doors", status: 200 },
      { what: "POST /v1/journeys/:name/archive", via: "console", status: 404 },
    ]);
  });

  test.each([
    ["PUT", "/v1/contacts/cleo", { email: "cleo@example.com" }],
    ["POST", "/v1/contacts", { id: "cleo", email: "cleo@example.com" }],
    [
      "POST",
      "/v1/orders",
      { id: 1, contact: "cleo", store: "S", total: "1", placedAt: "2026-05-20", status: "paid" },
    ],
    ["POST", "/v1/events", { id: 1, contact: "cleo", name: "Booked" }],
    ["POST", "/v1/carts", { id: 1, contact: "cleo", store: "S", total: "1", updatedAt: "2026-05-20" }],
    ["POST", "/v1/stock", { store: "S", sku: "mug", inStock: true }],
    ["POST", "/v1/texts", { id: "t1", from: "+33611223344", text: "STOP" }],
    ["POST", "/v1/coupons", { coupon: "Gold", code: "G1" }],
    ["GET", "/v1/journeys", undefined],
    ["POST", "/v1/messages", { message: "Hello", contact: "ben", dryRun: true }],
    ["POST", "/v1/loyalty-sendings/s1/try", undefined],
  ] as const)(
    "does not fill with what is fed by a key, or only looked at: %s %s",
    async (method, url, payload) => {
      const before = await numbers();
      const { statusCode } = await byKey(OPERATOR, method, url, payload);
      expect(statusCode, "what its schema refuses is noted nowhere").not.toBe(400);
      expect(await numbers()).toEqual(before);
    },
  );

  test.each([
    [
      "POST",
      "/v1/messages",
      { message: "Hello", contact: "BEN@example.com" },
      { subject: "Hello", contact: "ben" },
    ],
    ["POST", "/v1/journeys/Late/start", { contact: "ben" }, { subject: "Late", contact: "ben" }],
    ["POST", "/v1/loyalty-sendings/s1/continue", undefined, { subject: "s1" }],
  ] as const)(
    "has what is sent, started and rebuilt by a key: %s %s",
    async (method, url, payload, noted) => {
      await byKey(OPERATOR, method, url, payload);
      expect((await entries())[1]).toMatchObject({ who: "operator", via: "doors", ...noted });
    },
  );
});
