import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../../runtime/src/store/database.ts";
import { lastOfTransaction } from "../../../runtime/src/store/driver.ts";
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
