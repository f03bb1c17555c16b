import { fileURLToPath } from "node:url";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSimulator } from "../../../runtime/src/simulator/simulator.ts";
import { type SteppedMachinery, startStepped } from "../../../runtime/src/stepped/stepped-host.ts";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { traceOf } from "../simulator/database-host.ts";
import { answering, begin, SCENARIOS } from "../simulator/scenarios.ts";
import { T0 } from "../store/world.ts";

/** The scenarios of the host in memory, on a Temporal server: the same is decided, at the same moments. */
describe("traces in memory and on a stepped Temporal server", () => {
  let machinery: SteppedMachinery;
  beforeAll(async () => {
    machinery = await startStepped({
      cli: await findTemporalCli(),
      ...(process.env.TRAJET_TEST_POSTGRES && { database: process.env.TRAJET_TEST_POSTGRES }),
      cacheFolder: fileURLToPath(new URL("../../../.cache/driver", import.meta.url)),
      callLimit: 0,
      logger: pino({ level: "silent" }),
    });
  }, 120_000);
  afterAll(() => machinery.stop());

  test.each(Object.entries(SCENARIOS))("%s", async (_, { compiled, answer, play }) => {
    const onTemporal = await machinery.open({ compiled, startAt: T0, outside: answering(answer) });
    await begin(onTemporal, { compiled, play });
    const inMemory = createSimulator({ compiled, startAt: T0, callLimit: 0, outside: answering(answer) });
    await begin(inMemory, { compiled, play });
    expect(await traceOf(onTemporal)).toEqual(await traceOf(inMemory));
  });
});
