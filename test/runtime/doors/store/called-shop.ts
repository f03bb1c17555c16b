import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { compiled } from "../../../compiler/lower/compiled.ts";
import { openWorld, T0, type World } from "../../store/world.ts";
import { openShop, type Shop } from "../open-shop.ts";

export const SECRET = "hush: the shop's own secret";

const PROJECT = `audience Newsletter { field firstName: text?  tags "bought", "left", "shipped", "fulfilled", "refunded", "cancelled", "back", "welcome" }
store Boutique { platform "shopify"  currency EUR }
store Atelier { platform "woocommerce"  currency EUR }
store Market { platform "other"  currency EUR }
journey Bought for Newsletter { start when contact buys any product  reenter always  tag "bought" }
journey Left for Newsletter { start when contact abandons cart for 1 hour  reenter always  tag "left" }
journey Shipped for Newsletter { start when contact gets order shipped  reenter always  tag "shipped" }
journey Fulfilled for Newsletter { start when contact gets order fulfilled  reenter always  tag "fulfilled" }
journey Refunded for Newsletter { start when contact gets order refunded  reenter always  tag "refunded" }
journey Cancelled for Newsletter { start when contact gets order cancelled  reenter always  tag "cancelled" }
journey Back for Newsletter { start when contact sees any product back in stock  reenter always  tag "back" }
journey Welcome for Newsletter { start when contact signs up  tag "welcome" }
`;

export interface CalledShop {
  readonly world: World;
  readonly doors: Shop;
  /** A call of Shopify's; a call's id of its own unless it is named. */
  readonly shopify: (topic: string, body: object | string, call?: string) => Promise<Answer>;
  readonly woo: (topic: string, body: object, call?: string) => Promise<Answer>;
  readonly tags: (contact: string) => Promise<readonly string[]>;
  readonly idOf: (email: string) => Promise<string>;
  /** A line for each, by store and id: `1001 paid 49.00 -0.00`, with what was given back. */
  readonly orders: () => Promise<readonly string[]>;
  readonly events: (key: string) => Promise<readonly { readonly at: number; readonly body: object }[]>;
  /** Begins with nobody, at `T0`. */
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}
export interface Answer {
  readonly status: number;
  readonly body: { readonly result?: string; readonly reason?: string; readonly detail?: string };
}

export const signed = (body: string, secret = SECRET): string =>
  createHmac("sha256", secret).update(body).digest("base64");

/** A project with a journey for each thing that a shop can tell, on a database, behind its doors. */
export async function openCalledShop(database: string): Promise<CalledShop> {
  const world = await openWorld(database);
  const { project } = compiled({ "shop.journey": PROJECT });
  const doors = await openShop({
    gateway: world.store.gateway,
    project: () => project,
    shops: { Boutique: { secret: SECRET }, Atelier: { secret: SECRET }, Market: { secret: SECRET } },
    limits: { perMinute: 1_000_000 },
  });
  let calls = 0;
  const call = async (url: string, body: string, headers: Record<string, string>): Promise<Answer> => {
    const answer = await doors.app.inject({
      method: "POST",
      url,
      payload: body,
      headers: { "content-type": "application/json", ...headers },
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const idOf = async (email: string) => {
    const view = await world.store.gateway.contact(email);
    return view?.contact.id ?? `nobody has ${email}`;
  };
  return {
    world,
    doors,
    shopify(topic, body, id = `call-${++calls}`) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return call("/hooks/store/Boutique", text, {
        "x-shopify-topic": topic,
        "x-shopify-hmac-sha256": signed(text),
        "x-shopify-webhook-id": id,
        "x-shopify-shop-domain": "potterie.myshopify.com",
      });
    },
    woo(topic, body, id = `delivery-${++calls}`) {
      const text = JSON.stringify(body);
      return call("/hooks/store/Atelier", text, {
        "x-wc-webhook-topic": topic,
        "x-wc-webhook-signature": signed(text),
        "x-wc-webhook-delivery-id": id,
      });
    },
    async tags(email) {
      await world.serveWakes();
      const { tags } = await world.contact(await idOf(email));
      return tags.toSorted();
    },
    idOf,
    async orders() {
      const { rows } = await sql<{ id: string; total: string; refunded: string; status: string }>`
        select id, total::text, refunded::text, status from orders order by store, id`.execute(
        world.store.db,
      );
      return rows.map(({ id, total, refunded, status }) => `${id} ${status} ${total} -${refunded}`);
    },
    async events(key) {
      const { rows } = await sql<{ at: number; body: object }>`
        select at, body from event where key = ${key} order by at, id`.execute(world.store.db);
      return rows;
    },
    async open() {
      await world.clear();
      await world.open(project, T0);
      await world.activate();
    },
    async close() {
      await doors.app.close();
      await world.close();
    },
  };
}
