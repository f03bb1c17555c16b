import { describe, expect, it } from "vitest";
import { createLiveOutput } from "../../../cli/src/dev/live-output.ts";
import { type JourneyView, type LiveState, lineOf, renderLive } from "../../../cli/src/dev/live-view.ts";
import { fakeTerminal } from "../fake-terminal.ts";

const welcome: JourneyView = {
  title: "Welcome series",
  entered: 12,
  active: 7,
  finished: 3,
  exited: 2,
  stuck: 0,
  at: [
    { step: "delay 1 day", people: 4 },
    { step: "welcomed: wait up to 4 days", people: 3 },
  ],
};
const thanks: JourneyView = {
  title: "Thanks",
  entered: 1,
  active: 0,
  finished: 1,
  exited: 0,
  stuck: 0,
  at: [],
};
const state: LiveState = {
  project: "shop",
  now: Date.parse("2026-11-24T08:00:00Z"),
  timezone: "Europe/Paris",
  speed: "1 day = 1 second",
  journeys: [welcome, thanks],
  mails: { sent: 45, others: [], refused: 2, unknown: 0 },
  play: { done: 10, of: 92 },
  pages: [
    { name: "Mailbox", url: "http://127.0.0.1:1080/" },
    { name: "API", url: "http://127.0.0.1:8080/" },
  ],
  notes: [],
};

describe("the live view", () => {
  it("shows journeys, people at each step, mails and pages", () => {
    expect(renderLive(state, false)).toBe(
      [
        "Trajet · shop   Tue, 24 Nov 2026, 09:00 (1 day = 1 second)",
        "",
        "  Welcome series  12 entered · 7 under way · 3 finished · 2 left",
        "       4 at delay 1 day",
        "       3 at welcomed: wait up to 4 days",
        "  Thanks          1 entered · 0 under way · 1 finished",
        "",
        "  45 mails sent · 2 refused · 10 of 92 events played",
        "",
        "  Mailbox  http://127.0.0.1:1080/",
        "  API      http://127.0.0.1:8080/",
      ].join("\n"),
    );
  });

  it("shows what cannot go on, what is unknown, and what there is to say", () => {
    const bad = renderLive(
      {
        ...state,
        journeys: [{ ...thanks, stuck: 1 }],
        mails: { sent: 1, others: [{ channel: "sms", sent: 2 }], refused: 0, unknown: 3 },
        play: { done: 92, of: 92 },
        notes: ["2 errors in shop.journey: the last good version goes on."],
      },
      false,
    );
    expect(bad).toContain("1 finished · 1 stuck");
    expect(bad).toContain("  1 mail sent · 2 by sms · 3 unknown\n");
    expect(bad).toContain("\n\n  2 errors in shop.journey: the last good version goes on.");
  });

  it("is the same text in colour", () => {
    const colored = renderLive(state, true);
    expect(colored).not.toBe(renderLive(state, false));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(renderLive(state, false));
  });

  it("fits in a line", () => {
    expect(lineOf(state)).toBe(
      "Tue, 24 Nov 2026, 09:00: 7 under way, 4 finished, 2 left, 45 mails sent · 2 refused · 10 of 92 events played",
    );
  });
});

describe("output that is no terminal", () => {
  it("gets the pages once, and a line when something but the time has changed", () => {
    const terminal = fakeTerminal();
    const output = createLiveOutput(terminal, process.stderr);
    output.show(state);
    output.show({ ...state, now: state.now + 3_600_000 });
    output.show({
      ...state,
      now: state.now + 7_200_000,
      mails: { sent: 46, others: [], refused: 2, unknown: 0 },
    });
    output.end();
    expect(terminal.errors().split("\n")).toEqual([
      "Mailbox: http://127.0.0.1:1080/",
      "API: http://127.0.0.1:8080/",
      expect.stringContaining("09:00: 7 under way, 4 finished, 2 left, 45 mails"),
      expect.stringContaining("11:00: 7 under way, 4 finished, 2 left, 46 mails"),
      "",
    ]);
  });
});
