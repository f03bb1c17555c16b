import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../runtime/src/store/database.ts";
import { isTransient, withRetries } from "../../../runtime/src/store/transact.ts";

const POSTGRES = process.env.TRAJET_TEST_POSTGRES;

describe.skipIf(POSTGRES === undefined)("a connection that is lost in the middle of a transaction", () => {
  let db: Database;
  let other: Database;
  beforeAll(async () => {
    db = await openDatabase({ kind: "postgres", url: POSTGRES ?? "", connections: 1 });
    other = await openDatabase({ kind: "postgres", url: POSTGRES ?? "", connections: 1 });
  });
  afterAll(async () => {
    await db.destroy();
    await other.destroy();
  });

  /** While nothing is asked of it, so that no query is there to be told. */
  const loseIt = async (tx: Database): Promise<void> => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other);
  };

  test("fails the next query with what passes, and does not end the process", async () => {
    const lost = await db
      .transaction()
      .execute(async (tx) => {
        await loseIt(tx);
        await sql`select 1`.execute(tx);
      })
      .catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(Error);
    expect(isTransient(lost), String(lost)).toBe(true);
  });

  test("the same is done again on a new one", async () => {
    let tries = 0;
    const answer = await withRetries(() =>
      db.transaction().execute(async (tx) => {
        tries += 1;
        if (tries === 1) await loseIt(tx);
        return (await sql<{ one: number }>`select 1 as one`.execute(tx)).rows;
      }),
    );
    expect([answer, tries]).toEqual([[{ one: 1 }], 2]);
  });

  test.each([
    "Connection terminated unexpectedly",
    "Client has encountered a connection error and is not queryable",
    "Connection terminated due to connection timeout",
  ])("what the driver says without a code is known: %s", (message) => {
    expect(isTransient(new Error(message))).toBe(true);
    expect(isTransient(new Error(`no field ${message}`))).toBe(false);
  });
});
