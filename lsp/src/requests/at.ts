import type { ModelFile } from "@trajet/compiler";
import type { Location, Position } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { occurrenceAt, type Place } from "../names/find.ts";
import type { Occurrence } from "../names/occurrence.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";

/** The checked file of a snapshot; `undefined` for a template or another file without a tree. */
export function modelFileOf({ project, file }: Snapshot): ModelFile | undefined {
  return file.path.endsWith(".journey")
    ? project.model.files.find(({ path }) => path === file.path)
    : undefined;
}

/** The name at a position, with its file. */
export function nameAt(
  snapshot: Snapshot,
  position: Position,
): { readonly file: ModelFile; readonly occurrence: Occurrence } | undefined {
  const file = modelFileOf(snapshot);
  if (file === undefined) return undefined;
  const occurrence = occurrenceAt(file, snapshot.file.document.offsetAt(position), snapshot.project.model);
  return occurrence && { file, occurrence };
}

export function locationOf({ path, span }: Place, project: ProjectSnapshot): Location[] {
  const source = project.files.get(path);
  return source === undefined ? [] : [{ uri: source.uri, range: rangeOf(source, span) }];
}
