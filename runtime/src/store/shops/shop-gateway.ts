import type { Json, Millis } from "../../engine/facts.ts";
import type { PutResult, Refund, StockResult } from "../gateway.ts";

/** A refund of an order, told for itself. */
export interface RefundInput extends Refund {
  readonly store: string;
  readonly order: string;
  readonly currency: string;
}

/** A product, or a variant of one, that a shop counts by an id of its own. */
export interface ItemInput {
  readonly store: string;
  readonly item: string;
  /** With its `sku`, as `StockInput` has it. */
  readonly product: { readonly [name: string]: Json };
  /** It is sold whether there is some or not. */
  readonly endless: boolean;
  readonly inStock: boolean;
  readonly at: Millis;
}

/** How many of an item there are at one place. */
export interface LevelInput {
  readonly store: string;
  readonly item: string;
  readonly place: string;
  readonly available: number;
  readonly at: Millis;
}

/** What the webhooks of shops ask of the store beside what every door does. */
export interface ShopGateway {
  /** Whether a call of this id was taken before. */
  wasTaken(store: string, call: string): Promise<boolean>;
  /** Notes that a call was taken, once all of it is written. */
  noteTaken(store: string, call: string): Promise<void>;
  /** The contact as whom a shop knows a customer. */
  contactOf(store: string, customer: string): Promise<string | undefined>;
  /**
   * A shop has made two customers one: the one that it kept is the contact of the other, unless it has one of its own, and its
   * address is the person's. Answers whether anything changed.
   */
  keepCustomer(store: string, kept: string, deleted: string): Promise<boolean>;
  /** The contact for whom an order came. */
  ownerOf(store: string, order: string): Promise<string | undefined>;
  /** `undefined` where the order is not known yet. */
  putRefund(input: RefundInput): Promise<PutResult | undefined>;
  putItem(input: ItemInput): Promise<StockResult>;
  /** What is told of an item that no product has named yet is kept until one does. */
  putLevel(input: LevelInput): Promise<StockResult>;
}
