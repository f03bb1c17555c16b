import type { DocumentHighlight, DocumentHighlightParams } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { placesOf } from "../names/find.ts";
import { DocumentHighlightKind } from "../protocol.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { nameAt } from "./at.ts";

/** The places of this file that name the same; the one that declares it is a write. */
export function documentHighlight(
  snapshot: Snapshot,
  { position }: DocumentHighlightParams,
): DocumentHighlight[] {
  const { project, file } = snapshot;
  const found = nameAt(snapshot, position);
  if (found === undefined) return [];
  return placesOf(found.target, project.model)
    .filter(({ path }) => path === file.path)
    .map(({ span, declares }) => ({
      range: rangeOf(file, span),
      kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
