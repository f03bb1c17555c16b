import type { ShopCall, ShopNews } from "./shop-news.ts";
import { customerIn, mergeIn } from "./shopify-customers.ts";
import { levelIn, productIn } from "./shopify-goods.ts";
import { checkoutIn, orderIn, refundTold } from "./shopify-orders.ts";

/** What a call of Shopify's tells; `undefined` for a topic of which nothing is read. */
export function readShopify({ topic, body, domain }: ShopCall): ShopNews | undefined {
  switch (topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/edited":
    case "orders/paid":
    case "orders/cancelled":
    case "orders/fulfilled":
    case "orders/partially_fulfilled":
      // An edit tells of itself alone; `orders/updated` comes with it.
      return topic === "orders/edited"
        ? { kind: "nothing", why: "the order is told by orders/updated" }
        : orderIn(body);
    case "refunds/create":
      return refundTold(body);
    case "checkouts/create":
    case "checkouts/update":
      return checkoutIn(body);
    case "carts/create":
    case "carts/update":
      return { kind: "nothing", why: "a cart of Shopify's does not say whose it is; its checkout does" };
    case "customers/create":
    case "customers/update":
    case "customers/enable":
    case "customers/disable":
      return customerIn(body);
    case "customers/merge":
      return mergeIn(body);
    case "products/create":
    case "products/update":
      return productIn(body, domain);
    case "inventory_levels/connect":
    case "inventory_levels/update":
      return levelIn(body);
    default:
      return undefined;
  }
}
