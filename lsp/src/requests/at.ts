import type { ModelFile } from "@trajet/compiler";
import type { Location, Position } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { occurrenceAt, type Place } from "../names/find.ts";
import type { Occurrence } from "../names/occurrence.ts";
import { schemaFieldsAt } from "../names/schemas.ts";
import { templateNamesAt } from "../names/templates.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";

/** The checked file of a snapshot; `undefined` for a template or another file without a tree. */
export function modelFileOf({ project, file }: Snapshot): ModelFile | undefined {
  return file.path.endsWith(".journey")
    ? project.model.files.find(({ path }) => path === file.path)
    : undefined;
}

/** The name at a position of a journey, a template or a schema. */
export function nameAt({ project, file }: Snapshot, position: Position): Occurrence | undefined {
  const { model } = project;
  const offset = file.document.offsetAt(position);
  const modelFile = modelFileOf({ project, file });
  if (modelFile !== undefined) return occurrenceAt(modelFile, offset, model);
  if (!file.path.endsWith(".json")) return templateNamesAt(file.path, offset, model).at(0);
  return schemaFieldsAt(file.path, offset, model).at(0);
}

export function locationOf({ path, span }: Place, project: ProjectSnapshot): Location[] {
  const source = project.files.get(path);
  return source === undefined ? [] : [{ uri: source.uri, range: rangeOf(source, span) }];
}
