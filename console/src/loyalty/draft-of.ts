import type { MessageView } from "../api/shapes.ts";
import type { LetterText } from "./letter-fields.tsx";
import type { Draft } from "./sending.ts";

/** What is to be sent, once all that it needs is said. */
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
  const given = chosen.parameters.map(
    ({ name, type }) => [name, argumentOf(args[name] ?? "", type)] as const,
  );
  const missing = chosen.parameters.some(({ name, optional }) => !optional && (args[name] ?? "") === "");
  return missing
    ? undefined
    : { kind, message: chosen.name, args: Object.fromEntries(given.filter(([, value]) => value !== null)) };
}

function argumentOf(text: string, type: string): unknown {
  if (text === "") return null;
  if (type === "number") return Number(text);
  return type === "boolean" ? text === "true" : text;
}
