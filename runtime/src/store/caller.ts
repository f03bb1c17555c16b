import type { Json } from "../engine/facts.ts";
import type { EffectRequest, RequestKind } from "../engine/request.ts";

/** What a call to the outside came to, in the terms of the channels. */
export type CallOutcome =
  /** `answer` is what a webhook answered, as its declaration says, in wire form. */
  | { readonly kind: "done"; readonly providerRef: string; readonly answer?: Json }
  /** `retryAfterMs` is the pause that the other side asks for. */
  | {
      readonly kind: "refused";
      readonly reason: string;
      readonly permanent: boolean;
      readonly retryAfterMs?: number;
      /** What the refusal says of the receiver's address, for later messages of the channel. */
      readonly suppress?: "unsubscribed" | "cleaned";
    }
  /** Known not to have left. */
  | { readonly kind: "not-sent"; readonly reason: string; readonly retryAfterMs?: number }
  /** It may have left: the answer never came. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * Hard time limit of one call. Mail servers may think for some seconds about a message that they have; the driver's local
 * attempt lasts a little longer.
 */
export const CALL_LIMIT_MS = 10_000;

/** Performs requests of one kind. */
export interface Caller<Request> {
  /** Hard time limit of one call, in milliseconds. */
  readonly limitMs: number;
  /** @param effectKey run, step and visit: the same on each attempt */
  readonly call: (request: Request, effectKey: string) => Promise<CallOutcome>;
}

/** The store's only ways out, by the kind of request. */
export type Callers = { readonly [K in RequestKind]: Caller<Extract<EffectRequest, { kind: K }>> };

/** Hands a request to the caller of its kind. */
export function callOut(callers: Callers, request: EffectRequest, effectKey: string): Promise<CallOutcome> {
  switch (request.kind) {
    case "email":
      return callers.email.call(request, effectKey);
    case "message":
      return callers.message.call(request, effectKey);
    case "webhook":
      return callers.webhook.call(request, effectKey);
    case "sms":
      return callers.sms.call(request, effectKey);
    case "audience":
      return callers.audience.call(request, effectKey);
    default:
      return request satisfies never;
  }
}
