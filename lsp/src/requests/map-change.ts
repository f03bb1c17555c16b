import type { TextDocumentIdentifier, WorkspaceEdit } from "vscode-languageserver";
import { applied, tidied } from "../actions/tidy.ts";
import { changed, flowOf, type MapChange } from "../map/change.ts";
import { RequestType } from "../protocol.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { changesOf } from "./code-actions.ts";
import { journeyIn } from "./execute-command.ts";

/** Asks for the text edits of a change that was made on the map of a version. */
export interface MapChangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly journey: string;
  readonly version: number;
  readonly expand?: readonly string[];
  readonly change: MapChange;
}

export type MapChangeAnswer =
  | {
      readonly edit: WorkspaceEdit;
      /** The file and the line, from 0, that are to be looked at afterwards. */
      readonly uri: string;
      readonly line: number;
    }
  | { readonly refused: string };

export const MAP_CHANGE = new RequestType<MapChangeParams, MapChangeAnswer | null, void>("trajet/mapChange");

/** The change as text edits, in the canonical form where the journey was in it. */
export function mapChange(snapshot: Snapshot, params: MapChangeParams): MapChangeAnswer {
  const { project, file } = snapshot;
  if (file.document.version !== params.version)
    return { refused: "The text has changed since the map was drawn: try again." };
  const journey = journeyIn(project, file.path, params);
  const flow = flowOf(project.model, journey, params.expand ?? []);
  const change = changed(project.model, flow, params.change);
  if ("refused" in change) return change;
  const edits = tidied(change.edits, project);
  const target = project.files.get(edits[0]?.file ?? "") ?? file;
  return {
    edit: { changes: changesOf(project, edits) },
    uri: target.uri,
    line: lineOf(target.path, edits, change.shows, project),
  };
}

/** The line on which some words stand after the edits, at or behind their beginning. */
function lineOf(
  path: string,
  edits: ReturnType<typeof tidied>,
  words: string,
  project: ProjectSnapshot,
): number {
  const before = project.files.get(path)?.document.getText() ?? "";
  const own = edits.filter(({ file }) => file === path);
  const begin = Math.min(...own.map(({ span }) => span.start), before.length);
  const after = applied(before, own);
  // What is alike at both ends is no part of an edit: the words may begin before it.
  const found = after.indexOf(words, Math.max(0, begin - words.length));
  return after.slice(0, found < 0 ? begin : found).split("\n").length - 1;
}
