import type { DefinitionParams, Location } from "vscode-languageserver";
import { declarationsOf } from "../names/find.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, nameAt } from "./at.ts";

/** Where the name under the cursor is declared. */
export function definition(snapshot: Snapshot, { position }: DefinitionParams): Location[] {
  const { project } = snapshot;
  const found = nameAt(snapshot, position);
  if (found === undefined) return [];
  return declarationsOf(found.occurrence.target, project.model).flatMap((place) =>
    locationOf(place, project),
  );
}
