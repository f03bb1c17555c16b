import type { Writable } from "node:stream";
import { Pool, type PoolClient, types } from "pg";
import type { Answer, Line, Lines } from "./driver.ts";
import { PARSERS } from "./wire-types.ts";

const DEFAULT_CONNECTIONS = 10;
/** Commands whose count of rows is one of rows changed. */
const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** Connections to a PostgreSQL server, each made when it is first needed. */
export function openPostgres(url: string, connections = DEFAULT_CONNECTIONS): Lines {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    // A statement is sent though the one before is not answered yet.
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        PARSERS[oid] ?? types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser,
    },
    // Statements are compiled for longer than they run, where the planner takes a few thousand rows for millions.
    options: "-c timezone=UTC -c jit=off",
  });
  // An idle connection that the server closes must not end the process; the next query gets a new one.
  pool.on("error", () => undefined);
  // Nor must one that is lost in the middle of a transaction: whoever uses it is told by the query that fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    async take(): Promise<Line> {
      const client = await pool.connect();
      const gather = gathering(client);
      return {
        async send(text, parameters = [], name = ""): Promise<Answer> {
          gather();
          const query = name === "" ? { text } : { text, name };
          const { command, rowCount, rows } = await client.query(query, [...parameters]);
          return CHANGES.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
        },
        release: (broken) => client.release(broken),
      };
    },
    close: () => pool.end(),
  };
}

/**
 * Lets all that is sent to a server before anything else happens here go in one piece: the beginning of a transaction with its
 * first statement, its last with the commit. Each piece wakes the process at the other end.
 */
function gathering(client: PoolClient): () => void {
  const { stream } = (client as PoolClient & WithConnection).connection;
  let gathers = false;
  return () => {
    if (gathers) return;
    gathers = true;
    stream.cork();
    process.nextTick(() => {
      gathers = false;
      stream.uncork();
    });
  };
}

/** What `pg` has and its types do not say. */
interface WithConnection {
  readonly connection: { readonly stream: Writable };
}
