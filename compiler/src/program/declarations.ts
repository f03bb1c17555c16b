import type { Expr } from "./expressions.ts";
import type { Partials } from "./messages.ts";
import type { ValueType } from "./values.ts";

/** A call to the outside. Secrets stay where they are: a program holds the names of environment variables. */
export interface WebhookProgram {
  readonly method: string;
  /** A Handlebars source. */
  readonly url: string;
  /** Of its url and headers. */
  readonly partials?: Partials;
  readonly headers: readonly ({ readonly name: string } & (
    | { readonly value: string; readonly env?: never }
    | { readonly env: string; readonly value?: never }
  ))[];
  /** The environment variable with the secret that signs the call. */
  readonly secret: { readonly env: string } | null;
  readonly parameters: Readonly<Record<string, ValueType>>;
  /** The body: its `argument`s are those of the call. */
  readonly send: Expr | null;
  /** The type of its answer, with the names under which its fields arrive. */
  readonly receive: ValueType | null;
  readonly ifUnknown: "skip" | "resend";
}

/** A further channel: where its messages go, and the webhook that takes them there. */
export interface ChannelProgram {
  readonly to: Expr;
  readonly through: string;
}

/** Single codes that are imported, or one code for all. */
export type CouponProgram = { readonly pool: true } | { readonly code: string };

/** A retargeting audience at an ad network. */
export interface CustomAudienceProgram {
  readonly network: string;
}

/** What a fragment is given when it is run. */
export interface FragmentProgram {
  readonly parameters: Readonly<Record<string, ValueType>>;
}
