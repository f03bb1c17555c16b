import { afterAll, beforeAll, expect, test } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

let project: TemporaryProject;
beforeAll(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop" }',
    "shop.journey": "audience People { }\n",
  });
});
afterAll(() => project.remove());

const trajet = (...line: readonly string[]) => project.run(["keys", ...line]);

test("a key is told once, and listed without it", async () => {
  const made = await trajet("create", "till", "--scope", "write:events", "read");
  expect(made.out).toMatch(/^tj_[\w-]{43}\n$/);
  expect(made.err).toBe("The key till may write:events, read. Keep it now: it is not told again.\n");
  const again = await trajet("create", "till");
  expect([again.code, again.err]).toEqual([2, expect.stringContaining("There is a key till already")]);
  const listed = await trajet("list", "--format", "json");
  expect(JSON.parse(listed.out).keys).toMatchObject([
    { name: "till", prefix: made.out.slice(0, 9), scopes: ["write:events", "read"], revokedAt: null },
  ]);
  expect(listed.out).not.toContain(made.out.trim());
});

test("a scope that does not exist is refused before a key is made", async () => {
  const { code, err } = await trajet("create", "odd", "--scope", "write:evnts");
  expect([code, err]).toEqual([2, expect.stringContaining('"write:evnts" is none of them')]);
});
