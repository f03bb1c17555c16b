import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import { openPGlite } from "./pglite.ts";
import type { Schema } from "./schema.ts";
import { PARSERS } from "./wire-types.ts";

/** Where the tables are: PGlite in a folder (in memory without one), or a PostgreSQL server. */
export type DatabaseOptions =
  | { readonly kind: "pglite"; readonly folder: string | undefined }
  | { readonly kind: "postgres"; readonly url: string; readonly connections?: number };

export type Database = Kysely<Schema>;

/** Opens a database. Both drivers read moments as milliseconds, counts as numbers and `numeric` as text. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.kind === "pglite") {
    return new Kysely<Schema>({ dialect: new PGliteDialect({ pglite: await openPGlite(options.folder) }) });
  }
  const pool = new Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        PARSERS[oid] ?? types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser,
    },
    options: "-c timezone=UTC",
  });
  // An idle connection that the server closes must not end the process; the next query gets a new one.
  pool.on("error", () => undefined);
  // Nor must one that is lost in the middle of a transaction: whoever uses it is told by the query that fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
