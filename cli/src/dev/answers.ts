import { UsageError } from "../usage-error.ts";
import { type Document, documentsIn, isDocument } from "./ndjson.ts";

/** What a webhook's stand-in answers: a line of `data/answers.ndjson`. */
export interface StandInAnswer {
  readonly webhook: string;
  /** Whose calls are answered so; everybody's that no other line names, if not given. */
  readonly contact?: string;
  /** Of HTTP. */
  readonly status: number;
  /** In wire form; what its declaration asks for and is not there is made up. */
  readonly answer: Document;
}

const KNOWN = ["webhook", "contact", "answer", "status"];

/**
 * Reads what the stand-ins of webhooks answer: one JSON object a line.
 *
 * @param webhooks those of the project
 * @throws UsageError with the line that cannot be read, or names no webhook
 */
export function parseAnswers(
  text: string,
  file: string,
  webhooks: ReadonlySet<string>,
): readonly StandInAnswer[] {
  return documentsIn(text, file).map(({ where, document }) => answerIn(document, where, webhooks));
}

function answerIn(document: Document, where: string, webhooks: ReadonlySet<string>): StandInAnswer {
  const { webhook, contact, answer = {}, status = 200 } = document;
  const isRead =
    typeof webhook === "string" &&
    (contact === undefined || typeof contact === "string") &&
    isDocument(answer) &&
    isStatus(status) &&
    Object.keys(document).every((name) => KNOWN.includes(name));
  if (!isRead)
    throw new UsageError(
      `${where} must name the webhook and what it answers, as { "webhook": "Score", "contact": "ada", "answer": { … } } or with "status": 503.`,
    );
  if (!webhooks.has(webhook))
    throw new UsageError(`${where} answers ${webhook}, which is no webhook that a journey calls.`);
  return { webhook, ...(contact !== undefined && { contact }), status, answer };
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;
}

/** What a call of a contact is answered: its own line, else the one of everybody; `undefined` where there is none. */
export function answerFor(
  answers: readonly StandInAnswer[],
  webhook: string,
  contact: string,
): StandInAnswer | undefined {
  const fitting = answers.filter((one) => one.webhook === webhook);
  return fitting.find((one) => one.contact === contact) ?? fitting.find((one) => one.contact === undefined);
}
