import type { Json } from "../engine/facts.ts";

/**
 * What came of handing one outside effect to its provider. Whoever asks has stored the intent before and stores
 * this after, so each kind says exactly what is known.
 */
export type Delivery =
  /**
   * The provider took it. `providerRef` is its own name for it, for its callbacks and its support; `answer` is what a
   * webhook answered.
   */
  | { readonly kind: "done"; readonly providerRef: string; readonly answer?: Json }
  /** The provider answered no. Permanent: the same request would be answered no again. */
  | {
      readonly kind: "refused";
      readonly reason: string;
      readonly permanent: boolean;
      /** Milliseconds that the provider asks to wait before it is asked again. */
      readonly retryAfterMs?: number;
      /** What it says of the address, for later messages: the person is off the list, or it takes no messages. */
      readonly suppress?: "unsubscribed" | "cleaned";
    }
  /** It is known not to have left: trying again sends it once. */
  | { readonly kind: "not-sent"; readonly reason: string; readonly retryAfterMs?: number }
  /** It may or may not have arrived: trying again may send it twice. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface DeliverOptions {
  /** Milliseconds after which the call has ended whatever happens; leases on the effect outlast it. */
  readonly timeoutMs: number;
  /** Ends the call before its time. */
  readonly signal?: AbortSignal;
}

/** A way to the outside. `deliver` never throws for what the provider or the network does. */
export interface Channel<Request> {
  deliver(request: Request, options: DeliverOptions): Promise<Delivery>;
  /** Lets go of connections; deliveries under way finish. */
  close(): Promise<void>;
}
