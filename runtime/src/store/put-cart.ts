import { receive } from "../engine/react.ts";
import { cartChange, cartRefusal } from "../intake/cart-change.ts";
import { refusalOf } from "../intake/found.ts";
import { findContact } from "./contact-lookup.ts";
import type { CartInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";

/** Takes in how a cart has changed. That it was left alone follows from it by time, if nothing happens to it. */
export async function putCart(ingest: Ingest, input: CartInput): Promise<PutResult> {
  const refusal = cartRefusal(input, ingest.project());
  if (refusal !== null) return { result: "rejected", reason: refusal };
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) };
  const event = cartChange(input);
  const written = await ingest.onContact(found.id, async ({ draft }, tx) => {
    if (await isKnown(tx, event.id)) return false;
    receive(draft, event);
    return true;
  });
  return { result: written === true ? "written" : "unchanged", contact: found.id };
}
