import { objectIn } from "../email/mail-event.ts";
import { given, idIn, listIn, needId, type Part, sumIn, wordsIn } from "./payload.ts";
import type { ShopNews, ShopProduct } from "./shop-news.ts";
import { skuOf } from "./shopify-orders.ts";

/** A product of Shopify's, each of its variants for itself (https://shopify.dev/docs/api/admin-rest/latest/resources/product). */
export function productIn(body: Part, domain: string | undefined): ShopNews {
  needId(body, "id");
  const handle = wordsIn(body, "handle");
  const common = {
    url: handle && domain ? `https://${domain}/products/${handle}` : undefined,
    image: wordsIn(objectIn(body.image), "src"),
    category: wordsIn(body, "product_type"),
    at: wordsIn(body, "updated_at"),
  };
  return { kind: "products", products: listIn(body, "variants").map((one) => variantIn(one, body, common)) };
}

function variantIn(variant: Part, product: Part, common: object): ShopProduct {
  // What is not counted is always there.
  const endless = variant.inventory_management === null || variant.inventory_policy === "continue";
  const isSold = (wordsIn(product, "status") ?? "active") === "active";
  const quantity = typeof variant.inventory_quantity === "number" ? variant.inventory_quantity : 0;
  const document = given({
    sku: skuOf(variant),
    title: titleOf(product, variant),
    price: sumIn(variant, "price"),
    inStock: isSold && (endless || quantity > 0),
    ...common,
  });
  return { ...given({ item: idIn(variant, "inventory_item_id") }), endless: isSold && endless, document };
}

function titleOf(product: Part, variant: Part): string | undefined {
  const [whole, one] = [wordsIn(product, "title"), wordsIn(variant, "title")];
  return one === undefined || one === "Default Title" ? whole : `${whole} – ${one}`;
}

/** How many there are at one location; what is not counted has no number. */
export function levelIn(body: Part): ShopNews {
  const { available } = body;
  const [item, place] = [needId(body, "inventory_item_id"), needId(body, "location_id")];
  const at = wordsIn(body, "updated_at");
  if (typeof available !== "number" || at === undefined) {
    return { kind: "nothing", why: "the item is not counted" };
  }
  return { kind: "level", item, place, available, at };
}
