import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "../../../cli/src/backend/backend.ts";
import { openHeld, openStoreBackend } from "../../../cli/src/backend/store-backend.ts";
import { checkFolder } from "../../../cli/src/checking.ts";
import { changeJourney, type StatusAction } from "../../../cli/src/commands/change-status.ts";
import { fakeTerminal } from "../fake-terminal.ts";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const JOURNEYS = `audience Newsletter { tags "welcomed" }
journey Welcome for Newsletter {
  start when contact signs up
  delay 3 days
  tag "welcomed"
}
journey Later for Newsletter {
  start when contact signs up
  tag "welcomed"
}
`;
let project: TemporaryProject;
let backend: Backend;

/** Both are published; two people are inside of one. */
beforeAll(async () => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop", "timezone": "Europe/Paris" }',
    "shop.journey": JOURNEYS,
  });
  const { compiled } = await checkFolder(project.folder);
  if (compiled === undefined) throw new Error("the project has errors");
  const place = { folder: join(project.folder, ".trajet/database") };
  const store = await openHeld(place, compiled);
  await store.deploy(compiled);
  await store.gateway.setStatus("Welcome", "active");
  await store.clock.freeze((await store.clock.now()) + 1_000);
  for (const id of ["ada", "ben"])
    await store.gateway.putContact({ id, imported: false, fields: { email: `${id}@shop.example` } });
  await store.close();
  backend = await openStoreBackend(place, compiled);
}, 240_000);
afterAll(async () => {
  await backend?.close();
  project.remove();
});

async function change(
  action: StatusAction,
  journey: string,
  { answer, ...options }: { readonly yes?: true; readonly answer?: string; readonly format?: string } = {},
) {
  const terminal = fakeTerminal(answer === undefined ? {} : { isTerminal: true, input: answer });
  const refused = await changeJourney(backend, action, journey, terminal, {
    format: "text",
    ...options,
  }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { out: terminal.output(), asked: terminal.errors(), refused };
}

test("a journey is activated, paused, resumed and put away, after a yes to what becomes of how many", async () => {
  expect(await change("activate", "Later")).toEqual({
    out: "",
    asked: "",
    refused:
      "People enter it from now on; what happened before starts nothing. Say --yes to do it without being asked.",
  });
  expect(await change("activate", "Later", { yes: true })).toMatchObject({ out: "Later is active.\n" });
  expect(await change("activate", "Later")).toMatchObject({ out: "Later is active already.\n" });

  const asked =
    "Nobody enters it, and 2 people inside stay where they are until it is resumed. Go on? (y/N) ";
  expect(await change("pause", "Welcome", { answer: "n\n" })).toEqual({
    out: "",
    asked,
    refused: "Nothing was changed.",
  });
  expect(await change("pause", "Welcome", { answer: "y\n" })).toEqual({
    out: "Welcome is paused.\n",
    asked,
    refused: undefined,
  });
  const resumed = await change("resume", "Welcome", { yes: true, format: "json" });
  expect(JSON.parse(resumed.out)).toEqual({
    version: 1,
    journey: "Welcome",
    status: "active",
    changed: true,
    inside: 2,
  });
  expect(await change("archive", "Welcome", { yes: true })).toMatchObject({
    refused: "Welcome is active: pause it first, then archive it.",
  });
  await change("pause", "Welcome", { yes: true });
  expect(await change("archive", "Welcome", { answer: "yes\n" })).toEqual({
    out: "Welcome is archived.\n",
    asked: "2 people inside leave it now, and get nothing more of it. Go on? (y/N) ",
    refused: undefined,
  });
  expect((await backend.journeys()).map(({ name, status }) => [name, status])).toEqual([
    ["Later", "active"],
    ["Welcome", "archived"],
  ]);
  expect((await change("pause", "Nothing", { yes: true })).refused).toContain(
    "No journey Nothing has been deployed",
  );
}, 240_000);
