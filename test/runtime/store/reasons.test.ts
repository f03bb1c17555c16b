import type { CompiledJourney } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { journeysOf } from "../engine/play.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

/** Each decision in the timeline: what the source says, and what was read. */
describe.each(DATABASES)("the reason of a decision on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const run = (text: string) => world.run(...journeysOf(text));
  const said = async (...kinds: readonly string[]) => {
    const view = await world.store.gateway.contact("ada");
    return (view?.timeline ?? [])
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, because, saw, source }) => ({
        kind,
        because,
        ...(saw && { saw }),
        line: (source as { line: number }).line,
      }));
  };

  test("of branches, cases, splits and delays", async () => {
    await run(`journey J for Newsletter {
      start when contact signs up where contact.plan != "pro" and contact has no tag "vip"
      remember before = contact.points
      if contact.points > 100 { exit } else if contact has tag "vip" or before >= 5 { tag "a" } else { tag "b" }
      if contact.points > 100 { exit } else if contact.plan == "pro" { exit }
      match contact.points { < 3 { tag "c" } 3 ..< 10 { tag "d" } else { } }
      match contact.plan { "pro" { } else { tag "e" } }
      split { 100% "all" { } }
      delay (contact.patience or 1 day)
    }`);
    await world.signUp("ada", { plan: "free", points: 7, patience: "PT2H" });
    await world.until(T0 + DAY);
    expect(await said("entered", "branched", "split", "delayed")).toEqual([
      {
        kind: "entered",
        because: 'start when contact signs up where contact.plan != "pro" and contact has no tag "vip"',
        saw: { "contact.plan": "free", 'contact has tag "vip"': false },
        line: 2,
      },
      {
        kind: "branched",
        because: 'contact has tag "vip" or before >= 5',
        saw: { "contact.points": 7, 'contact has tag "vip"': false, before: 7 },
        line: 4,
      },
      {
        kind: "branched",
        because: 'not (contact.points > 100) and not (contact.plan == "pro")',
        saw: { "contact.points": 7, "contact.plan": "free" },
        line: 5,
      },
      {
        kind: "branched",
        because: "match contact.points { 3 ..< 10 }",
        saw: { "contact.points": 7 },
        line: 6,
      },
      { kind: "branched", because: "match contact.plan { else }", saw: { "contact.plan": "free" }, line: 7 },
      { kind: "split", because: '100% "all"', line: 8 },
      {
        kind: "delayed",
        because: "delay contact.patience or 1 day",
        saw: { "contact.patience": "PT2H" },
        line: 9,
      },
    ]);
  });

  test("of waits, exits and refused starts, and of histories by their answer", async () => {
    await run(`journey J for Newsletter {
      start when contact signs up
      start when contact buys any product where order.total > 10 EUR
      exit if contact.points > 50 and contact bought any product at least 2 times
      exit when contact buys any product where order.total > 1000 EUR
      wait up to 3 days {
        when contact gets tag "a" or when contact buys any product where order.total >= contact.points * 1 EUR { }
        otherwise { }
      }
      delay 1 day
    }`);
    await world.signUp("ada", { points: 20 });
    await world.until(T0 + HOUR);
    await world.store.clock.freeze(T0 + HOUR);
    await world.buy("ada", "o1", T0 + HOUR);
    await world.until(T0 + 2 * HOUR);
    await world.buy("ada", "o2", T0 + 2 * HOUR);
    await world.store.gateway.putContact({ id: "ada", imported: false, fields: { points: 60 } });
    await world.until(T0 + DAY);
    expect(await said("matched", "exited", "refused")).toEqual([
      {
        kind: "refused",
        because: "start when contact buys any product where order.total > 10 EUR",
        saw: { "order.total": { amount: "60.00", currency: "EUR" } },
        line: 3,
      },
      {
        kind: "matched",
        because:
          'when contact gets tag "a" or when contact buys any product where order.total >= contact.points * 1 EUR',
        saw: { "order.total": { amount: "60.00", currency: "EUR" }, "contact.points": 20 },
        line: 6,
      },
      {
        kind: "refused",
        because: "start when contact buys any product where order.total > 10 EUR",
        saw: { "order.total": { amount: "60.00", currency: "EUR" } },
        line: 3,
      },
      {
        kind: "exited",
        because: "exit if contact.points > 50 and contact bought any product at least 2 times",
        saw: { "contact.points": 60, "contact bought any product": true },
        line: 4,
      },
    ]);
  });

  test("a step of a fragment in another file is at its own place", async () => {
    const [journey] = journeysOf(`fragment F() for Newsletter { delay 1 day }
    journey J for Newsletter { start when contact signs up run F() }`);
    const elsewhere = journey as CompiledJourney;
    const range = elsewhere.source.steps["run:F/delay"];
    if (range === undefined) throw new Error("there is no step");
    const source = {
      ...elsewhere.source,
      steps: { "run:F/delay": { ...range, file: "fragments.journey", line: 7 } },
    };
    await world.run({ ...elsewhere, source });
    await world.signUp("ada");
    await world.until(T0);
    const view = await world.store.gateway.contact("ada");
    expect(view?.timeline.at(-1)?.source).toEqual({ file: "fragments.journey", line: 7 });
  });
});
