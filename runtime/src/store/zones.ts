import { type Kysely, sql } from "kysely";
import { isZone } from "../engine/values.ts";
import type { Schema } from "./schema.ts";

/** What is stored as a contact's zone, empty where there is none; the index `contact_zone` holds it. */
export const storedZone = sql<string>`coalesce(fields->>'timezone', '')`;

/**
 * The zones of an audience's contacts, each with the stored texts that mean it: who has none, or one that does not exist,
 * is in `otherwise`, which is always among them.
 */
export async function zonesInUse(
  db: Kysely<Schema>,
  audience: string,
  otherwise: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  // A loose index scan: as many steps as there are zones, however many contacts there are.
  const { rows } = await sql<{ zone: string }>`
    with recursive zones as (
      (select ${storedZone} as zone from contact where audience = ${audience} order by 1 limit 1)
      union all
      select (select ${storedZone} from contact where audience = ${audience} and ${storedZone} > zones.zone order by 1 limit 1)
      from zones where zones.zone is not null
    )
    select zone from zones where zone is not null
  `.execute(db);
  const zones = new Map<string, string[]>([[otherwise, []]]);
  for (const { zone: stored } of rows) {
    const zone = isZone(stored) ? stored : otherwise;
    zones.set(zone, [...(zones.get(zone) ?? []), stored]);
  }
  return zones;
}
