import type { LinkedEditingRangeParams, LinkedEditingRanges } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { placesOf } from "../names/find.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { nameAt } from "./at.ts";
import { blockNamesAt } from "./template-blocks.ts";

/** What a name looks like while it is typed. */
const WORD = "[\\p{L}_][\\p{L}\\d_]*";

/**
 * The places that change together as one types: a label, a remembered name or a parameter of a fragment with all its uses,
 * and the two ends of a block of a template. What other files name as well is renamed instead.
 */
export function linkedEditing(
  snapshot: Snapshot,
  { position }: LinkedEditingRangeParams,
): LinkedEditingRanges | null {
  const { file, project } = snapshot;
  const offset = file.document.offsetAt(position);
  const block = blockNamesAt(file.document.getText(), offset);
  if (block !== undefined && !file.path.endsWith(".journey"))
    return { ranges: block.map((span) => rangeOf(file, span)), wordPattern: "[\\w]*" };
  const target = nameAt(snapshot, position)?.target;
  if (target === undefined || !isInner(target.kind)) return null;
  const places = placesOf(target, project.model);
  if (places.length < 2 || places.some(({ path }) => path !== file.path)) return null;
  return { ranges: places.map(({ span }) => rangeOf(file, span)), wordPattern: WORD };
}

const isInner = (kind: string): boolean =>
  kind === "local" || kind === "step" || kind === "parameter" || kind === "person";
