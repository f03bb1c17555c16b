import { visitAll } from "@trajet/grammar";
import type { ImplementationParams, Location } from "vscode-languageserver";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { nameAt } from "./at.ts";
import { pathsIn } from "./document-links.ts";

/** The files that fill in what a name declares: the template of a message, the schema of an event or of a webhook's answer. */
export function implementation(snapshot: Snapshot, { position }: ImplementationParams): Location[] {
  const { project } = snapshot;
  const target = nameAt(snapshot, position)?.target;
  if (target?.kind !== "declaration") return [];
  const declaration = project.model.symbols[target.of].get(target.name);
  if (declaration === undefined) return [];
  const paths: string[] = [];
  visitAll(declaration, (node) => paths.push(...pathsIn(node).map(({ value }) => value)));
  return paths.flatMap((path) => startOf(path, project));
}

/** The first line of a file of the project. */
export function startOf(path: string, project: ProjectSnapshot): Location[] {
  const file = project.files.get(path);
  const start = { line: 0, character: 0 };
  return file === undefined ? [] : [{ uri: file.uri, range: { start, end: start } }];
}
