import type { CompiledProject } from "@trajet/compiler/program";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { createDoors } from "../../../runtime/src/doors/create-doors.ts";
import { createKeys, hashOfKey } from "../../../runtime/src/doors/keys.ts";
import { journeyMetrics } from "../../../runtime/src/doors/metrics.ts";
import type { DoorPorts } from "../../../runtime/src/doors/ports.ts";
import { ALL_SCOPES } from "../../../runtime/src/doors/scopes.ts";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { readQuery } from "../../../runtime/src/loyalty/asked-query.ts";
import type { Board } from "../../../runtime/src/loyalty/board.ts";
import { SHOP } from "../imports/shop.ts";
import { QUERY } from "../loyalty/shop-database.ts";
import { type FakeGateway, fakeGateway } from "./fake-gateway.ts";

export const KEY = "tj_key-of-the-shop";
export const signer = createSigner("a secret of at least 16 bytes");

export const PROJECT: CompiledProject = { ...SHOP, name: "shop", journeys: [], loyalty: [QUERY] };

export interface Shop {
  readonly app: FastifyInstance;
  readonly gateway: FakeGateway;
  /** A request with the key. */
  readonly ask: (request: InjectOptions) => Promise<LightMyRequestResponse>;
  readonly post: (url: string, payload: object) => Promise<LightMyRequestResponse>;
  readonly postLines: (url: string, lines: readonly string[]) => Promise<LightMyRequestResponse>;
}

/** The doors of a shop whose store is a fake. */
export async function openShop(changed: Partial<DoorPorts> = {}): Promise<Shop> {
  const gateway = fakeGateway();
  const app = await createDoors({
    gateway,
    project: () => PROJECT,
    keys: createKeys([
      { hash: hashOfKey("another key"), holder: { name: "another", scopes: [] } },
      { hash: hashOfKey(KEY), holder: { name: "shop", scopes: ALL_SCOPES } },
    ]),
    signer,
    loyalty: fakeBoard(),
    map: () => undefined,
    metrics: () => journeyMetrics(gateway),
    notReady: async () => undefined,
    ...changed,
  });
  const ask = ({ headers, ...request }: InjectOptions) =>
    app.inject({ ...request, headers: { authorization: `Bearer ${KEY}`, ...headers } });
  return {
    app,
    gateway,
    ask,
    post: (url, payload) => ask({ method: "POST", url, payload }),
    postLines: (url, lines) =>
      ask({
        method: "POST",
        url,
        payload: lines.join("\n"),
        headers: { "content-type": "application/x-ndjson" },
      }),
  };
}

/** A board that ranks nobody. */
export function fakeBoard(): Board {
  const page = { sent: 0, refused: [], left: 0, place: 0 };
  return {
    async rank(asked, asOf) {
      const query = readQuery(PROJECT, asked);
      if ("reason" in query) return query;
      const { name, timezone, currency } = query.value;
      return {
        value: {
          version: 1,
          query: name,
          asOf: asOf === undefined ? "now" : new Date(asOf).toISOString(),
          period: { from: null, to: null },
          timeZone: timezone,
          currency,
          total: 0,
          rows: [],
        },
      };
    },
    explain: async () => ({ reason: "nobody is ranked" }),
    rollups: async () => ({ version: 1, ready: true, rebuilding: null, rebuilt: true }),
    rebuild: async () => ({ orders: 0, milliseconds: 0 }),
    prepare: async () => ({ reason: "nobody is ranked" }),
    trySending: async () => ({ value: page }),
    continueSending: async () => ({ value: page }),
    forgetSending: async () => {},
    unfinished: async () => [],
    outline: async () => undefined,
  };
}
