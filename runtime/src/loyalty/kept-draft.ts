import type { CompiledProject } from "@trajet/compiler/program";
import { type Letter, readLetter } from "../imports/letter.ts";
import { type ReadMessage, readAsked } from "../imports/sending.ts";
import type { Raw, Reading } from "../imports/shapes/reading.ts";

/** What is sent to many: a message of the project, or a mail that somebody writes. */
export type Draft = { readonly message: string; readonly args: Raw } | { readonly letter: Letter };

/** As it is kept with its recipients. */
export interface KeptDraft {
  readonly message: string;
  readonly args: Raw;
}

/** No message of a project has a space in its name. */
const WRITTEN = "a letter";

export const keptOf = (draft: Draft): KeptDraft =>
  "letter" in draft ? { message: WRITTEN, args: { ...draft.letter } } : draft;

/** The message itself, by the project as it is now; a sentence where it does not fit any more. */
export function readKept(project: CompiledProject, { message, args }: KeptDraft): Reading<ReadMessage> {
  return message === WRITTEN
    ? readLetter(project, args as unknown as Letter)
    : readAsked(project, message, args);
}

/** By what people know it again. */
export function titleOf({ message, args }: KeptDraft): {
  readonly message: string | null;
  readonly subject: string | null;
} {
  return message === WRITTEN ? { message: null, subject: String(args.subject) } : { message, subject: null };
}
