import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reloadOnChange } from "../../../cli/src/dev/reload.ts";
import type { Runtime } from "../../../cli/src/runtime.ts";

const SOUND = "audience Newsletter { }\n";
let folder: string;
let stop: AbortController;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trajet-reload-"));
  stop = new AbortController();
  await writeFile(join(folder, "trajet.json"), '{ "name": "shop" }');
  await writeFile(join(folder, "a.journey"), SOUND);
});
afterEach(async () => {
  stop.abort();
  await rm(folder, { recursive: true });
});

/** Saves as editors do that write aside and rename. */
async function save(text: string): Promise<void> {
  await writeFile(join(folder, "a.journey~"), text);
  await rename(join(folder, "a.journey~"), join(folder, "a.journey"));
}

test("a file that is replaced by renaming is read each time, and the last good version goes on", async () => {
  const said: (readonly string[])[] = [];
  let updates = 0;
  let told = Promise.withResolvers<void>();
  const runtime = {
    update: async () => {
      updates += 1;
    },
    store: { gateway: { journeys: async () => [] } },
  } as unknown as Runtime;
  const ready = reloadOnChange(
    folder,
    runtime,
    stop.signal,
    (notes) => {
      said.push(notes);
      told.resolve();
    },
    told.reject,
  );
  await ready;
  for (const text of ["audience Newsletter { tags }\n", SOUND, "audience { }\n"]) {
    told = Promise.withResolvers<void>();
    await save(text);
    await told.promise;
  }
  expect(said.map((notes) => notes.length)).toEqual([1, 0, 1]);
  expect(said[0]?.[0]).toContain("the last good version goes on");
  expect(updates).toBe(1);
});
