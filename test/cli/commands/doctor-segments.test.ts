import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFolder } from "../../../cli/src/checking.ts";
import { openStore } from "../../../runtime/src/store/open.ts";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

let project: TemporaryProject;
beforeAll(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop" }',
    "shop.journey": `audience People { tags "vip" }
segment Best for People where contact has tag "vip"
journey Praise for People {
  start when contact enters Best
  tag "vip"
}
`,
  });
});
afterAll(() => project.remove());

const doctor = (...more: readonly string[]) => project.run(["doctor", "--segments", ...more]);

/** What a journey watches of a contact, with a row that somebody has changed by hand. */
async function tamper(): Promise<void> {
  const { compiled } = await checkFolder(project.folder);
  if (compiled === undefined) throw new Error("the project has errors");
  const store = await openStore({ folder: `${project.folder}/.trajet/database`, project: () => compiled });
  await store.deploy(compiled);
  await store.gateway.putContact({ id: "ada", imported: false, fields: {}, addTags: ["vip"] });
  await sql`update contact set watches = jsonb_set(watches,
    array[(select id::text from watch), 'in'], 'false')`.execute(store.db);
  await store.close();
}

test("the doctor says whom differs and why, repairs it, and is content then", async () => {
  await tamper();
  const found = await doctor();
  expect(found.code).toBe(1);
  expect(found.out).toMatch(
    /^fail {2}segment Best: contact ada: kept as out since .*Z, but its condition is true at/,
  );
  const json = JSON.parse((await doctor("--format", "json")).out);
  expect(json).toMatchObject({ version: 1, checks: [{ name: "segment Best", status: "fail" }] });
  expect((await doctor("--repair")).code).toBe(1);
  const after = await doctor();
  expect([after.code, after.out]).toEqual([
    0,
    "ok    segments: 1 contacts, 1 conditions that journeys watch: what is kept is what is computed\n",
  ]);
});
