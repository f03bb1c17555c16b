import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgres, startPostgres } from "../../scripts/postgres.mjs";
import { delay, inARow, program, send, tag } from "../runtime/store/programs.ts";
import { DAY, HOUR, openWorld, T0 } from "../runtime/store/world.ts";
import { freshDatabase } from "../server-database.ts";

const run = promisify(execFile);
const postgres = findPostgres();
const SERIES = program({
  journey: "Series",
  steps: inARow({ delay: delay(2), "send:Welcome": send(), tag: tag("welcomed") }),
});

/** What docs/operations.md tells an operator to do, with the commands that stand there. */
describe.skipIf(postgres === undefined)("a back-up that is restored into an empty database", () => {
  const folder = postgres ?? "";
  // Of the server's own version: those on the PATH may be older, and refuse.
  const programs = dirname(realpathSync(join(folder, "initdb")));
  let cluster: Awaited<ReturnType<typeof startPostgres>>;
  let files = "";
  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), "trajet-back-up-"));
    cluster = await startPostgres(folder);
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(files, { recursive: true });
  });

  test("has everybody where they stood, and after a pause they go on from there, with the links of before", {
    timeout: 180_000,
  }, async () => {
    const [before, after] = [await freshDatabase(cluster.url), await freshDatabase(cluster.url)];
    const world = await openWorld(before);
    await world.run(SERIES);
    await world.signUp("ada");
    await world.until(T0 + HOUR);
    const { runs, journal, secret } = {
      runs: await world.runs(),
      journal: await world.journal("ada"),
      secret: world.store.secret,
    };
    const dump = join(files, "trajet.dump");
    await run(join(programs, "pg_dump"), ["--format=custom", `--file=${dump}`, before]);
    // What comes behind the back-up is not in it.
    await world.signUp("ben");
    await world.close();

    await run(join(programs, "pg_restore"), ["--no-owner", `--dbname=${after}`, dump]);
    const restored = await openWorld(after);
    await restored.publish(SERIES);
    expect(await restored.runs()).toEqual(runs);
    expect(await restored.journal("ada")).toEqual(journal);
    expect(restored.store.secret).toBe(secret);

    const { gateway } = restored.store;
    await gateway.setStatus("Series", "paused");
    await restored.until(T0 + 3 * DAY);
    expect(restored.calls).toEqual([]);
    await gateway.setStatus("Series", "active");
    await restored.until(T0 + 4 * DAY);
    expect(restored.mails.map(({ to }) => to)).toEqual(["ada@shop.example"]);
    expect((await restored.contact("ada")).tags).toEqual(["welcomed"]);
    await restored.close();
  });
});
