import type { Expr, InputKey, Trigger } from "@trajet/compiler/program";
import { truth } from "../evaluate.ts";
import type { Facts, Millis } from "../facts.ts";
import type { Scope } from "../scope.ts";
import { dependsOnTime } from "../time/moving.ts";
import { nextFlip } from "../time/next-flip.ts";
import { type Abandonment, isAbandoned, nextAbandonment } from "./abandonment.ts";
import { isAbsent, nextAbsence } from "./absence.ts";

/** What is kept true of each contact of an audience: who is in a segment, who has not done something for a time, whose cart is left alone. */
export type About =
  | { readonly kind: "segment"; readonly name: string; readonly condition: Expr }
  /** `name` is that of `absenceName`. */
  | { readonly kind: "absence"; readonly name: string; readonly trigger: Trigger }
  | Abandonment
  /** A `does not … for` of the runs of an audience, `name`: there is nothing to be in, but an alarm. */
  | { readonly kind: "runs"; readonly name: string };

/** A condition that stands: it is asked again whenever its inputs change, and when time alone can change it. */
export interface Watch {
  readonly id: number;
  readonly about: About;
  readonly scope: Scope;
  /** Of contacts who have none. */
  readonly timezone: string;
  /** Keys of the events that can change it. */
  readonly inputs: ReadonlySet<InputKey>;
  /** Keys of the events that it looks at. */
  readonly reads: ReadonlySet<InputKey>;
  /** Whether the end or the beginning of a run can change it. */
  readonly asksOfJourneys: boolean;
  /** From then on it is kept. Who was in at that moment has not entered. */
  readonly since: Millis;
}

/** Where one contact stands. */
export interface Membership {
  in: boolean;
  /** When that last changed. */
  at: Millis;
  /** How often it changed: names the events of it. */
  changes: number;
}

/** Whether the condition holds of a contact. Throws as `evaluate` does. */
export function holds({ about, scope }: Watch, facts: Facts): boolean {
  switch (about.kind) {
    case "segment":
      return truth(about.condition, scope, facts);
    case "absence":
      return isAbsent(about.trigger, scope, facts);
    case "abandonment":
      return isAbandoned(about, scope, facts);
    case "runs":
      return false;
    default:
      return about satisfies never;
  }
}

/** The next moment at which time alone can change it. */
export function nextChange({ about, scope }: Watch, facts: Facts): Millis | null {
  switch (about.kind) {
    case "segment":
      return nextFlip(about.condition, scope, facts);
    case "absence":
      return nextAbsence(about.trigger, scope, facts);
    case "abandonment":
      return nextAbandonment(about, scope, facts);
    case "runs":
      return null;
    default:
      return about satisfies never;
  }
}

/** Whether time alone can ever change it. */
export function isOfTime({ about, scope }: Pick<Watch, "about" | "scope">): boolean {
  return about.kind !== "segment" || dependsOnTime(about.condition, scope);
}
