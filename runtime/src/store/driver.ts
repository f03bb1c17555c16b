import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from "kysely";

/** What one statement was answered. */
export type Answer = QueryResult<unknown>;

/** A connection that answers statements in the order in which they were sent, and need not have answered one for the next. */
export interface Line {
  /** @param name under which the connection keeps the statement, to parse it once; its parameters are texts then */
  readonly send: (sql: string, parameters?: readonly unknown[], name?: string) => Promise<Answer>;
  /** @param broken whether nobody may have it after us */
  readonly release: (broken: boolean) => void;
}

export interface Lines {
  readonly take: () => Promise<Line>;
  readonly close: () => Promise<void>;
}

const closing = new WeakSet<CompiledQuery>();

/**
 * Marks the statement with which a transaction ends, of which no rows are wanted. It is sent and not waited for: what it
 * comes to is told by the commit that is sent behind it, or by the next statement, if there is one after all. Outside of a
 * transaction it is a statement like any other.
 */
export function lastOfTransaction<T extends CompiledQuery>(query: T): T {
  closing.add(query);
  return query;
}

const names = new WeakMap<CompiledQuery, string>();

/**
 * Marks a statement that is made again and again: each connection parses it once and keeps it.
 *
 * @param name for this text alone
 */
export function kept<T extends CompiledQuery>(name: string, query: T): T {
  names.set(query, name);
  return query;
}

/**
 * Kysely's driver for both databases. A transaction of one reading and one writing is two conversations instead of four:
 * its beginning is sent along with its first statement, its commit along with its last.
 */
export function createDriver(lines: Lines): Driver {
  return {
    async init() {},
    acquireConnection: async () => createConnection(await lines.take()),
    beginTransaction: async (connection, settings) => (connection as Connection).begin(settings),
    commitTransaction: (connection) => (connection as Connection).commit(),
    rollbackTransaction: (connection) => (connection as Connection).rollback(),
    releaseConnection: async (connection) => (connection as Connection).release(),
    destroy: lines.close,
  };
}

interface Connection extends DatabaseConnection {
  readonly begin: (settings: TransactionSettings) => void;
  readonly commit: () => Promise<void>;
  readonly rollback: () => Promise<void>;
  readonly release: () => void;
}

function createConnection(line: Line): Connection {
  /** A transaction that is not begun before there is something to do in it. */
  let opening: string | null = null;
  let open = false;
  let broken = false;
  let last: Promise<Answer> | null = null;
  /** The first statement of the transaction that failed: from then on a commit comes to nothing, and succeeds. */
  let failure: { readonly cause: unknown } | null = null;

  function send(query: CompiledQuery): Promise<Answer> {
    const answer = () => line.send(query.sql, query.parameters, names.get(query));
    if (opening === null) return noted(answer());
    const begun = line.send(opening);
    [opening, open] = [null, true];
    return noted(both(begun, answer()));
  }

  function noted(answer: Promise<Answer>): Promise<Answer> {
    answer.catch((cause: unknown) => {
      failure ??= { cause };
    });
    return answer;
  }

  async function settled(): Promise<void> {
    const awaited = last;
    last = null;
    await awaited;
  }

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      await settled();
      const inTransaction = open || opening !== null;
      if (!(inTransaction && closing.has(query))) return (await send(query)) as QueryResult<Row>;
      last = send(query);
      return { rows: [] };
    },
    // biome-ignore lint/correctness/useYield: nobody asks for one.
    async *streamQuery() {
      throw new Error("no statement's rows are read one by one");
    },
    begin({ isolationLevel, accessMode }) {
      opening = ["begin", isolationLevel && `isolation level ${isolationLevel}`, accessMode]
        .filter((word) => word !== undefined)
        .join(" ");
      failure = null;
    },
    async commit() {
      opening = null;
      if (!open) return;
      const committed = line.send("commit");
      await both(last ?? committed, committed).finally(() => {
        last = null;
      });
      open = false;
      if (failure !== null)
        throw new Error("the transaction was not committed: a statement of it had failed", failure);
    },
    async rollback() {
      opening = null;
      await settled().catch(() => undefined);
      if (!open) return;
      open = false;
      broken = true;
      await line.send("rollback");
      broken = false;
    },
    release: () => line.release(broken),
  };
}

/** The second's answer, once both are there; the first failure, if one fails. */
async function both(first: Promise<Answer>, second: Promise<Answer>): Promise<Answer> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (one.status === "rejected") throw one.reason;
  if (other.status === "rejected") throw other.reason;
  return other.value;
}
