import {
  ErrorCodes,
  type PrepareRenameParams,
  type Range,
  type RenameParams,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { declarationsOf, placesOf } from "../names/find.ts";
import { isQuoted } from "../names/target.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, nameAt } from "./at.ts";

/** The name that would be renamed, and where it stands. What the project does not declare keeps its name. */
export function prepareRename(
  snapshot: Snapshot,
  { position }: PrepareRenameParams,
): { readonly range: Range; readonly placeholder: string } | null {
  const found = nameAt(snapshot, position);
  if (found === undefined || declarationsOf(found.occurrence.target, snapshot.project.model).length === 0)
    return null;
  const { span, target } = found.occurrence;
  return { range: rangeOf(snapshot.file, span), placeholder: target.name };
}

/** Renames every place of the project, templates included. @throws {ResponseError} with the reason, where the new name cannot stand there */
export function rename(snapshot: Snapshot, params: RenameParams): WorkspaceEdit {
  const { project } = snapshot;
  const found = prepareRename(snapshot, params) && nameAt(snapshot, params.position);
  if (!found) throw refused("Here stands nothing that this project declares, and so nothing to rename.");
  const { target } = found.occurrence;
  const newText = isQuoted(target) ? insideQuotes(params.newName) : identifier(params.newName);
  const changes: Record<string, TextEdit[]> = {};
  for (const place of placesOf(target, project.model)) {
    for (const { uri, range } of locationOf(place, project)) {
      changes[uri] = [...(changes[uri] ?? []), { range, newText }];
    }
  }
  return { changes };
}

const refused = (reason: string): ResponseError<void> => new ResponseError(ErrorCodes.InvalidParams, reason);

function identifier(name: string): string {
  if (/^[\p{L}_][\p{L}\d_]*$/u.test(name)) return name;
  throw refused(`“${name}” cannot be a name: letters, digits and _ can, beginning with a letter.`);
}

function insideQuotes(name: string): string {
  if (name !== "" && !/[\r\n]/.test(name)) return name.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  throw refused("A name in quotes needs at least one letter, and stands on one line.");
}
