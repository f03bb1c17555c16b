import type { InputKey } from "@trajet/compiler/program";
import type { Identifiers } from "./request.ts";
import type { Value } from "./value.ts";
import type { Witness } from "./witness.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Milliseconds since 1970-01-01T00:00:00Z: every moment inside the engine. Strings and zones are made at the edge. */
export type Millis = number;

/**
 * An event as it is stored: what happened to one contact. `seq` is the order of arrival; two events of one `at` go by it.
 * Bodies, by key: `signup` `{ imported, source? }` · `order` and `order:…` `{ order }` · `stock` `{ store, product }` ·
 * `cart:changed` `{ cart }` · `cart` `{ abandonment, cart }` · `tag±:…` `{ tag }` · `group±:…` `{ category, group }` ·
 * `open:…` `{ sending }` · `click:…` `{ sending, links }`, both with `bot` where no person did it · `sent:…` (a sending, known by its id) ·
 * `field:…` `{ field, from, to }` · `consent±:…` `{ channel }` · `reply` `{ text, to }` · `answer:…` `{ answer }` · `event:…` `{ event }` (the payload by wire names).
 */
export interface PastEvent {
  readonly id: string;
  readonly seq: number;
  readonly key: InputKey;
  readonly at: Millis;
  readonly receivedAt: Millis;
  readonly body: { readonly [name: string]: Json };
}

export type ConsentStatus = "subscribed" | "unsubscribed" | "pending" | "cleaned" | "none";

/** What is known of a contact. */
export interface ContactFacts {
  readonly id: string;
  readonly audience: string;
  /**
   * Built-in and own fields by name, in wire form: money as `{ amount, currency }`, dates as `2026-12-24`, moments as
   * RFC 3339. A field that is not set is absent.
   */
  readonly fields: { readonly [name: string]: Json };
  readonly tags: ReadonlySet<string>;
  /** `Interests/Baking` */
  readonly groups: ReadonlySet<string>;
  readonly consent: { readonly [channel: string]: ConsentStatus };
  readonly archived: boolean;
  /** The custom audiences in which it is, each with what it was added by; none where they are not known. */
  readonly customAudiences?: ReadonlyMap<string, Identifiers>;
  /** Places in the latest lists of loyalty queries, by the query. */
  readonly lists?: ReadonlyMap<string, ListPlace>;
}

/** Where a contact stands in the latest list of a loyalty query. */
export interface ListPlace {
  /** `null` where the query has no tiers, or it is in none. */
  readonly tier: string | null;
  /** Since when it is in that tier, or in the list. */
  readonly since: Millis;
}

/** What `entry`, or the innermost trigger or condition, stands for. Members are wire JSON, as in the event's body. */
export interface Occurrence {
  /** `signup`, `purchase`, `change`, `membership`, `manual`, or the name of an event. */
  readonly kind: string;
  readonly at: Millis;
  readonly order?: Json;
  /** The item of the order that passed the trigger's goods and filter first. */
  readonly product?: Json;
  readonly cart?: Json;
  readonly event?: Json;
  /** Of a survey: by the names of its questions; those left open are not there. */
  readonly answer?: Json;
  readonly survey?: string;
}

/** Values that go by a name of their own. */
export interface Names {
  /** Of a fragment's, or a webhook's, parameters. */
  readonly arguments?: { readonly [name: string]: Value };
  /** Of names that steps gave. */
  readonly remembered?: { readonly [name: string]: Value };
}

/** All that an expression may look at. The host loads it; evaluation is a pure function of it. */
export interface Facts {
  /** The real (or virtual) clock: `now`, history, measures. */
  readonly now: Millis;
  /** IANA name: the contact's zone, else the journey's, else the project's, else `UTC`. */
  readonly zone: string;
  readonly contact: ContactFacts;
  /** `null` outside a run. */
  readonly entry: Occurrence | null;
  /** `order`, `product`, `event` of the innermost trigger or condition. */
  readonly occurrence: Occurrence | null;
  /** The same of those around it, from the inside outward. */
  readonly around?: readonly Occurrence[];
  /** The contact's events of a key, earliest first. */
  readonly history: (key: InputKey) => readonly PastEvent[];
  /** Names of the journeys in which the contact has a live run. */
  readonly journeys: Pick<ReadonlySet<string>, "has">;
  /** The run for which is asked; missing outside of runs. */
  readonly run?: string;
  /** The latest sending of each message in the run that left or may have left, by its name; missing outside of runs. */
  readonly sendings?: { readonly [message: string]: string };
  /** The mail of the run of which that is not known yet: whoever opens it proves that it left. */
  readonly underWay?: string | null;
  /** Parameters, and what the run remembers; none outside of runs and calls. */
  readonly names?: Names;
  /** Told of all that is read of these facts. */
  readonly witness?: Witness;
}
