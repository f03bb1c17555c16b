import type { Json } from "../../engine/facts.ts";
import type { Raw } from "../../imports/shapes/reading.ts";

/** A shop that calls. */
export interface ShopAccount {
  /** With which it signs. */
  readonly secret: string;
  /** Of which its customers become contacts; may be left out where the project has one. */
  readonly audience?: string;
}

/** What became of a call: `kept` among the dead letters, or `ignored`. */
export interface Told {
  readonly result: "written" | "unchanged" | "kept" | "ignored";
  readonly reason?: string;
}

/** What a shop told, in the words of the doors: the documents are those of `POST /orders`, `/carts` and `/stock`. */
export type ShopNews =
  /** Without `contact` and `store`. */
  | { readonly kind: "order" | "cart"; readonly document: Raw; readonly buyer: Buyer }
  | { readonly kind: "customer"; readonly buyer: Buyer; readonly updatedAt: string }
  | {
      readonly kind: "refund";
      readonly order: string;
      readonly currency: string | undefined;
      readonly refund: ShopRefund;
    }
  /** By the ids of the shop. */
  | { readonly kind: "merge"; readonly kept: string; readonly deleted: string }
  | { readonly kind: "products"; readonly products: readonly ShopProduct[] }
  | {
      readonly kind: "level";
      readonly item: string;
      readonly place: string;
      readonly available: number;
      readonly at: string;
    }
  /** Nothing that a journey could read; the reason is for the log. */
  | { readonly kind: "nothing"; readonly why: string };

/** A customer, or who buys as a guest. */
export interface Buyer {
  /** The shop's; a guest has none. */
  readonly id?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly country?: string;
  /** By channel, as a contact's. */
  readonly consent?: { readonly [channel: string]: string };
  /** RFC 3339. */
  readonly consentAt?: string;
}

export interface ShopRefund {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly amount: string;
}

export interface ShopProduct {
  /** By which the shop counts it, where that is not its `sku`. */
  readonly item?: string;
  readonly endless: boolean;
  /** Without `store`. */
  readonly document: { readonly [name: string]: Json };
}

/** A call of a shop as it came, its signature checked. */
export interface ShopCall {
  /** `orders/create`, `order.created` */
  readonly topic: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the shop is, as `potterie.myshopify.com`. */
  readonly domain?: string | undefined;
}
