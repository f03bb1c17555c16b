import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scriptOfFirstView } from "../../bench/console/script-bytes.ts";
import { prepareConsole } from "../../scripts/setup/console.mjs";

const ROOT = join(import.meta.dirname, "../..");
const MOST_BYTES = 150_000;

test("the first view has at most 150 kB of script, compressed", async () => {
  await prepareConsole(ROOT, process.execPath);
  const { bytes, compressedBytes } = scriptOfFirstView();
  expect(bytes).toBeGreaterThan(0);
  expect(compressedBytes).toBeLessThanOrEqual(MOST_BYTES);
  const index = readFileSync(join(ROOT, "console/dist/index.html"), "utf8");
  expect(index).not.toMatch(/<style|<script>|\son\w+=/);
});
