import {
  type Dialect,
  Kysely,
  PGliteAdapter,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { createDriver } from "./driver.ts";
import { openPGlite } from "./pglite.ts";
import { openPostgres } from "./postgres.ts";
import type { Schema } from "./schema.ts";

/** Where the tables are: PGlite in a folder (in memory without one), or a PostgreSQL server. */
export type DatabaseOptions =
  | { readonly kind: "pglite"; readonly folder: string | undefined }
  | { readonly kind: "postgres"; readonly url: string; readonly connections?: number };

export type Database = Kysely<Schema>;

/** Opens a database. Both read moments as milliseconds, counts as numbers and `numeric` as text. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.kind === "pglite";
  const lines = embedded ? await openPGlite(options.folder) : openPostgres(options.url, options.connections);
  const dialect: Dialect = {
    createDriver: () => createDriver(lines),
    // It says that PGlite has one connection, which Kysely then lets one caller have at a time.
    createAdapter: () => (embedded ? new PGliteAdapter() : new PostgresAdapter()),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
  return new Kysely<Schema>({ dialect });
}
