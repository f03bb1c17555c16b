import type { InputKey } from "@trajet/compiler/program";
import type { Kysely } from "kysely";
import { type Draft, putInOrder } from "../engine/draft.ts";
import type { Json, PastEvent } from "../engine/facts.ts";
import { FAMILIES, keysOf, SENDINGS, sendingKey } from "../engine/families.ts";
import { sendingOf } from "../engine/sending-name.ts";
import type { ProgramShelf } from "./programs.ts";
import type { Schema } from "./schema.ts";

/** Keys of a contact's past events. */
interface HistoryKeys {
  readonly history: readonly InputKey[];
  /** Of these, the events of all their kinds. */
  readonly families: readonly InputKey[];
}

/** Events as `trajet_load` gives them, in no order. */
export interface HistoryRows {
  readonly history: readonly EventRow[] | null;
  readonly families: readonly EventRow[] | null;
}
interface EventRow {
  readonly id: string;
  readonly seq: number;
  readonly key: InputKey;
  readonly at: string;
  readonly received_at: string;
  readonly body: Record<string, Json>;
}

/**
 * What a contact's programs will want of its history is known when they are: after the contact has been read. So what this
 * process has seen wanted is read along with the contact.
 */
export function expectedHistory(shelf: ProgramShelf): HistoryKeys {
  return split([...shelf.reads, ...shelf.watches.reads]);
}

function split(keys: Iterable<InputKey>): HistoryKeys {
  const events = [...new Set(keys)].filter((key) => !key.startsWith(SENDINGS));
  return {
    history: events.filter((key) => !FAMILIES.has(key)),
    families: events.filter((key) => FAMILIES.has(key)),
  };
}

/**
 * The history that a contact's programs read: what was read along with it, and what nobody expected.
 *
 * @param needed keys; only what stands under them is answered, whatever else was read
 */
export async function completeHistory(
  db: Kysely<Schema>,
  contactId: string,
  needed: ReadonlySet<InputKey>,
  expected: HistoryKeys,
  rows: HistoryRows,
): Promise<Map<InputKey, PastEvent[]>> {
  const known = new Set([...expected.history, ...expected.families]);
  const missing = split([...needed].filter((key) => !known.has(key)));
  const found = [
    ...[...(rows.history ?? []), ...(rows.families ?? [])].map(eventOf),
    ...(await readEvents(db, contactId, missing)),
  ];
  // One that is asked for by its own key and by its family's was read twice.
  const events = new Map(found.map((event) => [event.seq, event]));
  const history = new Map<InputKey, PastEvent[]>();
  for (const event of [...events.values()].sort((a, b) => a.at - b.at || a.seq - b.seq)) {
    for (const key of keysOf(event.key).filter((one) => needed.has(one))) {
      const standing = history.get(key);
      if (standing === undefined) history.set(key, [event]);
      else standing.push(event);
    }
  }
  await addSendings(db, contactId, needed, history);
  return history;
}

function eventOf({ id, seq, key, at, received_at, body }: EventRow): PastEvent {
  return { id, seq, key, at: Date.parse(at), receivedAt: Date.parse(received_at), body };
}

/** What happened to a contact, by the keys that are asked for, earliest first. */
export function readHistory(
  db: Kysely<Schema>,
  contactId: string,
  keys: ReadonlySet<InputKey>,
): Promise<Map<InputKey, PastEvent[]>> {
  const nothing = { history: [], families: [] };
  return completeHistory(db, contactId, keys, nothing, nothing);
}

async function readEvents(
  db: Kysely<Schema>,
  contactId: string,
  { history, families }: HistoryKeys,
): Promise<PastEvent[]> {
  if (history.length + families.length === 0) return [];
  const rows = await db
    .selectFrom("event")
    .select(["id", "seq", "key", "at", "received_at", "body"])
    .where("contact", "=", contactId)
    .where((where) =>
      where.or([
        ...(history.length > 0 ? [where("key", "in", [...history])] : []),
        ...families.map((family) => where("key", "like", `${family}:%`)),
      ]),
    )
    .execute();
  return rows.map(({ received_at: receivedAt, ...row }) => ({ ...row, receivedAt }));
}

/** When messages were sent is read from the sendings themselves. */
async function addSendings(
  db: Kysely<Schema>,
  contactId: string,
  needed: ReadonlySet<InputKey>,
  history: Draft["history"],
): Promise<void> {
  const messages = [...needed].flatMap((key) => (key.startsWith(SENDINGS) ? key.slice(SENDINGS.length) : []));
  if (messages.length === 0) return;
  const rows = await db
    .selectFrom("effect")
    .select(["run", "step", "visit", "message", "at"])
    .where("contact", "=", contactId)
    .where("kind", "=", "email")
    .where("state", "in", ["done", "unknown"])
    .where("message", "in", messages)
    .orderBy("at")
    .execute();
  for (const { run, message, at, ...effect } of rows) {
    const key = sendingKey(message);
    putInOrder({ history }, key, { id: sendingOf(run, effect), seq: 0, key, at, receivedAt: at, body: {} });
  }
}
