import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import type { ConsentStatus, Json } from "../engine/facts.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/**
 * What is remembered of people who were erased: by channel, a keyed hash of their address, so that an old list that is
 * loaded again does not subscribe them anew. Nobody can be read from it.
 */
export interface Suppression {
  /** The statuses in which a new contact with these fields begins, where one of the addresses is remembered. */
  readonly statusesOf: (
    db: Kysely<Schema>,
    fields: Fields,
  ) => Promise<{ readonly [channel: string]: Suppressed }>;
  /** Remembers the addresses of a contact that is about to be erased. */
  readonly remember: (
    db: Kysely<Schema>,
    fields: Fields,
    consent: { readonly [channel: string]: ConsentStatus },
    now: number,
  ) => Promise<void>;
  /** The person came back and subscribed. */
  readonly forget: (db: Kysely<Schema>, fields: Fields, channel: string) => Promise<void>;
}

type Fields = { readonly [name: string]: Json };
export type Suppressed = "unsubscribed" | "cleaned";

/** Which field holds a channel's address, and how two spellings of one address are the same. */
const ADDRESSES = [
  { channel: "email", field: "email", same: (text: string) => text.normalize("NFC").trim().toLowerCase() },
  { channel: "sms", field: "phone", same: (text: string) => text.replaceAll(/[^+\d]/g, "") },
] as const;

const PURPOSE = "trajet suppression 1\n";

/** @param secret the database's own: the hashes of two installations cannot be compared */
export function createSuppression(secret: string): Suppression {
  const hashesOf = (fields: Fields) =>
    ADDRESSES.flatMap(({ channel, field, same }) => {
      const address = fields[field];
      if (typeof address !== "string" || address === "") return [];
      const hmac = createHmac("sha256", secret)
        .update(PURPOSE)
        .update(`${channel}\n${same(address)}`);
      return [{ channel, hash: hmac.digest("hex") }];
    });
  return {
    async statusesOf(db, fields) {
      const hashes = hashesOf(fields);
      if (hashes.length === 0) return {};
      const rows = await db
        .selectFrom("suppression")
        .select(["channel", "hash", "status"])
        .where(
          "hash",
          "in",
          hashes.map(({ hash }) => hash),
        )
        .execute();
      return Object.fromEntries(rows.map(({ channel, status }) => [channel, status]));
    },
    async remember(db, fields, consent, now) {
      const rows = hashesOf(fields).map(({ channel, hash }) => ({
        channel,
        hash,
        status: consent[channel] === "cleaned" ? ("cleaned" as const) : ("unsubscribed" as const),
        at: stamp(now),
      }));
      if (rows.length === 0) return;
      await db
        .insertInto("suppression")
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(["channel", "hash"]).doUpdateSet((eb) => ({ status: eb.ref("excluded.status") })),
        )
        .execute();
    },
    async forget(db, fields, channel) {
      for (const one of hashesOf(fields).filter((hashed) => hashed.channel === channel)) {
        await db
          .deleteFrom("suppression")
          .where("channel", "=", one.channel)
          .where("hash", "=", one.hash)
          .execute();
      }
    },
  };
}
