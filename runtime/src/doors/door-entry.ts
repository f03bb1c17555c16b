import { type Circumstances, KINDS, type Kind, putEntry, readEntry } from "../imports/entry.ts";
import { readCart } from "../imports/shapes/cart.ts";
import type { Manner, Raw, Reading } from "../imports/shapes/reading.ts";
import type { Shapes } from "../imports/shapes/shapes.ts";
import { readStock } from "../imports/shapes/stock.ts";
import type { Gateway, PutResult, StockResult } from "../store/gateway.ts";

/** What doors take in one by one or in batches; files are imported of some of it. */
export type DoorKind = Kind | "carts" | "stock";

export const isDoorKind = (kind: string): kind is DoorKind =>
  kind === "stock" || kind === "carts" || KINDS.some((one) => one === kind);

/** Checks a document against the project; what comes back writes it, and a repeated one changes nothing. */
export function readDoorEntry(
  kind: DoorKind,
  shapes: Shapes,
  raw: Raw,
  manner: Manner,
  circumstances: Circumstances,
): Reading<(gateway: Gateway) => Promise<PutResult | StockResult>> {
  if (kind === "stock") {
    const reading = readStock(shapes, raw, manner, circumstances.now);
    return "reason" in reading ? reading : { value: (gateway) => gateway.putStock(reading.value) };
  }
  if (kind === "carts") {
    const reading = readCart(shapes, raw, manner);
    return "reason" in reading ? reading : { value: (gateway) => gateway.putCart(reading.value) };
  }
  const reading = readEntry(kind, shapes, raw, manner, circumstances);
  return "reason" in reading ? reading : { value: (gateway) => putEntry(gateway, reading.value) };
}
