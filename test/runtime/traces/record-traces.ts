import { execFileSync } from "node:child_process";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWorld } from "../store/world.ts";
import {
  CORPUS,
  compileRelease,
  FORMAT_TODAY,
  projectOf,
  RELEASE,
  releases,
  type StoredProgram,
  storiesOf,
} from "./corpus.ts";
import { COMPOSER, traceOnDatabase } from "./hosts.ts";

/*
 * Records the programs of the release that package.json names, as they stand in the table `program`, and the trace of each of
 * its stories. A release without a folder begins with the sources and stories of the one before it; new forms of the language
 * get theirs there. The programs of older releases are never written anew: people are still under way in them.
 *
 *   node test/runtime/traces/record-traces.ts                  this release
 *   node test/runtime/traces/record-traces.ts --traces-of 0.1  only the traces of an older one, where its people are to get
 *                                                              something else on purpose. Read the difference, and say it
 *                                                              in the changelog
 */
const [option, older = RELEASE] = process.argv.slice(2);
if (option !== undefined && (option !== "--traces-of" || !releases().includes(older)))
  throw new Error(`it takes nothing, or --traces-of and one of: ${releases().join(", ")}`);

const world = await openWorld("pglite", [], {}, COMPOSER);
try {
  if (option === undefined) await recordPrograms();
  for (const { name, story } of storiesOf(older)) {
    const trace = await traceOnDatabase(world, projectOf(older), story);
    writeFileSync(join(CORPUS, older, `${name}.trace.txt`), trace);
    await world.clear();
  }
} finally {
  await world.close();
}
execFileSync("npx", ["biome", "format", "--write", join(CORPUS, older)], { stdio: "inherit" });

async function recordPrograms(): Promise<void> {
  const folder = join(CORPUS, RELEASE);
  const before = releases().at(-1);
  if (!existsSync(folder) && before !== undefined) cpSync(join(CORPUS, before), folder, { recursive: true });
  await world.open(compileRelease(RELEASE), 0);
  const rows = await world.store.db
    .selectFrom("program")
    .select(["hash", "journey", "body", "source"])
    .orderBy("journey")
    .execute();
  write("programs.json", rows as unknown as readonly StoredProgram[]);
  write("format.json", FORMAT_TODAY);
  await world.clear();

  function write(file: string, value: unknown): void {
    writeFileSync(join(folder, file), JSON.stringify(value));
  }
}
