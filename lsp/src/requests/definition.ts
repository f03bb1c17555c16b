import { visitAll } from "@trajet/grammar";
import type { DefinitionParams, Location } from "vscode-languageserver";
import { declarationsOf } from "../names/find.ts";
import { templateNamesAt } from "../names/templates.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, modelFileOf, nameAt } from "./at.ts";
import { insideOf, pathsIn } from "./document-links.ts";
import { startOf } from "./implementation.ts";

/** Where the name under the cursor is declared; of a file that is named, its first line. */
export function definition(snapshot: Snapshot, { position }: DefinitionParams): Location[] {
  const { project, file } = snapshot;
  const offset = file.document.offsetAt(position);
  const named = pathAt(snapshot, offset) ?? partialAt(snapshot, offset);
  if (named !== undefined) return startOf(named, project);
  const found = nameAt(snapshot, position);
  if (found === undefined) return [];
  return declarationsOf(found.target, project.model).flatMap((place) => locationOf(place, project));
}

function pathAt(snapshot: Snapshot, offset: number): string | undefined {
  const tree = modelFileOf(snapshot)?.tree;
  const around = tree?.declarations.findLast(({ span }) => span.start <= offset);
  let path: string | undefined;
  if (around === undefined) return undefined;
  visitAll(around, (node) => {
    for (const literal of pathsIn(node)) {
      const { start, end } = insideOf(literal);
      if (start <= offset && offset <= end) path = literal.value;
    }
  });
  return path;
}

function partialAt({ file, project }: Snapshot, offset: number): string | undefined {
  const [found] = templateNamesAt(file.path, offset, project.model).map((each) => each.found);
  return found?.kind === "partial" ? found.leadsTo : undefined;
}
