import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepDatabase } from "../../../runtime/src/store/keep-database.ts";
import { copyKept, keptTar } from "../../../runtime/src/store/kept-database.ts";
import { openStore } from "../../../runtime/src/store/open.ts";
import { project } from "./programs.ts";

describe("a database that is kept to be copied", () => {
  let base = "";
  let cache = "";
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "trajet-kept-"));
    cache = join(base, "cache");
    await keepDatabase(cache);
  });
  afterAll(() => rm(base, { recursive: true }));

  test("is made once, whole, and nothing is left beside it", async () => {
    expect(await readdir(cache)).toHaveLength(1);
    await keepDatabase(cache);
    const [version = ""] = await readdir(cache);
    expect((await readdir(join(cache, version))).sort()).toEqual(["data", "data.tar.gz"]);
  });

  test("those of other versions go when it is made", async () => {
    const place = join(base, "older");
    await mkdir(join(place, "0.0.1-old"), { recursive: true });
    await keepDatabase(place);
    expect(await readdir(place)).toEqual(await readdir(cache));
  });

  test("each copy has a secret of its own, and keeps it", async () => {
    const folders = ["first", "second"].map((name) => join(base, name, ".trajet"));
    const secrets: string[] = [];
    for (const folder of [...folders, ...folders]) {
      await copyKept(join(folder, "data"), cache);
      const store = await openStore({ folder, project: () => project() });
      secrets.push(store.secret);
      await store.close();
    }
    const [one, other, ...again] = secrets;
    expect(one).not.toBe(other);
    expect(again).toEqual([one, other]);
    expect(one).toMatch(/^[\w-]{43}$/);
  });

  test("in memory and in a folder it works as one that was made, and no copy sees what another writes", async () => {
    const folders = [join(base, "one"), join(base, "other")];
    for (const folder of folders) await copyKept(folder, cache);
    const [one, other] = await Promise.all(folders.map((dataDir) => PGlite.create({ dataDir })));
    const memory = await PGlite.create({ loadDataDir: (await keptTar(cache)) as Blob });
    await one?.exec("create table mine (id integer); insert into mine values (1)");
    for (const database of [other, memory]) {
      const found = await database?.query("select to_regclass('mine') as mine");
      expect(found?.rows).toEqual([{ mine: null }]);
    }
    await Promise.all([one, other, memory].map((database) => database?.close()));
  });

  test("never takes the place of a database that is there, nor of half a copy that a kill left", async () => {
    const folder = join(base, "killed");
    await mkdir(`${folder}.new`);
    await writeFile(join(`${folder}.new`, "left"), "half");
    await copyKept(folder, cache);
    expect(existsSync(`${folder}.new`)).toBe(false);
    const files = await readdir(folder);
    expect(files).toContain("PG_VERSION");
    expect(files).not.toContain("left");
    await writeFile(join(folder, "PG_VERSION"), "mine");
    await copyKept(folder, cache);
    expect(await readFile(join(folder, "PG_VERSION"), "utf8")).toBe("mine");
  });

  test("is done without where there is none", async () => {
    const folder = join(base, "without");
    await copyKept(folder, join(base, "nothing"));
    expect(existsSync(folder)).toBe(false);
    expect(await keptTar(join(base, "nothing"))).toBeUndefined();
  });
});
