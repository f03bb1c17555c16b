// `npm test`: the checks of the sources, then the tests, on PGlite and on PostgreSQL. The last line is the sum of all.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { findPostgres, startPostgres } from "./postgres.mjs";
import { runCheck, SOURCE_CHECKS } from "./testing/checks.mjs";
import { exitCode, outcomeLine, totalsLine } from "./testing/outcome.mjs";
import { runVitest } from "./testing/vitest.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ci = process.env.CI !== undefined && process.env.CI !== "";

const skippedPostgres = {
  name: "tests on PostgreSQL",
  passed: 0,
  failed: 0,
  skipped: 1,
  detail:
    "skipped: there is no PostgreSQL 15 or newer here. Install one, or name a database in TRAJET_TEST_POSTGRES.",
};

const outcomes = [];
for (const check of SOURCE_CHECKS) note(await runCheck(root, check));
await withPostgres((env) => runVitest(root, process.argv.slice(2), env));
const summary = outcomes.map((outcome) => outcomeLine({ ...outcome, detail: undefined }));
console.log(`\n${summary.join("\n")}\n\n${totalsLine(outcomes)}`);
process.exitCode = exitCode(outcomes, ci);

function note(outcome) {
  console.log(outcomeLine(outcome));
  outcomes.push(outcome);
}

/** Runs the tests with `TRAJET_TEST_POSTGRES`: the given one, or that of a cluster which lives as long as they run. */
async function withPostgres(test) {
  if (process.env.TRAJET_TEST_POSTGRES) return note(await test(process.env));
  const folder = findPostgres();
  if (folder === undefined) {
    note(skippedPostgres);
    return note(await test(process.env));
  }
  const cluster = await startPostgres(folder).catch((error) => {
    note({ name: "start PostgreSQL", passed: 0, failed: 1, skipped: 0, detail: error.message });
  });
  if (cluster === undefined) return note(await test(process.env));
  const stop = () => cluster.stop().then(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    note(await test({ ...process.env, TRAJET_TEST_POSTGRES: cluster.url }));
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await cluster.stop();
  }
}
