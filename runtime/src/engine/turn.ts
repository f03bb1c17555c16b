import type { StepId } from "@trajet/compiler/program";
import type { SlotWish } from "./pace.ts";

/**
 * Where a walk stopped: the run ended, waits for a moment or an event, has an effect to be performed, asks for a code from a
 * pool (`Draft.codes`), stands before what this attempt has no time left for, or before a sending that needs a slot of its
 * provider.
 */
export type Rest = "ended" | "waiting" | "effect" | "code" | "out of time" | SlotWish;

/** What a step came to: on to the next one, or a rest. */
export type Turn = { readonly to: StepId | null } | { readonly rest: Rest };
