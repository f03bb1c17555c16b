import type { Location, ReferenceParams } from "vscode-languageserver";
import { occurrencesOf } from "../names/find.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, nameAt } from "./at.ts";

/** Every place of the journeys that names the same; templates are not looked through. */
export function references(snapshot: Snapshot, { position, context }: ReferenceParams): Location[] {
  const { project } = snapshot;
  const found = nameAt(snapshot, position);
  if (found === undefined) return [];
  return occurrencesOf(found.occurrence.target, project.model)
    .filter(({ occurrence }) => context.includeDeclaration || !occurrence.declares)
    .flatMap((place) => locationOf(place, project));
}
