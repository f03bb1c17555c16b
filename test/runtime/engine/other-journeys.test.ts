import { describe, expect, test } from "vitest";
import { DAY, HOUR, play, standing, T0 } from "./play.ts";

/** Journeys that start and leave journeys, and what an archived contact means for them. */

describe("start journey", () => {
  const STARTING = `journey A for Newsletter {
    start when contact signs up
    delay 1 day
    start journey B otherwise { tag "c" }
    tag "a"
  }`;
  const STARTED = (more = "") => `journey B for Newsletter {
    start manually
    ${more}
    delay 1 day
    if entry is manual { tag "b" }
  }`;

  test("begins a run at the step's time, with an id that a repeated attempt makes again", () => {
    const ada = play(`${STARTING}\n${STARTED()}`);
    ada.signUp();
    ada.until(T0 + DAY);
    const [a, b] = ada.runs;
    expect(b).toMatchObject({ journey: "B", enteredAt: T0 + DAY, causeDepth: 1 });
    expect(b?.occurrence).toBe(`${a?.id}/start journey:B/1/manual:B`);
    ada.until(T0 + 3 * DAY);
    expect([...ada.contact.tags]).toEqual(["a", "b"]);
    expect(ada.lines("entered")).toContainEqual(expect.stringMatching(/"by":"manual","from":"A"/));
  });

  test("the rules of the other journey say who may enter; a refusal takes otherwise", () => {
    const ada = play(
      `${STARTING.replace("start when contact signs up", "start when contact does Booked\nreenter always")}\n${STARTED()}`,
    );
    ada.does("Booked", { id: "x" });
    ada.until(T0 + 5 * DAY);
    expect([...ada.contact.tags]).toEqual(["a", "b"]);
    ada.does("Booked", { id: "x" });
    ada.until(T0 + 10 * DAY);
    expect([...ada.contact.tags]).toEqual(["a", "b", "c"]);
    const said = ada.journal.filter(({ kind }) => kind === "refused");
    expect(said.map(({ journey, step, data }) => [journey, step, data.reason])).toEqual([
      ["B", null, "the contact has been in this journey, and it says reenter never"],
      ["A", "start journey:B", "the contact has been in this journey, and it says reenter never"],
    ]);
  });

  test("journeys that start each other end at sixteen, and it is said", () => {
    const circle = (name: string, other: string) => `journey ${name} for Newsletter {
      start manually
      reenter always
      update contact { set points = contact.points + 1 }
      start journey ${other}
    }`;
    const ada = play(`${circle("A", "B")}\n${circle("B", "A")}`);
    ada.signUp();
    ada.startByHand("A");
    ada.until(T0 + HOUR);
    expect(ada.contact.fields.points).toBe(17);
    expect(ada.lines("refused")).toContainEqual(
      expect.stringMatching(/^refused start journey:. .*more than 16 times/),
    );
  });
});

describe("leave journey", () => {
  test("ends the contact's runs of it, waits and delays included, and nothing where there is none", () => {
    const ada = play(`journey A for Newsletter {
      start when contact signs up
      delay 1 day
      leave journey B
      leave journey B
      tag "a"
    }
    journey B for Newsletter {
      start when contact does Booked
      one run per entry
      delay 2 days
      tag "b"
    }`);
    ada.signUp();
    ada.does("Booked", { id: "x" });
    ada.does("Booked", { id: "y" });
    ada.until(T0 + 9 * DAY);
    expect(standing(ada)).toEqual(["A finished", "B e2 exited", "B e3 exited"]);
    expect([...ada.contact.tags]).toEqual(["a"]);
    expect(ada.lines("exited")).toEqual(
      Array(2).fill('exited delay {"reason":"a step of a journey left it","by":"A"}'),
    );
    expect(ada.runs[1]).toMatchObject({ endedAt: T0 + DAY, dueAt: null, wait: { state: "left" } });
  });
});

test("a slow worker leaves and starts journeys at the step's own time", () => {
  const ada = play(
    `journey A for Newsletter { start when contact signs up delay 1 day leave journey B start journey C }
    journey B for Newsletter { start when contact signs up delay 9 days }
    journey C for Newsletter { start manually delay 1 day }`,
    { late: 5 * HOUR },
  );
  ada.signUp();
  ada.until(T0 + 9 * DAY);
  const [, b, c] = ada.runs;
  expect(b).toMatchObject({ journey: "B", state: "exited", endedAt: T0 + DAY });
  expect(c).toMatchObject({ journey: "C", enteredAt: T0 + DAY, at: T0 + 2 * DAY });
});

describe("archive contact", () => {
  test("lets nobody in any more; the runs go on, and no mail leaves", () => {
    const ada = play(`journey A for Newsletter {
      start when contact signs up
      archive contact
      send email Welcome otherwise { tag "a" }
      start journey B otherwise { tag "b" }
      tag "c"
    }
    journey B for Newsletter { start manually start when contact gets tag "c" tag "d" }`);
    ada.signUp();
    ada.until(T0 + DAY);
    expect(ada.contact.archived).toBe(true);
    expect(ada.sent).toEqual([]);
    expect([...ada.contact.tags]).toEqual(["a", "b", "c"]);
    expect(standing(ada)).toEqual(["A finished"]);
    expect(ada.contact.consent.email, "what was agreed to stays as it was").toBe("subscribed");
    expect(ada.lines("archived")).toHaveLength(1);
  });
});
