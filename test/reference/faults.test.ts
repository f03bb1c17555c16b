import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { edited } from "../fixtures/edit.ts";
import { FAULTS } from "./faults.ts";

/*
 * The random tests have to find faults that are planted in the engine: here a few, within the seeds that CI takes. All of
 * them, and the seeds that found them, are in docs/random-tests.md.
 */

const SCRIPT = new URL("find-fault.ts", import.meta.url).pathname;
const QUICK = [
  "a wait times out a millisecond too early",
  "`repeat` turns once too often",
  "keyed runs are mixed up: one is inside, whatever its key",
];

test.each(QUICK)("found: %s", { timeout: 300_000 }, (name) => {
  const number = FAULTS.findIndex((fault) => fault.name === name) + 1;
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, String(number)], {
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ fault: name, seed: expect.any(Number) });
  // The letter shows the journey, and where the two part.
  expect(stderr).toMatch(/^journey J\d for People \{$/m);
  expect(stderr).toMatch(/^ {2}engine: .*\n {2}reference: /m);
});

test("the text that each fault replaces stands in its file once", async () => {
  for (const fault of FAULTS) {
    const text = await readFile(new URL(`../../runtime/src/${fault.file}`, import.meta.url), "utf8");
    expect(edited(text, fault), fault.name).toBeDefined();
  }
});

test("the list in the docs has each, by its number", async () => {
  const docs = await readFile(new URL("../../docs/testing.md", import.meta.url), "utf8");
  const listed = [...docs.matchAll(/^\| (\d+) \| (.+) \| \d+ \|$/gm)].map(([, number, name]) => [
    Number(number),
    name,
  ]);
  expect(listed).toEqual(FAULTS.map(({ name }, index) => [index + 1, name]));
});
