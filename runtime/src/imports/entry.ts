import type { Millis } from "../engine/facts.ts";
import type {
  CodeInput,
  ContactInput,
  EventInput,
  Gateway,
  OrderInput,
  PutResult,
  StockResult,
} from "../store/gateway.ts";
import { readCode } from "./shapes/code.ts";
import { readContact } from "./shapes/contact.ts";
import { readEvent } from "./shapes/event.ts";
import { readOrder } from "./shapes/order.ts";
import type { Manner, Raw, Reading } from "./shapes/reading.ts";
import type { Shapes } from "./shapes/shapes.ts";
import { unstorable } from "./shapes/storable.ts";

export const KINDS = ["contacts", "orders", "events", "coupons"] as const;
export type Kind = (typeof KINDS)[number];

/** One thing to write, checked. */
export type Entry =
  | { readonly kind: "contacts"; readonly input: ContactInput }
  | { readonly kind: "orders"; readonly input: OrderInput }
  | { readonly kind: "events"; readonly input: EventInput }
  | { readonly kind: "coupons"; readonly input: CodeInput };

/**
 * How documents are read: whether contacts are loaded rather than sign up, what stands for an `at` that is not said, and whether
 * they came long before.
 */
export interface Circumstances {
  readonly imported: boolean;
  readonly now?: Millis;
  readonly late?: boolean;
}

/** Checks a document or a row of a kind against the project. */
export function readEntry(
  kind: Kind,
  shapes: Shapes,
  raw: Raw,
  manner: Manner,
  { imported, now, late = false }: Circumstances,
): Reading<Entry> {
  const reason = unstorable(raw);
  if (reason !== undefined) return { reason };
  switch (kind) {
    case "contacts":
      return mapped(readContact(shapes, raw, manner, imported), (input) => ({
        kind,
        input: late ? { ...input, late } : input,
      }));
    case "orders":
      return mapped(readOrder(shapes, raw, manner), (input) => ({ kind, input }));
    case "events":
      return mapped(readEvent(shapes, raw, manner, now), (input) => ({ kind, input }));
    case "coupons":
      return mapped(readCode(shapes, raw, manner), (input) => ({ kind, input }));
    default:
      return kind satisfies never;
  }
}

function mapped<T>(reading: Reading<T>, entry: (input: T) => Entry): Reading<Entry> {
  return "reason" in reading ? reading : { value: entry(reading.value) };
}

/** Writes one entry; a repeated one changes nothing. */
export async function putEntry(gateway: Gateway, entry: Entry): Promise<PutResult | StockResult> {
  switch (entry.kind) {
    case "contacts":
      return gateway.putContact(entry.input);
    case "orders":
      return gateway.putOrder(entry.input);
    case "events":
      return gateway.putEvent(entry.input);
    case "coupons": {
      const [result] = await gateway.putCodes([entry.input]);
      if (result === undefined) throw new Error("the store said nothing of a code");
      return result;
    }
    default:
      return entry satisfies never;
  }
}
