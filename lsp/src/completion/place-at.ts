import type { Snapshot } from "../workspace/snapshot.ts";
import type { Place, Wanted } from "./place.ts";
import { wantedByString, wantedByWord } from "./wanted.ts";

/** As much of the text before the cursor as a sentence may span. */
const LOOK_BACK = 1000;

const WORD = /[\p{L}\p{Nd}_]*$/u;

export interface Found {
  readonly place: Place;
  readonly wanted: Wanted | undefined;
}

/** What is typed at an offset, and what the text before it asks for; `undefined` inside a comment. */
export function placeAt({ project, file }: Snapshot, offset: number): Found | undefined {
  const { model } = project;
  const modelFile = model.files.find(({ path }) => path === file.path);
  if (modelFile === undefined) return undefined;
  const before = modelFile.text.slice(Math.max(0, offset - LOOK_BACK), offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const state = stateOf(line);
  if (state === "comment") return undefined;
  const quote = state === "string" ? before.lastIndexOf('"') : -1;
  const typed = quote < 0 ? (WORD.exec(before)?.[0] ?? "") : before.slice(quote + 1);
  const place: Place = { model, file: modelFile, offset, typed, inString: quote >= 0 };
  return {
    place,
    wanted:
      quote < 0
        ? wantedByWord(before.slice(0, before.length - typed.length))
        : wantedByString(before.slice(0, quote)),
  };
}

/** Whether a line has been left inside a string or a comment. A text block is not told from what is around it. */
function stateOf(line: string): "string" | "comment" | "code" {
  const rest = line.replace(/"(?:[^"\\]|\\.)*"/g, "");
  const slashes = rest.indexOf("//");
  const quote = rest.indexOf('"');
  if (slashes >= 0 && (quote < 0 || slashes < quote)) return "comment";
  return quote >= 0 ? "string" : "code";
}
