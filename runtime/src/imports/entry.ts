import type { Millis } from "../engine/facts.ts";
import type { ContactInput, EventInput, Gateway, OrderInput, PutResult } from "../store/gateway.ts";
import { readContact } from "./shapes/contact.ts";
import { readEvent } from "./shapes/event.ts";
import { readOrder } from "./shapes/order.ts";
import type { Manner, Raw, Reading } from "./shapes/reading.ts";
import type { Shapes } from "./shapes/shapes.ts";

export const KINDS = ["contacts", "orders", "events"] as const;
export type Kind = (typeof KINDS)[number];

/** One thing to write, checked. */
export type Entry =
  | { readonly kind: "contacts"; readonly input: ContactInput }
  | { readonly kind: "orders"; readonly input: OrderInput }
  | { readonly kind: "events"; readonly input: EventInput };

/** How documents are read: whether contacts are loaded rather than sign up, and what stands for an `at` that is not said. */
export interface Circumstances {
  readonly imported: boolean;
  readonly now?: Millis;
}

/** Checks a document or a row of a kind against the project. */
export function readEntry(
  kind: Kind,
  shapes: Shapes,
  raw: Raw,
  manner: Manner,
  { imported, now }: Circumstances,
): Reading<Entry> {
  switch (kind) {
    case "contacts":
      return mapped(readContact(shapes, raw, manner, imported), (input) => ({ kind, input }));
    case "orders":
      return mapped(readOrder(shapes, raw, manner), (input) => ({ kind, input }));
    case "events":
      return mapped(readEvent(shapes, raw, manner, now), (input) => ({ kind, input }));
    default:
      return kind satisfies never;
  }
}

function mapped<T>(reading: Reading<T>, entry: (input: T) => Entry): Reading<Entry> {
  return "reason" in reading ? reading : { value: entry(reading.value) };
}

/** Writes one entry; a repeated one changes nothing. */
export function putEntry(gateway: Gateway, entry: Entry): Promise<PutResult> {
  switch (entry.kind) {
    case "contacts":
      return gateway.putContact(entry.input);
    case "orders":
      return gateway.putOrder(entry.input);
    case "events":
      return gateway.putEvent(entry.input);
    default:
      return entry satisfies never;
  }
}
