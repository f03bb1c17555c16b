import { UsageError } from "../usage-error.ts";
import { type Document, isDocument } from "./ndjson.ts";

/** What somebody in a play does with the latest message of a name that they got. */
export type ReplyLine = {
  /** When it happens, on the clock of the play. Milliseconds since 1970. */
  readonly at: number;
  readonly contact: string;
  readonly message: string;
} & (
  | { readonly kind: "open" }
  | { readonly kind: "click"; readonly link: string }
  /** By the names of the questions, as they stand in a form. */
  | { readonly kind: "answer"; readonly answers: Readonly<Record<string, string>> }
);

const SHAPES = {
  open: '{ "contact": "ada", "message": "Hello" }',
  click: '{ "contact": "ada", "message": "Hello", "link": "shop" }',
  answer: '{ "contact": "ada", "message": "Review", "answers": { "score": 9 } }',
} as const satisfies Readonly<Record<ReplyLine["kind"], string>>;

export const REPLIES = Object.keys(SHAPES) as readonly ReplyLine["kind"][];

/** @throws UsageError for a reply that is not whole */
export function readReply(kind: ReplyLine["kind"], body: Document, at: number, where: string): ReplyLine {
  const { contact, message, link, answers } = body;
  if (typeof contact === "string" && typeof message === "string") {
    const to = { at, contact, message };
    if (kind === "open") return { ...to, kind };
    if (kind === "click" && typeof link === "string") return { ...to, kind, link };
    if (kind === "answer" && isDocument(answers)) return { ...to, kind, answers: fieldsOf(answers) };
  }
  throw new UsageError(`${where} must say who and to what, as "${kind}": ${SHAPES[kind]}.`);
}

const fieldsOf = (answers: Document): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([question, value]) => [question, String(value)]));
