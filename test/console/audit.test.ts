import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
      { what: "PUT /v1/contacts/:id", contact: "ben", status: 200 },
      { what: "POST /v1/journeys/:name/pause", subject: "Nothing", contact: null, status: 404 },
      { what: "POST /v1/journeys/:name/start", subject: "Nothing", contact: "ada", status: 404 },
    ]);
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

  test("a request by a key is none of the console's", async () => {
    const before = await world.store.db.selectFrom("audit").select("id").execute();
    await console.app.inject({
      method: "PUT",
      url: "/v1/contacts/cleo",
      payload: { email: "cleo@example.com" },
      headers: { authorization: `Bearer ${OPERATOR}` },
    });
    expect(await world.store.db.selectFrom("audit").select("id").execute()).toEqual(before);
  });
});
