import type { MessageView } from "../api/shapes.ts";
import type { Draft } from "./sending.ts";

/** A mail as it is written. */
export interface LetterText {
  readonly coupon: string;
  readonly subject: string;
  readonly text: string;
}

/** What is to be sent, once all that it needs is said. Arguments go as they were written: the doors read them by their types. */
export function draftOf(
  kind: Draft["kind"],
  chosen: MessageView | undefined,
  args: Readonly<Record<string, string>>,
  { subject, text, coupon }: LetterText,
): Draft | undefined {
  if (kind === "letter") {
    if (subject.trim() === "" || text.trim() === "") return undefined;
    return { kind, subject, text, ...(coupon !== "" && { coupon }) };
  }
  if (chosen === undefined) return undefined;
  const said = chosen.parameters.flatMap(({ name }) => {
    const text = args[name] ?? "";
    return text === "" ? [] : [[name, text] as const];
  });
  const given = Object.fromEntries(said);
  const isMissing = chosen.parameters.some(({ name, optional }) => !optional && !(name in given));
  return isMissing ? undefined : { kind, message: chosen.name, args: given };
}
