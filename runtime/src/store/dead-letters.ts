import { createHash } from "node:crypto";
import { canonicalJson } from "@trajet/compiler/program/canonical";
import { sql } from "kysely";
import type { Json, Millis } from "../engine/facts.ts";
import { isJsonList } from "../engine/wire.ts";
import type { Database } from "./database.ts";
import { stamp } from "./wire-types.ts";

/** What came in, and why it was not taken. */
export interface LetterInput {
  /** Of what it was to be: `events`, `orders`. */
  readonly kind: string;
  /** As it came. */
  readonly body: Json;
  readonly reason: string;
}

export interface DeadLetter extends LetterInput {
  readonly id: number;
  /** How often it was sent or replayed. */
  readonly tries: number;
  readonly receivedAt: Millis;
}

/** A sender that is wrong altogether must not fill the disk: the answer to each request says what is wrong all the same. */
const MOST_LETTERS = 100_000;

/** Keeps what did not fit. The same again is the same letter, with the latest reason. */
export async function keepLetter(
  db: Database,
  { kind, body, reason }: LetterInput,
  now: Millis,
): Promise<void> {
  const text = canonicalJson(storable(body));
  const hash = createHash("sha256").update(text).digest("hex");
  await sql`
    insert into dead_letter (kind, hash, body, reason, received_at, tried_at)
    select ${kind}, ${hash}, ${text}::jsonb, ${reason}, ${stamp(now)}::timestamptz, ${stamp(now)}::timestamptz
    where (select count(*) from dead_letter) < ${MOST_LETTERS}
    on conflict (kind, hash) do update
      set reason = excluded.reason, tries = dead_letter.tries + 1, tried_at = excluded.tried_at
  `.execute(db);
}

/** A database holds no zero character and no half of a surrogate pair: in their place stands U+FFFD. */
function storable(value: Json): Json {
  if (typeof value === "string") return value.toWellFormed().replaceAll("\0", "\uFFFD");
  if (typeof value !== "object" || value === null) return value;
  if (isJsonList(value)) return value.map(storable);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [String(storable(name)), storable(member)]),
  );
}

/** The earliest first, behind one, so that many are read in parts. */
export async function listLetters(db: Database, after: number, limit: number): Promise<DeadLetter[]> {
  const rows = await db
    .selectFrom("dead_letter")
    .select(["id", "kind", "body", "reason", "tries", "received_at as receivedAt"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** Notes that letters still do not fit, with the reasons of today. */
export async function refuseLetters(
  db: Database,
  refused: readonly { readonly id: number; readonly reason: string }[],
  now: Millis,
): Promise<void> {
  if (refused.length === 0) return;
  await sql`
    update dead_letter set reason = one.reason, tries = tries + 1, tried_at = ${stamp(now)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(storable(refused))}::jsonb) as one (id bigint, reason text)
    where dead_letter.id = one.id
  `.execute(db);
}

/** Takes letters away, taken in after all or discarded, and answers how many of them were there. */
export async function buryLetters(db: Database, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { numDeletedRows } = await db.deleteFrom("dead_letter").where("id", "in", ids).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Letters that can never fit, and why nobody needs them. */
export interface Discarding {
  readonly ids: readonly number[];
  readonly because: string;
}

/** Letters of one call, and characters of a reason. */
export const DISCARDED_AT_ONCE = 1_000;
export const LONGEST_REASON = 200;

const NAMED = 10;

/** What the audit log says of it: the letters by number, and the reason. */
export function discardedLetters({ ids, because }: Discarding): string {
  const others = ids.length - NAMED;
  return `${ids.slice(0, NAMED).join(", ")}${others > 0 ? ` and ${others} more` : ""}: ${because}`;
}
