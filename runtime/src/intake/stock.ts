import type { CompiledProject } from "@trajet/compiler/program";
import type { Draft, Incoming } from "../engine/draft.ts";
import type { Json, Millis, PastEvent } from "../engine/facts.ts";
import { readsOf } from "../engine/reads.ts";
import { wouldStart } from "../engine/starts.ts";

/** The audiences whose journeys listen for a product that is back in stock. */
export function audiencesThatListen({ journeys }: Pick<CompiledProject, "journeys">): string[] {
  const programs = journeys.map(({ program }) => program);
  const listening = programs.filter((program) => "stock" in program.watch || readsOf(program).has("stock"));
  return [...new Set(listening.map(({ audience }) => audience))];
}

/** That a product is back in stock, as an event of one contact. */
export function backInStock(
  { store, product }: { readonly store: string; readonly product: { readonly [name: string]: Json } },
  at: Millis,
  contact: string,
): Incoming {
  const id = `stock:${store}:${String(product.sku)}:${at}:${contact}`;
  return { id, key: "stock", at, body: { store, product }, cause: null, depth: 0 };
}

/**
 * Whether it matters to the contact: it would start a journey, or one that the contact is in, or might come into, waits
 * for it or asks about it. Of a shop's every product in everybody's past nothing would come but rows.
 */
export function isHeard(draft: Draft, incoming: Incoming): boolean {
  const event: PastEvent = { ...incoming, seq: draft.contact.seq, receivedAt: draft.now };
  const inside = draft.runs.map((run) => draft.ports.program(run.program));
  const doors = draft.doors.map(({ loaded }) => loaded);
  return (
    inside.some(({ program }) => event.key in program.watch) ||
    [...inside, ...doors].some(({ reads }) => reads.has(event.key)) ||
    draft.doors.some((door) => wouldStart(draft, door, event))
  );
}
