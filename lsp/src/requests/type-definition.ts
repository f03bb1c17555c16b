import type { Location, TypeDefinitionParams } from "vscode-languageserver";
import { declarationsOf } from "../names/find.ts";
import type { Occurrence } from "../names/occurrence.ts";
import type { Target } from "../names/target.ts";
import { contextAt } from "../names/walk.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, modelFileOf, nameAt } from "./at.ts";

/** Where the type of the value under the cursor is declared: a record, an event, a survey, or the audience of a contact. */
export function typeDefinition(snapshot: Snapshot, { position }: TypeDefinitionParams): Location[] {
  const { project } = snapshot;
  const found = nameAt(snapshot, position);
  const target = found && typeTarget(found, snapshot, snapshot.file.document.offsetAt(position));
  if (target === undefined) return [];
  return declarationsOf(target, project.model).flatMap((place) => locationOf(place, project));
}

function typeTarget({ type, target }: Occurrence, snapshot: Snapshot, offset: number): Target | undefined {
  const { symbols } = snapshot.project.model;
  const name = type?.name ?? "";
  if (name === "contact") return audienceTarget(snapshot, offset);
  if (symbols.records.has(name)) return { kind: "declaration", of: "records", name };
  if (symbols.events.has(name)) return { kind: "declaration", of: "events", name };
  if (symbols.messages.has(name)) return { kind: "declaration", of: "messages", name };
  // The values of an enumeration stand in its field.
  return type?.type === "enum" && target.kind === "field" ? target : undefined;
}

function audienceTarget(snapshot: Snapshot, offset: number): Target | undefined {
  const { model } = snapshot.project;
  const file = modelFileOf(snapshot);
  const name = file && contextAt(file, offset, model)?.audience;
  return name === undefined ? undefined : { kind: "declaration", of: "audiences", name };
}
