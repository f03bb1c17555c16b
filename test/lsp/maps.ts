import type { FlowGraph } from "@trajet/compiler";
import { flowOf, type MapChange } from "../../lsp/src/map/change.ts";
import { type MapAnswer, map } from "../../lsp/src/requests/map.ts";
import { mapChange } from "../../lsp/src/requests/map-change.ts";
import type { Snapshot } from "../../lsp/src/workspace/snapshot.ts";
import { apply } from "./apply.ts";

export const flowIn = ({ project }: Snapshot, journey: string): FlowGraph => {
  const found = project.model.symbols.journeys.get(journey);
  if (found === undefined) throw new Error(`no journey ${journey}`);
  return flowOf(project.model, found, []);
};

export const mapOf = (snapshot: Snapshot): MapAnswer => {
  const answer = map(snapshot, { textDocument: { uri: snapshot.file.uri } });
  if (answer === null) throw new Error("no map");
  return answer;
};

/** The text after a change, and the line to look at. */
export function textAfter(
  snapshot: Snapshot,
  change: MapChange,
): { readonly text: string; readonly line: string } {
  const { journey, version } = mapOf(snapshot);
  const textDocument = { uri: snapshot.file.uri };
  const answer = mapChange(snapshot, { textDocument, journey, version, change });
  if ("refused" in answer) throw new Error(answer.refused);
  const edits = answer.edit.changes?.[snapshot.file.uri] ?? [];
  const text = apply(snapshot.file.document.getText(), edits);
  return { text, line: text.split("\n")[answer.line]?.trim() ?? "" };
}

export const errorsIn = ({ project }: Snapshot): readonly string[] =>
  [...project.diagnostics.values()]
    .flat()
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message);
