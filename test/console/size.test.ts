import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { prepareConsole } from "../../scripts/setup/console.mjs";

const ROOT = join(import.meta.dirname, "../..");
const MOST_BYTES = 150_000;

test("the first view has at most 150 kB of script, compressed", async () => {
  await prepareConsole(ROOT, process.execPath);
  const dist = join(ROOT, "console/dist");
  const index = readFileSync(join(dist, "index.html"), "utf8");
  const scripts = [...index.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+\.js)"/g)].map(
    ([, path = ""]) => path,
  );
  const sizes = scripts.map((path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length);
  expect(scripts.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES);
  expect(index).not.toMatch(/<style|<script>|\son\w+=/);
});
