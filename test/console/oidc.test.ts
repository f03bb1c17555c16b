import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttp } from "../../runtime/src/outgoing/http.ts";
import { openWorld, type World } from "../runtime/store/world.ts";
import { asked, startProvider } from "./local-provider.mjs";
import { cookieOf, type OpenConsole, openConsole } from "./open-console.ts";

const URL_OF_DOORS = "http://127.0.0.1:9/";
const CALLBACK = `${URL_OF_DOORS}console/api/oidc/callback`;
const GROUPS = { olga: ["crm", "all"], rita: ["marketing"], nemo: ["sales"] };

describe("signing in to the console by OpenID Connect", () => {
  let world: World;
  let console: OpenConsole;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    world = await openWorld("pglite");
    provider = await startProvider(() => CALLBACK, GROUPS);
    console = await openConsole(
      world.store,
      {},
      {
        provider: {
          ...asked(provider.issuer),
          url: URL_OF_DOORS,
          http: createHttp({ allow: ["127.0.0.1"] }),
        },
      },
    );
  });
  afterAll(async () => {
    await console.app.close();
    await provider.close();
    await world.close();
  });

  const start = () => console.app.inject("/console/api/oidc/start");

  /** Follows the provider, as a browser of its own does, until it leads back. */
  async function atProvider(address: string): Promise<URL> {
    const cookies = new Map<string, string>();
    for (let next = address; ; ) {
      if (next.startsWith(CALLBACK)) return new URL(next);
      const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const answer = await fetch(next, { redirect: "manual", headers: { cookie: sent } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      next = new URL(answer.headers.get("location") ?? "", next).href;
    }
  }

  async function signIn(person: string): Promise<LightMyRequestResponse> {
    provider.become(person);
    const begun = await start();
    const back = await atProvider(String(begun.headers.location));
    return console.app.inject({ url: back.pathname + back.search, headers: { cookie: cookieOf(begun) } });
  }

  /** The cookie of the session that an answer sets, among others. */
  const sessionOf = (answer: LightMyRequestResponse) =>
    [answer.headers["set-cookie"]]
      .flat()
      .find((line) => line?.startsWith("trajet_session="))
      ?.split(";")[0] ?? "";

  test.each([
    ["olga", "operate"],
    ["rita", "read"],
  ])("%s may %s, as the groups say", async (person, role) => {
    const answer = await signIn(person);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe("/console/");
    const cookie = sessionOf(answer);
    const view = await console.app.inject({ url: "/console/api/session", headers: { cookie } });
    expect(view.json()).toMatchObject({
      provider: "Example",
      session: { name: `${person}@example.com`, role },
    });
    const { csrf } = view.json().session;
    const change = await console.app.inject({
      method: "PUT",
      url: "/v1/contacts/ada",
      payload: { email: "ada@example.com" },
      headers: { cookie, "x-csrf-token": csrf },
    });
    expect(change.statusCode).toBe(role === "operate" ? 200 : 403);
  });

  test("whoever is in no group that is named is told so, on a page, and has no session", async () => {
    const answer = await signIn("nemo");
    expect(answer.statusCode).toBe(403);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.body).toContain("nemo@example.com is in no group");
    expect(sessionOf(answer)).toBe("");
  });

  describe("an answer that is not the provider's to whoever began", () => {
    const refused = async (url: URL, cookie: string) => {
      const answer = await console.app.inject({ url: url.pathname + url.search, headers: { cookie } });
      expect([400, 403]).toContain(answer.statusCode);
      expect(sessionOf(answer)).toBe("");
    };

    test("is refused in the browser of somebody else", async () => {
      provider.become("olga");
      const back = await atProvider(String((await start()).headers.location));
      await refused(back, "");
      await refused(back, cookieOf(await start()));
    });

    test("is refused a second time", async () => {
      provider.become("olga");
      const begun = await start();
      const back = await atProvider(String(begun.headers.location));
      const again = { url: back.pathname + back.search, headers: { cookie: cookieOf(begun) } };
      expect((await console.app.inject(again)).statusCode).toBe(303);
      await refused(back, cookieOf(begun));
    });

    test("is refused with another state, or a code of one's own", async () => {
      provider.become("olga");
      for (const part of ["state", "code"]) {
        const begun = await start();
        const back = await atProvider(String(begun.headers.location));
        back.searchParams.set(part, "forged");
        await refused(back, cookieOf(begun));
      }
    });
  });

  test("a provider that cannot be asked is named, and asked again the next time", async () => {
    const away = await openConsole(
      world.store,
      {},
      {
        provider: {
          issuer: "http://127.0.0.1:9",
          name: "Away",
          clientId: "trajet",
          clientSecret: "x",
          scope: "openid",
          groupsClaim: "groups",
          roles: {},
          http: createHttp({ allow: ["127.0.0.1"] }),
        },
      },
    );
    const answer = await away.app.inject("/console/api/oidc/start");
    expect(answer.statusCode).toBe(502);
    expect(answer.body).toContain("Away cannot be asked who you are");
    await away.app.close();
  });
});
