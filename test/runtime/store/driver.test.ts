import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database } from "../../../runtime/src/store/database.ts";
import { kept, lastOfTransaction } from "../../../runtime/src/store/driver.ts";
import { openPGlite } from "../../../runtime/src/store/pglite.ts";
import { DATABASES, openWorld, type World } from "./world.ts";

describe.each(DATABASES)("a transaction on %s", (database) => {
  let world: World;
  let db: Database;
  beforeAll(async () => {
    world = await openWorld(database);
    db = world.store.db;
    await sql`create table note (id int primary key)`.execute(db);
  });
  beforeEach(async () => {
    await sql`delete from note`.execute(db);
  });
  afterAll(async () => {
    await sql`drop table note`.execute(db);
    await world.close();
  });

  const write = (on: Database, id: number) => sql`insert into note (id) values (${id})`.execute(on);
  const writeLast = (on: Database, id: number) =>
    on.executeQuery(lastOfTransaction(sql`insert into note (id) values (${id})`.compile(on)));
  const notes = async (): Promise<number[]> =>
    (await sql<{ id: number }>`select id from note order by id`.execute(db)).rows.map(({ id }) => id);

  test("keeps all of it, the last statement too", async () => {
    await db.transaction().execute(async (tx) => {
      await write(tx, 1);
      await writeLast(tx, 2);
    });
    expect(await notes()).toEqual([1, 2]);
  });

  // A folder of PGlite is no server.
  if (database === "postgres")
    test("goes to the server in two pieces, and a kept statement changes nothing", async () => {
      const decide = (id: number) =>
        db.transaction().execute(async (tx) => {
          await tx.executeQuery(kept("look", sql`select id from note where id = ${id}`.compile(tx)));
          await writeLast(tx, id);
        });
      await decide(1);
      const pieces = [vi.spyOn(Socket.prototype, "_write"), vi.spyOn(Socket.prototype, "_writev")];
      await decide(2);
      const sent = pieces.reduce((sum, { mock }) => sum + mock.calls.length, 0);
      for (const piece of pieces) piece.mockRestore();
      expect(sent).toBe(2);
      expect(await notes()).toEqual([1, 2]);
    });

  describe("with a statement that the connection keeps", () => {
    const INSERT = "insert into note (id) values ($1) returning id";
    const statement = (on: Database, name: string, id: string | null) =>
      kept(name, sql`insert into note (id) values (${id}) returning id`.compile(on));
    const insert = (on: Database, name: string, id: string | null) =>
      on.executeQuery(statement(on, name, id));
    const named = async (on: Database, name: string): Promise<unknown> =>
      (await sql`select statement from pg_prepared_statements where name = ${name}`.execute(on)).rows;

    test("parses it once and answers each time", async () => {
      const [first, second, names] = await db.transaction().execute(async (tx) => {
        const rows = [(await insert(tx, "once", "1")).rows, (await insert(tx, "once", "2")).rows] as const;
        return [...rows, await named(tx, "once")];
      });
      expect([first, second, names]).toEqual([[{ id: 1 }], [{ id: 2 }], [{ statement: INSERT }]]);
      expect(await notes()).toEqual([1, 2]);
    });

    test("has it after it failed, too, and tells of the failure", async () => {
      await db.transaction().execute((tx) => insert(tx, "failing", "1"));
      const again = (id: string | null) => db.transaction().execute((tx) => insert(tx, "failing", id));
      await expect(again("1")).rejects.toMatchObject({ code: "23505", constraint: "note_pkey" });
      await expect(again(null)).rejects.toMatchObject({ code: "23502" });
      await again("2");
      expect(await notes()).toEqual([1, 2]);
    });

    test("is not misled by one that could not be parsed", async () => {
      const work = db.transaction().execute(async (tx) => {
        await write(tx, 1);
        await write(tx, 1).catch(() => undefined);
        await insert(tx, "late", "2");
      });
      await expect(work).rejects.toMatchObject({ code: "25P02" });
      await db.transaction().execute((tx) => insert(tx, "late", "3"));
      expect(await notes()).toEqual([3]);
    });

    test("sends it last like any other", async () => {
      const last = (id: string) =>
        db.transaction().execute((tx) => tx.executeQuery(lastOfTransaction(statement(tx, "last", id))));
      await last("1");
      await expect(last("1")).rejects.toMatchObject({ code: "23505" });
      await last("2");
      expect(await notes()).toEqual([1, 2]);
    });
  });

  test("whose last statement fails is not kept, and says why", async () => {
    const work = db.transaction().execute(async (tx) => {
      await write(tx, 1);
      await writeLast(tx, 1);
    });
    await expect(work).rejects.toMatchObject({ code: "23505" });
    expect(await notes()).toEqual([]);
  });

  test("of one statement that is the last as well: the same", async () => {
    await write(db, 1);
    await expect(db.transaction().execute((tx) => writeLast(tx, 1))).rejects.toMatchObject({ code: "23505" });
    await db.transaction().execute((tx) => writeLast(tx, 2));
    expect(await notes()).toEqual([1, 2]);
  });

  test("a failure of the last statement is told by the one behind it", async () => {
    let went: unknown;
    const work = db.transaction().execute(async (tx) => {
      await write(tx, 1);
      await writeLast(tx, 1);
      went = await write(tx, 2);
    });
    await expect(work).rejects.toMatchObject({ code: "23505" });
    expect([went, await notes()]).toEqual([undefined, []]);
  });

  test("that goes on behind a failure as if there were none does not seem to be kept", async () => {
    const work = db.transaction().execute(async (tx) => {
      await write(tx, 1);
      await write(tx, 1).catch(() => undefined);
    });
    await expect(work).rejects.toThrow("the transaction was not committed: a statement of it had failed");
    await expect(work).rejects.toHaveProperty("cause.code", "23505");
    expect(await notes()).toEqual([]);
  });

  test("that fails for a reason of ours takes the last statement back", async () => {
    const work = db.transaction().execute(async (tx) => {
      await writeLast(tx, 1);
      throw new Error("of ours");
    });
    await expect(work).rejects.toThrow("of ours");
    expect(await notes()).toEqual([]);
  });

  test("leaves its connection to the next, whatever became of it", async () => {
    const works = Array.from({ length: 30 }, (_, n) =>
      db.transaction().execute(async (tx) => {
        await writeLast(tx, n % 3 === 0 ? 1_000 : n);
        if (n % 3 === 1) throw new Error("of ours");
      }),
    );
    const kept = (await Promise.allSettled(works)).filter(({ status }) => status === "fulfilled");
    await db.transaction().execute((tx) => write(tx, 2_000));
    expect(await notes()).toHaveLength(kept.length + 1);
    expect(kept).toHaveLength(11);
  });

  test("outside of one, a last statement is waited for, and its failure is told", async () => {
    await writeLast(db, 1);
    await expect(writeLast(db, 1)).rejects.toMatchObject({ code: "23505" });
  });
});

describe("the embedded database's thread", () => {
  test("what cannot be sent to it is told, with all that was to go along, and it answers what comes next", async () => {
    const lines = await openPGlite(undefined);
    const line = await lines.take();
    const sent = [line.send("select 1 as one"), line.send("select $1", [() => undefined])];
    expect((await Promise.allSettled(sent)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await line.send("select 2 as two")).rows).toEqual([{ two: 2 }]);
    await lines.close();
  });

  test("a long statement holds up nobody else in the process", async () => {
    const lines = await openPGlite(undefined);
    const line = await lines.take();
    let turns = 0;
    let answered = false;
    const long = line.send("select count(*) from generate_series(1, 2000000)").finally(() => {
      answered = true;
    });
    for (; !answered; turns += 1) await setImmediate();
    await long;
    expect(turns, "in the process itself not one would have passed").toBeGreaterThan(10);
    await lines.close();
  });

  test("whoever asks it when it has ended is told so", async () => {
    const lines = await openPGlite(undefined);
    const line = await lines.take();
    const before = line.send("select pg_sleep(0)");
    await lines.close();
    await expect(line.send("select 1")).rejects.toThrow("the database's thread has ended");
    await Promise.allSettled([before]);
  });
});
