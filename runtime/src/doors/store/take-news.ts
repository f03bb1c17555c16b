import { parseMoment, ValueError } from "../../engine/values.ts";
import type { Raw, Reading } from "../../imports/shapes/reading.ts";
import { readStock } from "../../imports/shapes/stock.ts";
import { unstorable } from "../../imports/shapes/storable.ts";
import type { PutResult, StockResult } from "../../store/gateway.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import { takeOne } from "../take-in.ts";
import { contactOfBuyer, putCustomer } from "./buyers.ts";
import type { ShopAccount, ShopNews, ShopProduct, Told } from "./shop-news.ts";
import { takeMerge } from "./take-merge.ts";

/** A store, and how it is known. */
export interface Shop {
  readonly store: string;
  readonly account: ShopAccount;
}

/**
 * Takes in what a shop told, by the doors that take in the same. What does not fit the project is kept as a dead letter: the
 * shop cannot mend it, and would give the address up if it was refused too often.
 *
 * @throws Problem 409 where it is to be sent again, 422 where it is not what it says it is
 */
export async function takeNews(ports: DoorPorts, shop: Shop, news: ShopNews): Promise<Told> {
  const reason = unstorable(news);
  if (reason !== undefined) throw new Problem(422, reason);
  switch (news.kind) {
    case "order":
    case "cart":
      return takeBought(ports, shop, news);
    case "customer":
      return toldOf(await putCustomer(ports, shop, news.buyer, momentOf(news.updatedAt)));
    case "merge":
      return takeMerge(ports, shop, news);
    case "refund":
      return takeRefund(ports, shop, news);
    case "products":
      return takeProducts(ports, shop, news.products);
    case "level":
      return toldOf(
        await ports.gateway.shops.putLevel({ store: shop.store, ...news, at: momentOf(news.at) }),
      );
    case "nothing":
      return { result: "ignored", reason: news.why };
    default:
      return news satisfies never;
  }
}

type NewsOf<Kind extends ShopNews["kind"]> = Extract<ShopNews, { readonly kind: Kind }>;

async function takeBought(ports: DoorPorts, shop: Shop, news: NewsOf<"order" | "cart">): Promise<Told> {
  const owner = news.kind === "order" ? await ownerOf(ports, shop, news.document) : undefined;
  const contact = owner ?? (await contactOfBuyer(ports, shop, news.buyer));
  if (contact === undefined) return { result: "ignored", reason: "the buyer left no e-mail address" };
  const circumstances = { imported: false, now: await ports.gateway.now() };
  const raw = { ...news.document, store: shop.store, contact };
  return toldOf(await takeOne(ports, news.kind === "order" ? "orders" : "carts", raw, circumstances));
}

/** A shop that merges two customers tells the orders of one as those of the other, also where their contacts are two still. */
async function ownerOf({ gateway }: DoorPorts, { store }: Shop, { id }: Raw): Promise<string | undefined> {
  return typeof id === "string" || typeof id === "number"
    ? gateway.shops.ownerOf(store, String(id))
    : undefined;
}

async function takeRefund(
  { gateway, project }: DoorPorts,
  { store }: Shop,
  { order, currency: told, refund }: NewsOf<"refund">,
): Promise<Told> {
  const currency = project().stores[store]?.currency ?? "";
  if (told !== undefined && told !== currency) {
    throw new Problem(422, `Store ${store} sells in ${currency}, the refund ${refund.id} is in ${told}.`);
  }
  const result = await gateway.shops.putRefund({
    ...refund,
    at: momentOf(refund.at),
    store,
    order,
    currency,
  });
  if (result !== undefined) return toldOf(result);
  throw new Problem(409, `Order ${order} is not known yet: send the refund again, behind the order.`);
}

async function takeProducts(ports: DoorPorts, shop: Shop, products: readonly ShopProduct[]): Promise<Told> {
  const results: (PutResult | StockResult)[] = [];
  for (const product of products) results.push(await takeProduct(ports, shop, product));
  return (
    results.map(toldOf).find(({ result }) => result === "kept") ??
    results.map(toldOf).find(({ result }) => result === "written") ?? { result: "unchanged" }
  );
}

async function takeProduct(
  ports: DoorPorts,
  { store }: Shop,
  { item, endless, document }: ShopProduct,
): Promise<StockResult | PutResult> {
  const raw = { ...document, store };
  const circumstances = { imported: false, now: await ports.gateway.now() };
  if (item === undefined) return takeOne(ports, "stock", raw, circumstances);
  const project = ports.project();
  const read = readStock(project, raw, { form: "json", zone: project.timezone }, circumstances.now);
  if ("value" in read) return ports.gateway.shops.putItem({ ...read.value, item, endless });
  await ports.gateway.keepLetter({ kind: "stock", body: raw, reason: read.reason });
  return { result: "rejected", reason: read.reason };
}

const toldOf = (result: PutResult | StockResult): Told =>
  result.result === "rejected" ? { result: "kept", reason: result.reason } : { result: result.result };

function momentOf(text: string): number {
  const read = reading(() => parseMoment(text));
  if ("value" in read) return read.value;
  throw new Problem(422, read.reason);
}

function reading<T>(read: () => T): Reading<T> {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof ValueError) return { reason: error.message };
    throw error;
  }
}
