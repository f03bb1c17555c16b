import type { Millis } from "../engine/facts.ts";
import type { ContactInput, EventInput, OrderInput } from "../store/gateway.ts";

/** Where something stands that was told of a person: a file and its line, where it comes from a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Something that happens to a person. */
export type Happening = { readonly at: Millis; readonly place?: Place } & (
  | { readonly kind: "event"; readonly input: EventInput }
  | { readonly kind: "order"; readonly input: OrderInput }
  | { readonly kind: "unsubscribe"; readonly channel: string }
);

/** A person, and what happens to it, in any order. */
export interface PersonHistory {
  readonly contact: ContactInput & { readonly id: string };
  readonly place?: Place;
  readonly happenings: readonly Happening[];
}
