import { expect, it } from "vitest";
import { hover } from "../../lsp/src/requests/hover.ts";
import { SHOP } from "./shop.ts";
import { snapshotsOf } from "./snapshots.ts";

const project = snapshotsOf(SHOP);
const NOW = new Date("2026-01-31T10:30:00Z");

it.each([
  ["delay 36 hours", "on 2026-02-01 at 22:30 UTC"],
  ["delay 1 month", "on 2026-02-28 at 10:30 UTC"],
  ["delay 7973 years", "on 9999-01-31 at 10:30 UTC"],
  ["delay 7974 years", "after the year 9999"],
  ["delay 300000 years", "after the year 9999"],
  ["delay 99999999999999999999 days", "after the year 9999"],
])("a hover tells when it would end: %s, %s", (step, end) => {
  const journey = `journey A for Newsletter {\n  start when contact signs up\n  ${step.replace("y ", "y |")}\n}\n`;
  const { snapshot, params } = project.atCursor("welcome.journey", journey);
  expect(hover(snapshot, params, undefined, NOW)?.contents.value).toBe(
    `A delay that began now would end ${end}.`,
  );
});
