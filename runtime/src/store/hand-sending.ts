import type { Json } from "../engine/facts.ts";

/** One message to one contact, by hand. */
export interface HandSending {
  /** A contact's id or e-mail address. */
  readonly contact: string;
  /** The message's arguments as they arrive, read by its parameters. */
  readonly args: { readonly [name: string]: Json };
  /** What the sender calls it: the same again sends nothing. */
  readonly id: string;
  /** Whether it is only asked what would become of it. */
  readonly dryRun: boolean;
  /** Whether only who still has this very id gets it: whoever was merged into another is `merged`. */
  readonly exactly?: boolean;
}

export type HandResult =
  | { readonly sent: { readonly contact: string; readonly id: string; readonly repeated: boolean } }
  | { readonly refused: string; readonly merged?: true };
