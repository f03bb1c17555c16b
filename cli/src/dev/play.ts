import { UsageError } from "../usage-error.ts";
import { type Document, documentsIn, isDocument } from "./ndjson.ts";
import { REPLIES, type ReplyLine, readReply } from "./reply-line.ts";

/** What a line of a play brings to the doors. */
export interface DoorLine {
  /** When it happens, on the clock of the play. Milliseconds since 1970. */
  readonly at: number;
  readonly kind: "contact" | "order" | "cart" | "stock" | "event" | "text";
  readonly body: Document;
}

export type PlayLine = DoorLine | ReplyLine;

/** What happens in an example after it has been started: `data/live.ndjson`, as its README tells. */
export interface Play {
  /** Where the clock begins. */
  readonly day0: number;
  /** By their moments. */
  readonly lines: readonly PlayLine[];
}

const DAY = 86_400_000;
const TO_DOORS: readonly DoorLine["kind"][] = ["contact", "order", "cart", "stock", "event", "text"];
const KINDS: readonly PlayLine["kind"][] = [...TO_DOORS, ...REPLIES];

/**
 * Reads a play.
 *
 * @param file its name, for messages
 * @throws UsageError with the line that cannot be read
 */
export function parsePlay(text: string, file: string): Play {
  const [head, ...rest] = documentsIn(text, file);
  const day0 = Date.parse(String(head?.document.day0));
  if (Number.isNaN(day0)) {
    throw new UsageError(`${file} begins with when day 0 is, as { "day0": "2026-11-23T07:00:00Z" }.`);
  }
  const lines = rest.map(({ where, document }) => lineOf(document, day0, where));
  return { day0, lines: lines.toSorted((a, b) => a.at - b.at) };
}

function lineOf(document: Document, day0: number, where: string): PlayLine {
  const { day, ...rest } = document;
  const [kind, ...more] = KINDS.filter((name) => name in rest);
  const body = kind === undefined ? undefined : rest[kind];
  if (typeof day !== "number" || day < 0 || kind === undefined || more.length > 0 || !isDocument(body)) {
    throw new UsageError(
      `${where} must say the day and one of ${KINDS.join(", ")}, as { "day": 0.5, "contact": { … } }.`,
    );
  }
  const at = day0 + Math.round(day * DAY);
  const reply = REPLIES.find((one) => one === kind);
  if (reply !== undefined) return readReply(reply, body, at, where);
  return { at, kind: kind as DoorLine["kind"], body };
}

export const isReply = (line: PlayLine): line is ReplyLine => !("body" in line);
