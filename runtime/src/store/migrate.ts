import type { Kysely } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import * as first from "./migrations/0001-first.ts";
import * as remembered from "./migrations/0002-remembered.ts";
import * as watches from "./migrations/0003-watches.ts";
import * as effectKinds from "./migrations/0004-effect-kinds.ts";
import * as calls from "./migrations/0005-calls.ts";
import * as sending from "./migrations/0006-sending.ts";
import * as shopping from "./migrations/0008-shopping.ts";
import * as doors from "./migrations/0009-doors.ts";
import * as textMessages from "./migrations/0011-text-messages.ts";
import * as waitSaw from "./migrations/0012-wait-saw.ts";
import * as audienceMembers from "./migrations/0013-audience-members.ts";
import * as loyaltyLists from "./migrations/0014-loyalty-lists.ts";
import * as goals from "./migrations/0015-goals.ts";
import * as rescues from "./migrations/0030-rescues.ts";
import * as fillRounds from "./migrations/0031-fill-rounds.ts";
import * as ordersAsOf from "./migrations/0040-orders-as-of.ts";
import * as rollups from "./migrations/0041-rollups.ts";
import * as loyaltySendings from "./migrations/0042-loyalty-sendings.ts";
import * as steppedClock from "./migrations/0050-stepped-clock.ts";
import * as resumingVersion from "./migrations/0060-resuming-version.ts";
import * as absencesInRuns from "./migrations/0061-absences-in-runs.ts";
import * as console from "./migrations/0080-console.ts";
import * as shops from "./migrations/0090-shops.ts";
import * as auditWays from "./migrations/0091-audit-ways.ts";
import * as rollupsByDay from "./migrations/0092-rollups-by-day.ts";
import * as rollupKeys from "./migrations/0093-rollup-keys.ts";
import * as contactAliases from "./migrations/0094-contact-aliases.ts";

/** In the order in which they are applied; a released one is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-first": { up: (db) => first.up(db as Kysely<unknown>) },
  "0002-remembered": { up: (db) => remembered.up(db as Kysely<unknown>) },
  "0003-watches": { up: (db) => watches.up(db as Kysely<unknown>) },
  "0004-effect-kinds": { up: (db) => effectKinds.up(db as Kysely<unknown>) },
  "0005-calls": { up: (db) => calls.up(db as Kysely<unknown>) },
  "0006-sending": { up: (db) => sending.up(db as Kysely<unknown>) },
  "0008-shopping": { up: (db) => shopping.up(db as Kysely<unknown>) },
  "0009-doors": { up: (db) => doors.up(db as Kysely<unknown>) },
  "0011-text-messages": { up: (db) => textMessages.up(db as Kysely<unknown>) },
  "0012-wait-saw": { up: (db) => waitSaw.up(db as Kysely<unknown>) },
  "0013-audience-members": { up: (db) => audienceMembers.up(db as Kysely<unknown>) },
  "0014-loyalty-lists": { up: (db) => loyaltyLists.up(db as Kysely<unknown>) },
  "0015-goals": { up: (db) => goals.up(db as Kysely<unknown>) },
  "0030-rescues": { up: (db) => rescues.up(db as Kysely<unknown>) },
  "0031-fill-rounds": { up: (db) => fillRounds.up(db as Kysely<unknown>) },
  "0040-orders-as-of": { up: (db) => ordersAsOf.up(db as Kysely<unknown>) },
  "0041-rollups": { up: (db) => rollups.up(db as Kysely<unknown>) },
  "0042-loyalty-sendings": { up: (db) => loyaltySendings.up(db as Kysely<unknown>) },
  "0050-stepped-clock": { up: (db) => steppedClock.up(db as Kysely<unknown>) },
  "0060-resuming-version": { up: (db) => resumingVersion.up(db as Kysely<unknown>) },
  "0061-absences-in-runs": { up: (db) => absencesInRuns.up(db as Kysely<unknown>) },
  "0080-console": { up: (db) => console.up(db as Kysely<unknown>) },
  "0090-shops": { up: (db) => shops.up(db as Kysely<unknown>) },
  "0091-audit-ways": { up: (db) => auditWays.up(db as Kysely<unknown>) },
  "0092-rollups-by-day": { up: (db) => rollupsByDay.up(db as Kysely<unknown>) },
  "0093-rollup-keys": { up: (db) => rollupKeys.up(db as Kysely<unknown>) },
  "0094-contact-aliases": { up: (db) => contactAliases.up(db as Kysely<unknown>) },
};

/** The database was made by a newer Trajet. */
export class NewerDatabase extends Error {}

/**
 * Brings the tables up to this version.
 * @throws NewerDatabase before anything is changed
 */
export async function migrate(db: Database): Promise<void> {
  const provider: MigrationProvider = { getMigrations: async () => ({ ...MIGRATIONS }) };
  const unknown = (await applied(db)).filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new NewerDatabase(
      `the database was made by a newer Trajet (it has ${unknown.join(", ")}); use that version, or another database`,
    );
  }
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

async function applied(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return [];
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return rows.map((row) => row.name);
}
