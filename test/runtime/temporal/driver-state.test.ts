import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DRIVER = new URL("../../../runtime/src/temporal/driver.ts", import.meta.url);

/** Executions share the module: what would change there is not seen by a test that runs them one after another. */
test("the driver has no state at module level", () => {
  const source = readFileSync(DRIVER, "utf8");
  expect(source.match(/^(export )?(let|var)\b.*|^(export )?const \w+ = (new |\[|\{).*/gm) ?? []).toEqual([]);
});
