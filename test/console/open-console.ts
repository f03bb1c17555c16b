import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { ConsolePorts } from "../../runtime/src/doors/console/console-doors.ts";
import { createKeys, eitherKeys, hashOfKey } from "../../runtime/src/doors/keys.ts";
import type { DoorPorts } from "../../runtime/src/doors/ports.ts";
import { storedKeys } from "../../runtime/src/store/api-keys.ts";
import { storedAudit } from "../../runtime/src/store/audit.ts";
import { createConsoleReads } from "../../runtime/src/store/console/reads.ts";
import { storedSessions } from "../../runtime/src/store/console/sessions.ts";
import type { Store } from "../../runtime/src/store/open.ts";
import { openShop } from "../runtime/doors/open-shop.ts";

export const OPERATOR = "tj_key-of-an-operator";
export const READER = "tj_key-of-a-reader";

export interface OpenConsole {
  readonly app: FastifyInstance;
  /** Moves the wall's clock on, in milliseconds. */
  readonly wait: (milliseconds: number) => void;
  readonly login: (key: string, cookie?: string) => Promise<LightMyRequestResponse>;
  /** Signs in, and asks as the page does. */
  readonly signIn: (key: string) => Promise<SignedIn>;
}

export interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
  readonly ask: (request: InjectOptions) => Promise<LightMyRequestResponse>;
}

/** The doors of a shop with its console, on a real store. */
export async function openConsole(
  store: Store,
  changed: Partial<DoorPorts> = {},
  own: Partial<ConsolePorts> = {},
): Promise<OpenConsole> {
  let now = Date.parse("2026-05-20T10:00:00Z");
  const known = createKeys([
    { hash: hashOfKey(OPERATOR), holder: { name: "operator", scopes: ["read", "write"] } },
    { hash: hashOfKey(READER), holder: { name: "reader", scopes: ["read"] } },
  ]);
  const keys = eitherKeys(known, storedKeys(store.db));
  const { app } = await openShop({
    gateway: store.gateway,
    keys,
    console: {
      sessions: { sessions: storedSessions(store.db), keys, wall: () => now },
      audit: storedAudit(store.db),
      reads: createConsoleReads(store.db),
      drawing: () => undefined,
      gallery: { list: () => [], drawing: async () => undefined },
      files: "/nowhere",
      ...own,
    },
    ...changed,
  });
  const login = (key: string, cookie?: string) =>
    app.inject({
      method: "POST",
      url: "/console/api/login",
      payload: { key },
      headers: cookie === undefined ? {} : { cookie },
    });
  return {
    app,
    wait: (milliseconds) => {
      now += milliseconds;
    },
    login,
    async signIn(key) {
      const answer = await login(key);
      const cookie = cookieOf(answer);
      const { csrf } = answer.json().session;
      const ask = ({ headers, ...request }: InjectOptions) =>
        app.inject({ ...request, headers: { cookie, "x-csrf-token": csrf, ...headers } });
      return { cookie, csrf, ask };
    },
  };
}

/** The cookie that an answer sets, as the browser sends it back. */
export function cookieOf(answer: LightMyRequestResponse): string {
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}
