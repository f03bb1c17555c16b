import type { Json } from "../engine/facts.ts";
import type { SimulatedEntry } from "../simulator/virtual-host.ts";

/** Whether what a line expects is so, whatever `not` makes of it. */
export interface Verdict {
  readonly holds: boolean;
  /** What is so instead, in a sentence or two. */
  readonly actual: string;
  /** A hint for the author. */
  readonly hint?: string;
  /** The line of the journal that decided it. */
  readonly decided?: SimulatedEntry | undefined;
  /** Values that tell the rest. */
  readonly saw?: { readonly [name: string]: Json };
}
