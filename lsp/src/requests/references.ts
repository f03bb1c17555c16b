import type { Location, ReferenceParams } from "vscode-languageserver";
import { placesOf } from "../names/find.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, nameAt } from "./at.ts";

/** Every place of the project that names the same. */
export function references(snapshot: Snapshot, { position, context }: ReferenceParams): Location[] {
  const { project } = snapshot;
  const found = nameAt(snapshot, position);
  if (found === undefined) return [];
  return placesOf(found.target, project.model)
    .filter(({ declares }) => context.includeDeclaration || !declares)
    .flatMap((place) => locationOf(place, project));
}
