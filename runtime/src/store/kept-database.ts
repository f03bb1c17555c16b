import { createHash } from "node:crypto";
import { constants, readdirSync, readFileSync } from "node:fs";
import { access, cp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A database of PGlite with all tables, to which nobody has written yet. To open one that has to be made
 * takes 5.8 seconds of the processor, a copy of this one 3.8; the set-up keeps it in the clone's cache (`keep-database.ts`), for this version of PGlite and
 * of the tables. Where it is missing, databases are made.
 */
export const CACHE = fileURLToPath(new URL("../../../.cache/pglite/", import.meta.url));

export interface KeptPlace {
  readonly name: string;
  readonly folder: string;
  readonly data: string;
  readonly tar: string;
}

export function placeIn(cache: string): KeptPlace {
  const name = `${versionOfPGlite()}-${versionOfTables()}`;
  const folder = join(cache, name);
  return { name, folder, data: join(folder, "data"), tar: join(folder, "data.tar.gz") };
}

/** A migration that is not released yet may still change. */
function versionOfTables(): string {
  const folder = fileURLToPath(new URL("./migrations/", import.meta.url));
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 12);
}

/** It says its version nowhere but in its `package.json`, two folders above what it exports. */
function versionOfPGlite(): string {
  const own = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  const { version }: { version: string } = JSON.parse(readFileSync(own, "utf8"));
  return version;
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

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
