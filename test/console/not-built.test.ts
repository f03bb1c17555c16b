import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastify } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { consoleFiles } from "../../runtime/src/doors/console/files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trajet-console-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function serve() {
  const said: string[] = [];
  const app = fastify({
    logger: { level: "info", stream: { write: (line: string) => void said.push(line) } },
  });
  consoleFiles(app, folder);
  await app.ready();
  return { app, letters: said.map((line) => JSON.parse(line).msg) };
}

test("a console that is not built is told once, with what to do, and served as soon as it is", async () => {
  const { app, letters } = await serve();
  expect(letters).toEqual(["the console is not built: run `npm run setup` in the folder of Trajet"]);
  const missing = await app.inject("/");
  expect([missing.statusCode, missing.body.includes("npm run setup")]).toEqual([503, true]);
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<p>the page</p>");
  await writeFile(join(folder, "assets/page.js"), "1;");
  expect((await app.inject("/journeys")).body).toBe("<p>the page</p>");
  expect((await app.inject("/assets/page.js")).body).toBe("1;");
  await app.close();
});

test("one that is built says nothing", async () => {
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<p>the page</p>");
  const { app, letters } = await serve();
  expect(letters).toEqual([]);
  await app.close();
});
