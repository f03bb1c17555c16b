import type { CompiledProject } from "@trajet/compiler/program";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { createDoors } from "../../../runtime/src/doors/create-doors.ts";
import { createKeys, hashOfKey } from "../../../runtime/src/doors/keys.ts";
import { journeyMetrics } from "../../../runtime/src/doors/metrics.ts";
import type { DoorPorts } from "../../../runtime/src/doors/ports.ts";
import { ALL_SCOPES } from "../../../runtime/src/doors/scopes.ts";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
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
    loyalty: async (query, asOf) => ({
      version: 1,
      query: query.name,
      asOf: asOf === undefined ? "now" : new Date(asOf).toISOString(),
      period: { from: null, to: null },
      timeZone: query.timezone,
      currency: query.currency,
      total: 0,
      rows: [],
    }),
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
