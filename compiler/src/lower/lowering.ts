import type { Expression, Reference } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { Type } from "../model/types.ts";
import type { Expr, Root } from "../program/types.ts";

/** What a program turns out to need, gathered while it is lowered: names, and the conditions of segments. */
export interface Uses {
  /** The audience's own fields that are read or written. */
  readonly fields: Set<string>;
  /** Own events whose payload is read. */
  readonly events: Set<string>;
  /** Surveys of whose answers the program speaks. */
  readonly answers: Set<string>;
  readonly messages: Set<string>;
  readonly channels: Set<string>;
  readonly webhooks: Set<string>;
  readonly coupons: Set<string>;
  readonly customAudiences: Set<string>;
  readonly fragments: Set<string>;
  /** Conditions of segments, by name. */
  readonly people: Map<string, Expr>;
  /** A period that depends on the first day of the week is asked for. */
  weeks: boolean;
}

/** What a trigger or a condition about the past gives its filter to speak of. */
export interface Happening {
  readonly names: ReadonlySet<Root>;
  /** The own event, or the survey, that it is about. */
  readonly event: string | undefined;
  readonly survey: string | undefined;
}

/** A parameter or a remembered name. */
export interface Named {
  readonly root: "argument" | "remembered";
  /** Its name in the program: behind the call path of its fragment. */
  readonly key: string;
  /** Its type; of a name that several steps give, the type of each. */
  readonly types: readonly Type[];
}

/** Where an expression stands, and what it leaves behind. */
export interface Lowering {
  readonly model: Model;
  readonly audience: string;
  readonly uses: Uses;
  /** The triggers and conditions around, innermost first. */
  readonly happenings: readonly Happening[];
  /** What may have started the run. */
  readonly entry: { readonly events: readonly string[]; readonly surveys: readonly string[] };
  /** Parameters, and the names that steps before have given: filled as steps are lowered, in the order of the text. */
  readonly names: Map<string, Named>;
  /** Inside a run, opens and clicks speak of its latest sending. */
  readonly inRun: boolean;
  /** Lowers an expression in the same place: passed along, as expressions hold triggers and triggers expressions. */
  readonly expression: (expression: Expression, place: Lowering) => Expr;
}

/** A place outside any run: a segment, a loyalty query, a channel, a webhook. */
export function outsidePlace(given: Pick<Lowering, "model" | "audience" | "uses" | "expression">): Lowering {
  const { model, audience, uses, expression } = given;
  const entry = { events: [], surveys: [] };
  return { model, audience, uses, expression, happenings: [], entry, names: new Map(), inRun: false };
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
  return {
    fields: new Set(),
    events: new Set(),
    answers: new Set(),
    messages: new Set(),
    channels: new Set(),
    webhooks: new Set(),
    coupons: new Set(),
    customAudiences: new Set(),
    fragments: new Set(),
    people: new Map(),
    weeks: false,
  };
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
