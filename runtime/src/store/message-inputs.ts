import type { Millis } from "../engine/facts.ts";

/** What comes back of messages: texts, reports of providers, opens and clicks. */

/** A text message that somebody has sent. */
export interface TextInput {
  /** The provider's own. */
  readonly id: string;
  /** E.164. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** What the provider takes it for, where its list of words is longer than ours. */
  readonly optOut?: "stop" | "start" | "help";
  readonly at?: Millis;
}

export interface TextResult {
  /** How many contacts have the number. */
  readonly contacts: number;
  /** For how many of them it is new. */
  readonly written: number;
}

/** What a provider tells of a text message that it took. */
export interface DeliveryReport {
  /** Run, step and visit of the sending. */
  readonly effect: string;
  readonly providerRef: string;
  readonly status: "taken" | "delivered" | "undelivered" | "failed";
  readonly failure?: { readonly reason: string; readonly suppress?: "unsubscribed" | "cleaned" };
}

/** What a provider tells of a mail that it took: it came back, or its reader called it spam. */
export interface MailReport {
  /** The provider's own, with the provider before it. */
  readonly id: string;
  readonly kind: "hard bounce" | "soft bounce" | "complaint";
  readonly address: string;
  /** In the provider's words; empty for none. */
  readonly reason: string;
  /** Run, step and visit, where the provider gives our header back. */
  readonly sending?: string;
  readonly at?: Millis;
}

/** A mail was opened, or a link in it clicked. */
export type EngagementInput = {
  /** Run, step and visit. */
  readonly sending: string;
  /** It says of itself that no person did it. */
  readonly bot: boolean;
  readonly at?: Millis;
} & (
  | { readonly kind: "open" }
  | {
      readonly kind: "click";
      readonly target: string;
      /** How the message calls the link. */
      readonly links: readonly string[];
    }
);
