import type { Expression, Reference } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { Type } from "../model/types.ts";
import type { Expr } from "../program/types.ts";

/** What a program turns out to need, gathered while it is lowered. */
export interface Uses {
  /** The audience's own fields that are read or written. */
  readonly fields: Set<string>;
  /** Own events whose payload is read. */
  readonly events: Set<string>;
  readonly messages: Set<string>;
  /** Conditions of segments, by name. */
  readonly people: Map<string, Expr>;
  /** A period that depends on the first day of the week is asked for. */
  weeks: boolean;
}

/** Where an expression stands, and what it leaves behind. */
export interface Lowering {
  readonly model: Model;
  readonly audience: string;
  readonly uses: Uses;
  /** The own event of which the innermost trigger or condition speaks. */
  readonly event: string | undefined;
  /** The own events that may have started the run. */
  readonly entryEvents: readonly string[];
  /** Lowers an expression in the same place: passed along, as expressions hold triggers and triggers expressions. */
  readonly expression: (expression: Expression, place: Lowering) => Expr;
}

/** The tree says something that the checks should have refused: a mistake of ours, never of the author's. */
export class LoweringError extends Error {
  override readonly name = "LoweringError";
}

/** What must be there, as the checks have seen to it. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new LoweringError(`${what} is missing in a journey without errors`);
  return value;
}

/** Nothing used yet. */
export function noUses(): Uses {
  return { fields: new Set(), events: new Set(), messages: new Set(), people: new Map(), weeks: false };
}

/** The path of a reference in texts. */
export function pathOf(reference: Reference): readonly string[] {
  return reference.path.map((name) => name.text);
}

/** The own fields of an audience, by name. */
export function ownField(place: Lowering, name: string): Type | undefined {
  const own = place.model.symbols.audiences
    .get(place.audience)
    ?.items.some((item) => item.kind === "Field" && item.name?.text === name);
  return own ? place.model.types.contact(place.audience).fields?.[name] : undefined;
}
