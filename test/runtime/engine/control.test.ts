import { describe, expect, test } from "vitest";
import { at, DAY, HOUR, play, T0 } from "./play.ts";

/** Where a run goes: language.md §6.2, each construct on its own. */

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("match", () => {
  const BY_PLAN = `journey J for Newsletter {
    start when contact signs up
    match contact.plan { "free" { tag "a" } "pro", "team" { tag "b" } }
    tag "e"
  }`;
  const BY_POINTS = `journey J for Newsletter {
    start when contact signs up
    match contact.points { < 10 { tag "a" } 10 ..< 20 { tag "b" } 20 { tag "c" } else { tag "d" } }
  }`;
  const BY_PRICE = `journey J for Newsletter {
    start when contact does Booked
    match entry.event.price { < 50 EUR { tag "a" } 50 EUR ..< 100 EUR { tag "b" } >= 100 EUR { tag "c" } else { tag "d" } }
  }`;

  test.each([
    ["an enumeration", BY_PLAN, { plan: "free" }, ["a", "e"], 0],
    ["an enumeration", BY_PLAN, { plan: "team" }, ["b", "e"], 1],
    ["a number", BY_POINTS, { points: 9 }, ["a"], 0],
    ["a number", BY_POINTS, { points: 10 }, ["b"], 1],
    ["a number", BY_POINTS, { points: 19.9 }, ["b"], 1],
    ["a number", BY_POINTS, { points: 20 }, ["c"], 2],
    ["a number", BY_POINTS, { points: 21 }, ["d"], "else"],
  ] as const)("of %s", (_, text, fields, tags, arm) => {
    const ada = play(text);
    ada.signUp(fields);
    ada.until(T0 + HOUR);
    expect([...ada.contact.tags]).toEqual(tags);
    expect(ada.lines("branched")).toEqual([expect.stringContaining(`"arm":${JSON.stringify(arm)}`)]);
  });

  test.each([
    ["49.99", ["a"]],
    ["50.00", ["b"]],
    ["99.99", ["b"]],
    ["100", ["c"]],
    [undefined, ["d"]],
  ])("of money, a price of %s", (price, tags) => {
    const ada = play(BY_PRICE);
    ada.does("Booked", { id: "x", ...(price !== undefined && { price: eur(price) }) });
    ada.until(T0 + HOUR);
    expect([...ada.contact.tags], "a missing value fits no case").toEqual(tags);
  });
});

describe("split", () => {
  const SPLIT = (shares: string) => `journey J for Newsletter {
    start when contact does Booked
    reenter always
    offer: split { ${shares} }
  }`;
  const arms = (shares: string, days: number) => {
    const ada = play(SPLIT(shares));
    for (let day = 0; day < days; day += 1) {
      ada.until(T0 + day * DAY);
      ada.does("Booked", { id: "x" });
      ada.until(T0 + day * DAY);
    }
    return ada.lines("split").map((line) => /"arm":"(\w+)"/.exec(line)?.[1]);
  };
  const FOUR = '25% "a" { } 25% "b" { } 25% "c" { } 25% "d" { }';

  test("who comes back takes the same arm", () => {
    const taken = arms(FOUR, 8);
    expect(taken).toHaveLength(8);
    expect(new Set(taken).size).toBe(1);
  });

  test("under a new version of the journey too, as long as the arm's place is within its bounds", () => {
    const [before] = arms(FOUR, 1);
    // Every arm keeps at least its old stretch of the line, or gives it to nobody in between.
    const wider: Record<string, string> = {
      a: '40% "a" { } 20% "b" { } 20% "c" { } 20% "d" { }',
      b: '24% "a" { } 27% "b" { } 25% "c" { } 24% "d" { }',
      c: '25% "a" { } 24% "b" { } 27% "c" { } 24% "d" { }',
      d: '20% "a" { } 20% "b" { } 20% "c" { } 40% "d" { }',
    };
    expect(arms(wider[before ?? ""] ?? "", 1)).toEqual([before]);
  });
});

describe("repeat and break", () => {
  test("turns so often as it says, and then goes on behind", () => {
    const ada = play(`journey J for Newsletter {
      start when contact signs up
      repeat up to 3 times { update contact { set points = contact.points + 1 } delay 1 day }
      tag "a"
    }`);
    ada.signUp();
    ada.until(T0 + 10 * DAY);
    expect(ada.contact.fields.points).toBe(3);
    expect([...ada.contact.tags]).toEqual(["a"]);
    expect(ada.runs[0]).toMatchObject({ state: "finished", at: T0 + 3 * DAY });
  });

  test("breaks where it says, and a loop around it goes on; who comes to a loop again counts anew", () => {
    const ada = play(`journey J for Newsletter {
      start when contact signs up
      repeat up to 2 times {
        repeat up to 5 times {
          delay 1 day
          update contact { set points = contact.points + 1 }
          if contact.points == 2 { break }
        }
        tag "a"
      }
      tag "b"
    }`);
    ada.signUp();
    ada.until(T0 + 100 * DAY);
    // 2 turns until the break; the second time at the inner loop 5, from 0 again.
    expect(ada.contact.fields.points).toBe(7);
    expect([...ada.contact.tags]).toEqual(["a", "b"]);
    expect(ada.runs[0]).toMatchObject({ state: "finished", at: T0 + 7 * DAY });
    expect(ada.runs[0]?.remembered.turns, "no count is left behind").toEqual({});
  });

  test("each turn forgets the codes and answers of the one before", () => {
    const ada = play(`coupon Spring { code "SPRING" }
    journey J for Newsletter {
      start when contact signs up
      repeat up to 2 times {
        delay 1 day
        if contact.points > 0 { give coupon Spring as gift }
        if gift is set { update contact { set points = 0 } tag "a" } else { tag "b" }
      }
    }`);
    ada.signUp({ points: 1 });
    ada.until(T0 + 5 * DAY);
    expect([...ada.contact.tags], "in the second turn nothing is given").toEqual(["a", "b"]);
  });

  test("a loop whose waits are over at once makes no endless transaction", () => {
    const ada = play(`journey J for Newsletter {
      start when contact signs up
      repeat up to 1000 times {
        delay until 2026-01-01 at 8:00
        update contact { set points = contact.points + 1 }
      }
    }`);
    ada.signUp();
    ada.until(T0);
    expect(ada.contact.fields.points).toBe(1000);
    expect(ada.runs[0]?.state).toBe("finished");
  });
});

describe("run of a fragment", () => {
  const FRAGMENT = `fragment Ask(patience: duration, word: text) for Newsletter {
    delay patience
    send email Told(what: word)
    remember seen = contact.points
    delay 1 day
    if contact.points > seen { tag "a" }
  }`;

  test("its arguments are those of the call, however long it waits", () => {
    const ada = play(`${FRAGMENT}
    journey J for Newsletter {
      start when contact signs up
      run Ask(patience: contact.patience or 2 days, word: contact.firstName or "you")
      later: run Ask(patience: 1 day, word: "again")
      tag "b"
    }`);
    ada.signUp({ firstName: "Ada", patience: "P3D" });
    ada.until(T0);
    ada.change({ patience: "P30D", firstName: "Eve" });
    ada.until(T0 + 3 * DAY);
    expect(ada.runs[0]?.remembered.arguments).toEqual({
      "run:Ask/patience": { type: "duration", duration: { days: 3 } },
      "run:Ask/word": "Ada",
    });
    ada.until(T0 + 20 * DAY);
    expect(ada.sent).toEqual(["Told", "Told"]);
    expect(ada.lines("delayed")).toEqual([
      'delayed run:Ask/delay {"until":"2026-03-05T10:00:00.000Z","saw":{"patience":"P3D"}}',
      'delayed run:Ask/delay#2 {"until":"2026-03-06T10:00:00.000Z"}',
      'delayed later/delay {"until":"2026-03-07T10:00:00.000Z","saw":{"patience":"P1D"}}',
      'delayed later/delay#2 {"until":"2026-03-08T10:00:00.000Z"}',
    ]);
    expect(ada.lines("remembered")).toHaveLength(2);
    expect([...ada.contact.tags]).toEqual(["b"]);
  });

  test("in a loop it is given new arguments each turn", () => {
    const ada = play(`fragment Add(many: number) for Newsletter {
      update contact { set points = contact.points + many }
    }
    journey J for Newsletter {
      start when contact signs up
      repeat up to 3 times { run Add(many: contact.points + 1) delay 1 day }
    }`);
    ada.signUp({ points: 1 });
    ada.until(T0 + 5 * DAY);
    expect(ada.contact.fields.points).toBe(15);
  });

  test("an argument that is missing is missing, not the one of the turn before", () => {
    const ada = play(`fragment Say(what: text?) for Newsletter {
      if what is set { update contact { set points = contact.points + 1 } }
    }
    journey J for Newsletter {
      start when contact signs up
      repeat up to 2 times { run Say(what: contact.firstName) delay 1 day }
    }`);
    ada.signUp({ firstName: "Ada" });
    ada.until(T0);
    ada.change({ firstName: null });
    ada.until(T0 + 5 * DAY);
    expect(ada.contact.fields.points).toBe(1);
  });

  test("waits inside it match by their own arms, under the call path", () => {
    const ada = play(`fragment AwaitBuy() for Newsletter {
      wait up to 2 days { when contact buys any product { tag "a" } otherwise { tag "b" } }
    }
    journey J for Newsletter {
      start when contact signs up
      run AwaitBuy()
      run AwaitBuy()
    }`);
    ada.signUp();
    ada.until(T0 + DAY);
    ada.buys();
    ada.until(T0 + 10 * DAY);
    expect(ada.lines("matched", "timedOut")).toEqual([
      expect.stringMatching(/^matched run:AwaitBuy\/wait /),
      expect.stringMatching(/^timedOut run:AwaitBuy#2\/wait /),
    ]);
    expect([...ada.contact.tags]).toEqual(["a", "b"]);
  });
});

describe("durations that are computed", () => {
  test.each([
    ["P2D", "2026-03-05T10:00:00Z"],
    ["PT12H", "2026-03-03T22:00:00Z"],
    ["P-3D", "2026-03-02T10:00:00Z"],
    [undefined, "2026-03-04T10:00:00Z"],
  ])("delay, of %s", (pause, ends) => {
    const ada = play(`journey J for Newsletter {
      start when contact does Booked
      delay 1 day + (entry.event.pause or 1 day)
    }`);
    ada.does("Booked", { id: "x", ...(pause !== undefined && { pause }) });
    ada.until(T0 + 20 * DAY);
    expect(ada.runs[0]).toMatchObject({ state: "finished", at: at(ends) });
  });

  test("one that is missing when the run gets there is over at once, and it is said", () => {
    const ada = play(`journey J for Newsletter {
      start when contact does Promised
      delay entry.event.pause
      wait up to entry.event.pause { when contact buys any product { tag "a" } otherwise { tag "b" } }
    }`);
    // It came in under another version of the event's declaration.
    ada.does("Promised", {});
    ada.until(T0 + 20 * DAY);
    expect(ada.runs[0]).toMatchObject({ state: "finished", at: T0 });
    expect(ada.lines("delayed")).toEqual([expect.stringContaining("the duration has no value")]);
    expect([...ada.contact.tags]).toEqual(["b"]);
  });

  test("wait up to, and within", () => {
    const ada = play(`journey J for Newsletter {
      start when contact does Booked where event.pause is set
      wait up to 2 * entry.event.pause { when contact buys any product { tag "a" } otherwise { tag "b" } }
      if contact bought any product within entry.event.pause { tag "c" } else { tag "d" }
    }`);
    ada.does("Booked", { id: "x", pause: "P3D" });
    ada.until(T0 + 5 * DAY);
    ada.buys();
    ada.until(T0 + 6 * DAY);
    expect([...ada.contact.tags]).toEqual(["a", "c"]);
  });
});

describe("a trigger `since` another moment", () => {
  const SINCE = `journey J for Newsletter {
    start when contact does Booked where event.startsAt is set
    delay 3 days
    wait up to 1 day {
      when contact buys any product since entry.event.startsAt { tag "a" }
      otherwise { tag "b" }
    }
  }`;

  test.each([
    ["a day before it", -DAY, "b"],
    ["at that very moment", 0, "a"],
    ["behind it, before the wait", HOUR, "a"],
  ])("%s", (_, shift, tagged) => {
    const startsAt = T0 + 2 * DAY;
    const ada = play(SINCE);
    ada.does("Booked", { id: "x", startsAt: new Date(startsAt).toISOString() });
    ada.until(startsAt + shift);
    ada.buys();
    ada.until(T0 + 30 * DAY);
    expect([...ada.contact.tags]).toEqual([tagged]);
  });

  test("what the run has used already is not used again", () => {
    const ada = play(`journey J for Newsletter {
      start when contact signs up
      wait up to 1 day until contact buys any product
      wait up to 1 day { when contact buys any product since 2026-03-01 { tag "a" } otherwise { tag "b" } }
    }`);
    ada.signUp();
    ada.until(T0 + HOUR);
    ada.buys();
    ada.until(T0 + 5 * DAY);
    expect([...ada.contact.tags]).toEqual(["b"]);
  });
});

describe("a filter in a filter", () => {
  test.each([
    ["20.00", "5", true],
    ["4.00", "5", false],
  ])("an order of %s speaks of the booking of %s around it", (total, price, matches) => {
    const ada = play(`journey J for Newsletter {
      start when contact signs up
      wait up to 9 days {
        when contact does Booked where contact bought any product where (order.total > (event.price or 0 EUR)) { tag "a" }
        otherwise { tag "b" }
      }
    }`);
    ada.signUp();
    ada.until(T0 + HOUR);
    ada.buys(total);
    ada.until(T0 + 2 * HOUR);
    ada.does("Booked", { id: "x", price: eur(price) });
    ada.until(T0 + 20 * DAY);
    expect([...ada.contact.tags]).toEqual([matches ? "a" : "b"]);
  });
});
