import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../model/model.ts";
import type { CompiledJourney, CompiledProject, LoyaltyProgram } from "../program/types.ts";
import { compileAudiences, compileEvents, compileStores } from "./audiences.ts";
import { compileJourney } from "./journey.ts";
import { compileLoyalty } from "./loyalty.ts";
import { soundDeclarations } from "./sound.ts";

/**
 * Compiles a checked project to all that a runtime needs of it. A journey or loyalty query with an error in it, or in
 * something that it names, is left out; `diagnostics` are those of the check. Order: by name.
 */
export function compileProject(model: Model, diagnostics: readonly Diagnostic[]): CompiledProject {
  const isSound = soundDeclarations(model, diagnostics);
  const journeys: CompiledJourney[] = [...model.symbols.journeys.values()]
    .filter(isSound)
    .map((journey) => compileJourney(model, journey));
  const loyalty: LoyaltyProgram[] = [...model.symbols.people.values()]
    .filter((people) => people.kind === "Loyalty")
    .filter(isSound)
    .map((query) => compileLoyalty(model, query));
  return {
    name: model.config.name,
    timezone: model.config.timezone,
    journeys: journeys.toSorted((one, other) => byName(one.program.journey, other.program.journey)),
    loyalty: loyalty.toSorted((one, other) => byName(one.name, other.name)),
    audiences: compileAudiences(model),
    stores: compileStores(model),
    events: compileEvents(model),
  };
}

function byName(one: string, other: string): number {
  return one < other ? -1 : 1;
}
