import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { openDatabase } from "./database.ts";
import { leaveSecretToCopies } from "./database-secret.ts";
import { CACHE, isThere, placeIn } from "./kept-database.ts";
import { migrate } from "./migrate.ts";

/** Makes the kept database unless it is there: whole or not at all. Those of other versions are taken away. */
export async function keepDatabase(cache: string = CACHE): Promise<void> {
  const { name, folder } = placeIn(cache);
  if (await isThere(folder)) return;
  const work = `${folder}.${process.pid}`;
  await rm(work, { recursive: true, force: true });
  try {
    await makeIn(work);
    await rename(work, folder);
  } catch (error) {
    // Another process may have been faster.
    if (!(await isThere(folder))) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  for (const other of await readdir(cache))
    if (!other.startsWith(name)) await rm(join(cache, other), { recursive: true, force: true });
}

async function makeIn(folder: string): Promise<void> {
  const data = join(folder, "data");
  await mkdir(folder, { recursive: true });
  const db = await openDatabase({ kind: "pglite", folder: data });
  await migrate(db);
  await leaveSecretToCopies(db);
  await db.destroy();
  const made = await PGlite.create({ dataDir: data });
  const tar = await made.dumpDataDir("gzip");
  await made.close();
  await writeFile(join(folder, "data.tar.gz"), Buffer.from(await tar.arrayBuffer()));
}
