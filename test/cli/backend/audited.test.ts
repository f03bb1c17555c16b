import { userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHeld, openStoreBackend } from "../../../cli/src/backend/store-backend.ts";
import { checkFolder } from "../../../cli/src/checking.ts";
import { storedAudit } from "../../../runtime/src/store/audit.ts";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

let project: TemporaryProject;
beforeAll(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop" }',
    "shop.journey": `audience People { }
journey Welcome for People {
  start when contact signs up
  delay 3 days
}
`,
  });
});
afterAll(() => project.remove());

test("what a command changes in the database itself is noted, and what it only looks at is not", async () => {
  const { compiled } = await checkFolder(project.folder);
  if (compiled === undefined) throw new Error("the project has errors");
  const place = { folder: join(project.folder, ".trajet/database") };
  await project.run(["keys", "create", "till"]);
  await project.run(["keys", "create", "till"]);
  await project.run(["keys", "revoke", "nobody"]);
  const made = await openHeld(place, compiled);
  await made.deploy(compiled);
  await made.gateway.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
  await made.close();
  const backend = await openStoreBackend(place, compiled);
  await backend.changeStatus("Welcome", "activate");
  await expect(backend.changeStatus("Nothing", "pause")).rejects.toThrow("Nothing");
  await backend.retry({ journey: "Welcome" });
  await backend.replay();
  await backend.discard({ ids: Array.from({ length: 12 }, (_, index) => index + 1), because: "of a test" });
  await backend.rebuild(() => undefined);
  await backend.journeys();
  await backend.eraseContact("ada");
  await backend.eraseContact("ada");
  await backend.close();
  const store = await openHeld(place, compiled);
  const entries = (await storedAudit(store.db).list(undefined, 20)).toReversed();
  await store.close();
  expect(
    entries.map(({ what, subject, contact, status }) => [
      what,
      subject,
      contact?.slice(0, 7) ?? null,
      status,
    ]),
  ).toEqual([
    ["trajet keys create", "till", null, 200],
    ["trajet keys create", "till", null, 422],
    ["trajet keys revoke", "nobody", null, 404],
    ["trajet activate", "Welcome", null, 200],
    ["trajet pause", "Nothing", null, 422],
    ["trajet retry", "Welcome", null, 200],
    ["trajet retry --dead-letters", null, null, 200],
    [
      "trajet retry --dead-letters --discard",
      "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more: of a test",
      null,
      404,
    ],
    ["trajet loyalty --rebuild", null, null, 200],
    ["trajet contact --erase", null, "erased-", 200],
    ["trajet contact --erase", null, null, 404],
  ]);
  expect(new Set(entries.map(({ who, via }) => `${who} ${via}`))).toEqual(
    new Set([`${userInfo().username} command line`]),
  );
});
