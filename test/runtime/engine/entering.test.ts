import { describe, expect, test } from "vitest";
import { at, DAY, HOUR, play, standing, T0 } from "./play.ts";

/** Who comes in, and who does not: language.md §6.1. */

const reasons = (ada: ReturnType<typeof play>) =>
  ada.journal.filter(({ kind }) => kind === "refused").map(({ data }) => data.reason);

describe("keyed runs", () => {
  const KEYED = (more: string) => `journey J for Newsletter {
    start when contact does Booked
    exit when contact does Cancelled where event.id == entry.event.id
    one run per entry.event.id
    ${more}
    delay 3 days
  }`;

  test("one contact is in a journey once for each key, and each exit looks at its own run", () => {
    const ada = play(KEYED("reenter always"));
    ada.does("Booked", { id: "x" });
    ada.does("Booked", { id: "y" });
    ada.does("Booked", { id: "x" });
    expect(standing(ada)).toEqual(["J x alive", "J y alive"]);
    expect(reasons(ada)).toEqual(["the contact is in this journey already"]);
    ada.does("Cancelled", { id: "y" });
    expect(standing(ada)).toEqual(["J x alive", "J y exited"]);
    ada.does("Booked", { id: "y" });
    expect(standing(ada)).toEqual(["J x alive", "J y exited", "J y alive"]);
  });

  test.each([
    ["reenter never", 10, ["J x finished", "J y alive"], "reenter never"],
    ["reenter after 5 days", 4, ["J x finished", "J y alive"], "may enter again from 2026-03-07T10:00:00"],
    ["reenter after 5 days", 5, ["J x finished", "J x alive", "J y alive"], undefined],
  ])("%s holds for each key: after %s days", (rule, days, expected, refused) => {
    const ada = play(KEYED(rule));
    ada.does("Booked", { id: "x" });
    ada.until(T0 + days * DAY);
    ada.does("Booked", { id: "x" });
    ada.does("Booked", { id: "y" });
    expect(standing(ada)).toEqual(expected);
    expect(reasons(ada)).toEqual(refused === undefined ? [] : [expect.stringContaining(refused)]);
  });

  test("reenter restart ends the run of that key and no other", () => {
    const ada = play(KEYED("reenter restart"));
    ada.does("Booked", { id: "x" });
    ada.does("Booked", { id: "y" });
    ada.until(T0 + DAY);
    ada.does("Booked", { id: "x" });
    expect(standing(ada)).toEqual(["J x exited", "J y alive", "J x alive"]);
  });

  test("a start that is heard of late does not replace a later one", () => {
    const ada = play(KEYED("reenter restart"));
    ada.until(T0 + 2 * HOUR);
    ada.does("Booked", { id: "x" }, T0 + 2 * HOUR);
    ada.does("Booked", { id: "x" }, T0 + HOUR);
    expect(standing(ada)).toEqual(["J x alive"]);
    expect(ada.runs[0]?.enteredAt).toBe(T0 + 2 * HOUR);
    expect(reasons(ada)).toEqual(["a later start has begun the run that is alive"]);
  });

  test("one run per entry: each start has its own", () => {
    const ada = play(`journey J for Newsletter {
      start when contact does Booked
      one run per entry
      delay 3 days
    }`);
    ada.does("Booked", { id: "x" });
    ada.does("Booked", { id: "x" });
    expect(standing(ada)).toEqual(["J e1 alive", "J e2 alive"]);
  });

  test("several values, money by its amount; a key that is long goes by its hash", () => {
    const ada = play(`journey J for Newsletter {
      start when contact does Booked
      one run per entry.event.id, (entry.event.price or 0 EUR)
      delay 3 days
    }`);
    const booked = (id: string, amount: string) =>
      ada.does("Booked", { id, price: { amount, currency: "EUR" } });
    booked("x", "5");
    booked("x", "5.00");
    booked("x", "6");
    booked("long ".repeat(200), "6");
    expect(ada.runs.map(({ key }) => key)).toEqual([
      '["x",{"amount":"5","currency":"EUR"}]',
      '["x",{"amount":"6","currency":"EUR"}]',
      expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    ]);
  });

  test("a start without its key is refused, and said", () => {
    const ada = play(KEYED("reenter always"));
    ada.does("Booked", {});
    expect(standing(ada)).toEqual([]);
    expect(reasons(ada)).toEqual([expect.stringContaining("`one run per`")]);
  });
});

describe("enter from … until …", () => {
  const WINDOW = `journey J for Newsletter {
    start when contact does Booked
    start manually
    enter from 2026-03-02 to 2026-03-29
    one run per entry
    delay 60 days
  }`;

  // The clocks of Auckland are 13 hours ahead, those of Los Angeles 8 behind; Berlin's are changed on 29 March.
  test.each([
    ["Pacific/Auckland", "2026-03-01T10:59:59Z", "before 2026-03-02"],
    ["Pacific/Auckland", "2026-03-01T11:00:00Z", null],
    ["America/Los_Angeles", "2026-03-02T07:59:59Z", "before 2026-03-02"],
    ["America/Los_Angeles", "2026-03-02T08:00:00Z", null],
    ["Europe/Berlin", "2026-03-29T21:59:59Z", null],
    ["Europe/Berlin", "2026-03-29T22:00:00Z", "after 2026-03-29"],
    ["UTC", "2026-03-29T23:59:59Z", null],
    ["UTC", "2026-03-30T00:00:00Z", "after 2026-03-29"],
  ])("by the clocks of %s, at %s", (zone, when, refused) => {
    const ada = play(WINDOW, { zone, now: at("2026-02-28T00:00:00Z") });
    ada.until(at(when));
    ada.does("Booked", { id: "x" });
    expect(reasons(ada)).toEqual(refused === null ? [] : [expect.stringContaining(refused)]);
    expect(ada.runs).toHaveLength(refused === null ? 1 : 0);
  });

  test("who is in goes on behind its end, and it holds for a start by hand, too", () => {
    const ada = play(WINDOW);
    ada.does("Booked", { id: "x" });
    ada.until(at("2026-04-15T00:00:00Z"));
    expect(standing(ada)).toEqual(["J e1 alive"]);
    expect(ada.startByHand("J")).toContain("after 2026-03-29");
    ada.until(T0 + 61 * DAY);
    expect(standing(ada)).toEqual(["J e1 finished"]);
  });
});

test("reenter after a time that is computed from the contact", () => {
  const ada = play(`journey J for Newsletter {
    start when contact does Booked
    reenter after (contact.patience or 10 days)
    tag "a"
  }`);
  ada.signUp({ patience: "P2D" });
  for (const days of [0, 1, 2]) {
    ada.until(T0 + days * DAY + HOUR);
    ada.does("Booked", { id: "x" });
    ada.until(T0 + days * DAY + HOUR);
  }
  expect(standing(ada)).toEqual(["J finished", "J finished"]);
  expect(reasons(ada)).toEqual([expect.stringContaining("2026-03-04T11:00:00")]);
});

test("a zone that does not exist counts as none, for those who come in and for their delays", () => {
  const ada = play(
    `journey J for Newsletter {
      timezone "Europe/Paris"
      start when contact signs up
      delay 1 day
      delay until 9:00
      tag "a"
    }`,
    { zone: "Europe/Atlantis" },
  );
  ada.signUp();
  ada.until(T0 + 9 * DAY);
  expect(ada.runs[0]).toMatchObject({ state: "finished", at: at("2026-03-04T09:00:00+01:00") });
});
