import type { FastifyInstance } from "fastify";
import { parsed } from "../email/mail-event.ts";
import type { DoorPorts } from "../ports.ts";
import { PROBLEM_SCHEMA, Problem } from "../problem.ts";
import type { ShopCall, ShopNews } from "./shop-news.ts";
import { readShopify } from "./shopify.ts";
import { isSigned } from "./signature.ts";
import { takeNews } from "./take-news.ts";
import { readWooCommerce } from "./woocommerce.ts";

interface Platform {
  readonly signature: string;
  readonly topic: string;
  /** The call's id: the same again is the same call. */
  readonly call: string;
  readonly read: (call: ShopCall) => ShopNews | undefined;
}

const PLATFORMS: Readonly<Record<string, Platform>> = {
  shopify: {
    signature: "x-shopify-hmac-sha256",
    topic: "x-shopify-topic",
    call: "x-shopify-webhook-id",
    read: readShopify,
  },
  woocommerce: {
    signature: "x-wc-webhook-signature",
    topic: "x-wc-webhook-topic",
    call: "x-wc-webhook-delivery-id",
    read: readWooCommerce,
  },
};

const UNKNOWN: ShopNews = { kind: "nothing", why: "nothing is read of this topic" };

/** The platforms whose shops can call. */
export const SHOP_PLATFORMS: readonly string[] = Object.keys(PLATFORMS);

interface Hook {
  readonly Params: { readonly store: string };
  readonly Body: Buffer | undefined;
}

const SCHEMA = {
  summary: "Take in what a shop tells by its webhooks",
  description:
    "Signed by the shop over the body: `X-Shopify-Hmac-Sha256` or `X-WC-Webhook-Signature`. The same call again changes nothing, and an older state never overwrites a newer one.",
  tags: ["shops"],
  security: [],
  params: {
    type: "object",
    properties: { store: { type: "string", description: "As the project declares it." } },
  },
  response: {
    200: {
      type: "object",
      description:
        "What became of it. `kept` did not fit the project, and is among the dead letters; of what is `ignored` nothing is read.",
      required: ["result"],
      properties: {
        result: { enum: ["written", "unchanged", "kept", "ignored"] },
        reason: { type: "string" },
      },
    },
    400: PROBLEM_SCHEMA,
    403: PROBLEM_SCHEMA,
    404: PROBLEM_SCHEMA,
    408: PROBLEM_SCHEMA,
    409: PROBLEM_SCHEMA,
    413: PROBLEM_SCHEMA,
    414: PROBLEM_SCHEMA,
    415: PROBLEM_SCHEMA,
    422: PROBLEM_SCHEMA,
    429: PROBLEM_SCHEMA,
    503: PROBLEM_SCHEMA,
  },
} as const;

/** `POST /hooks/store/{store}`: what Shopify and WooCommerce tell of orders, checkouts, customers and stock. */
export function storeHookDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, async (_: unknown, body: Buffer) => body);
  app.post<Hook>("/hooks/store/:store", { schema: SCHEMA }, async (request) => {
    const { store } = request.params;
    const { account, platform } = shopOf(ports, store);
    const body = request.body ?? Buffer.alloc(0);
    const header = (name: string) => String(request.headers[name] ?? "");
    if (isPing(platform, body, header(platform.topic))) return { result: "ignored", reason: "a ping" };
    if (!isSigned(account.secret, body, header(platform.signature))) {
      throw new Problem(403, "The signature does not fit: it covers every byte of the body.");
    }
    const call = header(platform.call);
    if (call !== "" && (await ports.gateway.shops.wasTaken(store, call))) return { result: "unchanged" };
    const topic = header(platform.topic);
    const news = platform.read({
      topic,
      body: documentIn(body),
      domain: domainIn(header("x-shopify-shop-domain")),
    });
    const told = await takeNews(ports, { store, account }, news ?? UNKNOWN);
    if (told.result !== "written") ports.logger?.info({ store, topic, call, ...told }, "a call of a shop");
    if (call !== "") await ports.gateway.shops.noteTaken(store, call);
    return told;
  });
}

function shopOf({ shops = {}, project }: DoorPorts, store: string) {
  const account = Object.hasOwn(shops, store) ? shops[store] : undefined;
  const { stores } = project();
  const name = Object.hasOwn(stores, store) ? (stores[store]?.platform ?? "") : "";
  const platform = Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
  if (account !== undefined && platform !== undefined) return { account, platform };
  throw new Problem(
    404,
    'This store takes no calls: declare it with platform "shopify" or "woocommerce", and set stores in trajet.json.',
  );
}

/** WooCommerce tries the address when a webhook is made, by a form and without a signature; it makes none that is refused. */
const isPing = ({ read }: Platform, body: Buffer, topic: string): boolean =>
  read === readWooCommerce && topic === "" && /^webhook_id=\d{1,20}$/.test(body.subarray(0, 100).toString());

function documentIn(body: Buffer) {
  const document = parsed(body.toString());
  if (document !== undefined) return document;
  throw new Problem(422, "The body must be one JSON object.");
}

const domainIn = (text: string): string | undefined => (/^[a-z0-9.-]{1,200}$/i.test(text) ? text : undefined);
