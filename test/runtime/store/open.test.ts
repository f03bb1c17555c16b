import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FolderInUse } from "../../../runtime/src/store/folder-lock.ts";
import { NewerDatabase } from "../../../runtime/src/store/migrate.ts";
import { openStore } from "../../../runtime/src/store/open.ts";
import { project } from "./programs.ts";
import { T0 } from "./world.ts";

describe("opening the embedded database", () => {
  let folder: string;
  const open = () => openStore({ folder, project: () => project() });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "trajet-store-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("a folder is one process's at a time, and free again when it is closed", async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(FolderInUse);
    await first.close();
    await (await open()).close();
  });

  test("a database of a newer version is refused before anything is changed", async () => {
    const store = await open();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(
      store.db,
    );
    await store.close();
    await expect(open()).rejects.toThrow(NewerDatabase);
    await expect(open(), "its lock was given back").rejects.toThrow(/newer Trajet \(it has 9999-later\)/);
  });

  test("a sped-up clock goes on where it was kept, and never back behind what is recorded", async () => {
    const store = await open();
    await store.clock.freeze(T0);
    await store.gateway.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
    await sql`update clock set at = at - interval '3 days'`.execute(store.db);
    await store.clock.start(86_400);
    expect(await store.clock.now()).toBeGreaterThanOrEqual(T0);
    await store.clock.freeze();
    const kept = await store.clock.now();
    await store.close();
    const again = await open();
    expect(await again.clock.now()).toBe(kept);
    await again.close();
  });
});
