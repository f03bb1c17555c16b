import type { Expression } from "@trajet/grammar";
import type { Formula } from "./formula.ts";
import type { Happened } from "./happened.ts";
import { type Domain, named, type Region } from "./region.ts";

/** One thing that a condition asks about, and that has one value at one moment: a field, a tag, how often it happened. */
export interface Variable {
  /** The same for what always has the same value. */
  readonly key: string;
  readonly domain: Domain;
  /** What its value hangs on: `contact.plan`, `tag vip`, `history`. When one of them changes, nothing is known of it. */
  readonly reads: readonly string[];
  /** Variables of one family hang together: what is known of one tells something of another. */
  readonly family: string;
  readonly link: Link;
}

export type Link =
  | { readonly kind: "none" }
  /** The value of something written. `exact`: the region's missing value is its own. */
  | { readonly kind: "value"; readonly of: Expression; readonly exact: boolean }
  /** Whether a reference has a value: `true` or `false`. */
  | { readonly kind: "presence" }
  /** Whether a text has a part: `true` or `false`. */
  | { readonly kind: "part"; readonly part: TextPart }
  /** How often something happened: never more often than a wider one. */
  | { readonly kind: "count"; readonly happened: Happened }
  /**
   * True or false, and what that means: to be in a segment is what the segment says. Who only has to know whether that
   * has to do with something else asks for the families that it speaks of.
   */
  | {
      readonly kind: "defined";
      readonly meaning: () => Formula | undefined;
      readonly families: () => readonly string[];
    };

export interface TextPart {
  readonly operator: "starts with" | "ends with" | "contains" | "matches" | "has element";
  readonly text: string;
  /** Whether a text passes it. */
  readonly passes: (text: string) => boolean;
}

/** The domain of what is true or false. */
export const YES_OR_NO: Domain = { kind: "names", optional: false, all: ["true", "false"] };
export const YES: Region = named(["true"], YES_OR_NO);
export const NO: Region = named(["false"], YES_OR_NO);

/** Something of which nothing is known but that it is true or false, and the same wherever it stands. */
export function opaque(key: string, reads: readonly string[]): Variable {
  return { key, domain: YES_OR_NO, reads, family: key, link: { kind: "none" } };
}
