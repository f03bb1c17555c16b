import { constants, readFileSync } from "node:fs";
import { access, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";

/**
 * A database of PGlite to which nobody has written yet. To make one takes four seconds of the processor, to copy this one a
 * quarter of that; the set-up keeps it in the clone's cache, one for each version of PGlite. Where it is missing, databases
 * are made.
 */
const CACHE = fileURLToPath(new URL("../../../.cache/pglite/", import.meta.url));

function placeIn(cache: string): { readonly folder: string; readonly data: string; readonly tar: string } {
  const folder = join(cache, versionOfPGlite());
  return { folder, data: join(folder, "data"), tar: join(folder, "data.tar.gz") };
}

/** It says its version nowhere but in its `package.json`, two folders above what it exports. */
function versionOfPGlite(): string {
  const own = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  const { version }: { version: string } = JSON.parse(readFileSync(own, "utf8"));
  return version;
}

/** Makes the kept database unless it is there: whole or not at all. */
export async function keepDatabase(cache: string = CACHE): Promise<void> {
  const place = placeIn(cache);
  if (await isThere(place.folder)) return;
  const work = `${place.folder}.${process.pid}`;
  await rm(work, { recursive: true, force: true });
  try {
    await makeIn(work);
    await rename(work, place.folder);
  } catch (error) {
    // Another process may have been faster.
    if (!(await isThere(place.folder))) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeIn(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const database = await PGlite.create({ dataDir: join(folder, "data") });
  const tar = await database.dumpDataDir("gzip");
  await database.close();
  await writeFile(join(folder, "data.tar.gz"), Buffer.from(await tar.arrayBuffer()));
}

/** The kept database for one in memory; `undefined` where there is none. */
export async function keptTar(cache: string = CACHE): Promise<Blob | undefined> {
  const tar = await readFile(placeIn(cache).tar).catch(ifMissing);
  return tar && new Blob([tar], { type: "application/x-gzip" });
}

/** Copies the kept database to where none is yet: whole, or not at all where this process ends meanwhile. */
export async function copyKept(folder: string, cache: string = CACHE): Promise<void> {
  const { data } = placeIn(cache);
  if ((await isThere(folder)) || !(await isThere(data))) return;
  const half = `${folder}.new`;
  await rm(half, { recursive: true, force: true });
  await cp(data, half, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await rename(half, folder);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
