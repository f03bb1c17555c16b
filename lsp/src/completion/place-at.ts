import type { Token } from "@trajet/grammar";
import { tokenIn } from "../names/region.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Place, Wanted } from "./place.ts";
import { wantedByString, wantedByWord } from "./wanted.ts";

/** As much of the text before the cursor as a sentence may span. */
const LOOK_BACK = 1000;

const WORD = /[\p{L}\p{Nd}_]*$/u;

export interface Found {
  readonly place: Place;
  readonly wanted: Wanted | undefined;
  /** The text before what is typed. */
  readonly before: string;
}

/** What is typed at an offset, and what the text before it asks for; `undefined` inside a comment. */
export function placeAt({ project, file }: Snapshot, offset: number): Found | undefined {
  const { model } = project;
  const modelFile = model.files.find(({ path }) => path === file.path);
  if (modelFile === undefined) return undefined;
  const { text } = modelFile;
  const token = tokenIn(modelFile, offset);
  if (token !== undefined && isInComment(token, offset)) return undefined;
  const inString = token !== undefined && isInString(token, offset);
  const begun = inString
    ? token.start + quotesOf(token)
    : offset - (WORD.exec(text.slice(Math.max(0, offset - LOOK_BACK), offset))?.[0].length ?? 0);
  const before = text.slice(Math.max(0, begun - LOOK_BACK), inString ? token.start : begun);
  const templates = [...project.files.keys()].filter((path) => path.endsWith(".hbs"));
  const typed = text.slice(begun, offset);
  const place: Place = { model, file: modelFile, offset, typed, inString, templates };
  return { place, before, wanted: inString ? wantedByString(before) : wantedByWord(before) };
}

/** A comment to the end of the line goes on there, a closed one does not. */
function isInComment({ kind, image, start, end }: Token, offset: number): boolean {
  if (kind !== "comment" && kind !== "doc-comment") return false;
  return start < offset && (offset < end || !image.endsWith("*/"));
}

function isInString(token: Token, offset: number): boolean {
  if (token.kind !== "string" || offset < token.start + quotesOf(token)) return false;
  return offset < token.end || !isClosed(token);
}

const quotesOf = ({ image }: Token): number => (image.startsWith('"""') ? 3 : 1);

const isClosed = (token: Token): boolean => token.image.length > quotesOf(token) && token.image.endsWith('"');
