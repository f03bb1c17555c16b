/**
 * The word that a text message is, in capitals: all of it, but for blanks and punctuation around it. `Stop!` is `STOP`,
 * `please stop` is no keyword of ours but `PLEASE STOP`.
 */
export function keywordOf(text: string): string {
  return text
    .replace(/^[\s\p{P}\p{Cf}]+|[\s\p{P}\p{Cf}]+$/gu, "")
    .replace(/\s+/g, " ")
    .toUpperCase();
}

/** What a word asks of the list, whatever the journeys make of it. */
export type OptOutWord = "stop" | "start" | "help";

/** The words that carriers and Twilio know. `YES` is not among those that start: it answers too many other questions. */
const WORDS: ReadonlyMap<string, OptOutWord> = new Map([
  ...[
    "STOP",
    "STOPALL",
    "STOP ALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "OPT OUT",
  ].map((word) => [word, "stop"] as const),
  ...["START", "UNSTOP"].map((word) => [word, "start"] as const),
  ...["HELP", "INFO"].map((word) => [word, "help"] as const),
]);

export const optOutWord = (text: string): OptOutWord | undefined => WORDS.get(keywordOf(text));
