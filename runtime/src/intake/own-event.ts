import type { CompiledProject } from "@trajet/compiler/program";
import type { Incoming } from "../engine/draft.ts";
import type { EventInput } from "../store/gateway.ts";

/** The project's event that arrives by that name; why it is not taken where there is none. */
export function ownEvent(
  input: EventInput,
  { events }: Pick<CompiledProject, "events">,
): Incoming | { readonly reason: string } {
  const found = Object.entries(events).find(([, shape]) => shape.wireName === input.name);
  if (found === undefined) {
    return { reason: `the project declares no event that arrives as ${JSON.stringify(input.name)}` };
  }
  const { id, at, properties } = input;
  return { id, key: `event:${found[0]}`, at, body: { event: properties }, cause: null, depth: 0 };
}
