import type { Millis } from "../engine/facts.ts";
import { findContact } from "./contact-lookup.ts";
import type { Database } from "./database.ts";
import { stamp } from "./wire-types.ts";

/** By which way a change comes: the console, the doors with a key, or a command that has the database itself. */
export type ChangeWay = "console" | "doors" | "command line";

/** A change that somebody makes, as against data that is sent in. */
export interface Change {
  /** The name of the key or the person; of a command, the user of the machine. */
  readonly who: string;
  /** The first characters of the key: names are given again once a key is revoked. */
  readonly key?: string | undefined;
  readonly via: ChangeWay;
  /** `POST /v1/journeys/:name/pause`, `trajet pause` */
  readonly what: string;
  /** The journey, message or run that it is about. */
  readonly subject?: string;
  /** The contact that it is about, by id or e-mail address. */
  readonly contact?: string;
}

export interface AuditEntry {
  readonly id: number;
  /** RFC 3339. */
  readonly at: string;
  readonly who: string;
  readonly key: string | null;
  readonly via: ChangeWay;
  readonly what: string;
  readonly subject: string | null;
  /** An id. */
  readonly contact: string | null;
  /** What the door answered, of a command what a door would have; null where it never did. */
  readonly status: number | null;
}

/** Who changed what, and when. Nobody takes anything out of it. */
export interface Audit {
  /** Notes a change before it is made, so that none is made without; answers its number. */
  readonly begin: (change: Change, now: Millis) => Promise<number>;
  readonly end: (id: number, status: number) => Promise<void>;
  /** The latest first, before the one with the number `before`. */
  readonly list: (before: number | undefined, limit: number) => Promise<readonly AuditEntry[]>;
}

export function storedAudit(db: Database): Audit {
  return {
    async begin({ who, key, via, what, subject, contact }, now) {
      // By its id, so that erasing the person finds it.
      const found = contact === undefined ? undefined : await findContact(db, contact);
      const { id } = await db
        .insertInto("audit")
        .values({
          at: stamp(now),
          who,
          key: key ?? null,
          via,
          what,
          subject: subject ?? null,
          contact: found?.found === "one" ? found.id : null,
          status: null,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return Number(id);
    },
    async end(id, status) {
      await db.updateTable("audit").set({ status }).where("id", "=", id).execute();
    },
    async list(before, limit) {
      const rows = await db
        .selectFrom("audit")
        .selectAll()
        .$if(before !== undefined, (query) => query.where("id", "<", before ?? 0))
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...row, id: Number(row.id), at: new Date(row.at).toISOString() }));
    },
  };
}
