import type { DoorPorts } from "../ports.ts";
import type { ShopNews, Told } from "./shop-news.ts";
import type { Shop } from "./take-news.ts";

/** Merges the contacts of two customers that a shop has made one; the one that the shop has kept is left. */
export async function takeMerge(
  { gateway }: DoorPorts,
  { store }: Shop,
  { kept, deleted }: Extract<ShopNews, { readonly kind: "merge" }>,
): Promise<Told> {
  const from = await gateway.shops.contactOf(store, deleted);
  if (from === undefined) return { result: "ignored", reason: "the customer that is gone is not known here" };
  const into = await gateway.shops.contactOf(store, kept);
  const known = await gateway.shops.keepCustomer(store, kept, deleted);
  if (into === undefined || into === from) return { result: known ? "written" : "unchanged" };
  const merged = await gateway.mergeContacts({ from, into });
  if (merged.result !== "rejected") return { result: merged.result };
  await gateway.keepLetter({ kind: "merges", body: { from, into }, reason: merged.reason });
  return { result: "kept", reason: merged.reason };
}
