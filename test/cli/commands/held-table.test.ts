import { describe, expect, test } from "vitest";
import { heldTable, releasingLine } from "../../../cli/src/commands/held-table.ts";
import type { HeldRun, JourneyRow } from "../../../cli/src/runtime.ts";

const row = (more: Partial<JourneyRow> = {}): JourneyRow => ({
  name: "Welcome",
  title: null,
  audience: "Newsletter",
  objective: null,
  status: "active",
  program: "abc",
  counts: { entered: 3, active: 3, finished: 0, exited: 0, converted: 0, stuck: 0 },
  at: {},
  held: { window: 2, pause: 1 },
  releasing: null,
  ...more,
});
const HELD: HeldRun = {
  run: "r1",
  contact: "ada",
  step: "send:Hello",
  by: "window",
  since: "2026-03-02T21:00:00.000Z",
  until: "2026-03-03T09:00:00.000Z",
  reason: "messages leave between 9:00 and 20:00 (UTC)",
};

describe("who is held", () => {
  test("is told with the reason, and how many more there are", () => {
    const pause: HeldRun = {
      ...HELD,
      contact: "ben",
      by: "pause",
      until: null,
      reason: "the journey is paused",
    };
    expect(heldTable(row(), [HELD, pause])).toBe(
      `
contact  step        held by  since                     until                     why
ada      send:Hello  window   2026-03-02T21:00:00.000Z  2026-03-03T09:00:00.000Z  messages leave between 9:00 and 20:00 (UTC)
ben      send:Hello  pause    2026-03-02T21:00:00.000Z  the pause ends            the journey is paused
… and 1 more: --limit shows more of them.
`,
    );
    expect(heldTable(row({ held: {} }), [])).toBe("\nNobody is held in Welcome.\n");
  });

  test("and how far they are once the pause is over", () => {
    const releasing = { total: 9, released: 4, since: "2026-03-03T09:00:00.000Z", until: null };
    expect(releasingLine(row())).toBe("");
    expect(releasingLine(row({ releasing }))).toBe("\nWelcome: 4 of 9 go on.\n");
    expect(releasingLine(row({ releasing: { ...releasing, until: "2026-03-03T10:00:00.000Z" } }))).toContain(
      "until 2026-03-03T10:00:00.000Z",
    );
    expect(releasingLine(row({ status: "archived", releasing }))).toContain("told to leave");
  });
});
