import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { driverBundle } from "../../../runtime/src/temporal/bundle.ts";
import { silent } from "./temporal-world.ts";

test("the driver is bundled once, and taken from the cache from then on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "trajet-bundle-"));
  const nothing = join(folder, "nothing");
  const made = await driverBundle(folder, silent, nothing);
  const [name = "", ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect(made).toEqual({ code: await readFile(join(folder, name), "utf8") });
  await writeFile(join(folder, name), "// kept");
  expect(await driverBundle(folder, silent, nothing)).toEqual({ code: "// kept" });
  // One that was made for all serves a folder that has none of its own.
  expect(await driverBundle(join(folder, "other"), silent, folder)).toEqual({ code: "// kept" });
  await rm(folder, { recursive: true });
});
