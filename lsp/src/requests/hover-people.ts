import type { Hover, HoverParams } from "vscode-languageserver";
import type { Live } from "../live/live.ts";
import { segmentInWords } from "../live/words.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { nameAt } from "./at.ts";
import { hover } from "./hover.ts";

/** A hover, and of a segment how many are in it where the project runs. */
export async function hoverWithPeople(
  snapshot: Snapshot,
  params: HoverParams,
  live: Live,
): Promise<Hover | null> {
  const shown = hover(snapshot, params);
  const target = nameAt(snapshot, params.position)?.target;
  if (shown === null || target?.kind !== "declaration" || target.of !== "people") return shown;
  const { project } = snapshot;
  if (project.model.symbols.people.get(target.name)?.kind !== "Segment") return shown;
  const people = await live.segment(project.key, target.name);
  if (people === undefined) return shown;
  return {
    ...shown,
    contents: { ...shown.contents, value: `${shown.contents.value}\n\n${segmentInWords(people)}` },
  };
}
