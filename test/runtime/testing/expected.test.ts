import { describe, expect, test } from "vitest";
import { runTests } from "./run-tests.ts";
import { NOW, run, SHOP } from "./shop.ts";

describe("what is expected", () => {
  const TWO = `journey Two for Newsletter {
    start when contact does Booked
    one run per entry.event.place
    goal "Order" within 14 days when contact buys any product
    exit when contact unsubscribes
    send between 9:00 and 20:00
    send email Hello(place: entry.event.place)
    milestone "greeted"
    call webhook Sync(reason: "gold")
    send email Receipt(total: 5 EUR) to "boss@shop.example"
    resting: wait up to 2 days until contact gets tag "vip"
    send email Bye
  }`;
  const BOOKED = `${NOW} contact does Booked with { place: "Lyon" }`;

  test.each([
    [`${BOOKED} expect sent Hello 1 time where place == "Lyon" and entry.event.place == "Lyon"`],
    [`${BOOKED} expect sent Hello containing "Hello you", "in Lyon"`],
    [`${BOOKED} expect sent Receipt to "boss@shop.example" where total == 5 EUR`],
    [`${BOOKED} expect called Sync 1 time where reason == "gold"`],
    [
      `${BOOKED} expect reached milestone "greeted" expect not reached goal "Order" expect waiting at resting`,
    ],
    [`${BOOKED} after 1 day contact buys any product expect reached goal "Order"`],
    [
      `${BOOKED} after 2 days expect sent Bye expect not sent Hello expect sent Hello since start expect finished`,
    ],
    [
      `${BOOKED} after 1 day expect nothing sent contact unsubscribes expect exited after 1 week expect nothing sent`,
    ],
    [
      `${BOOKED} contact does Booked with { place: "Nice" } expect entered 2 times expect entered 1 time where entry.event.place == "Nice"`,
    ],
    [
      `on 2026-03-27 at 22:00 contact does Booked expect held expect nothing sent after 11 hours expect sent Hello expect waiting`,
    ],
  ])("holds: %s", async (lines) => {
    expect(await run(TWO, `test "two" for Two { ${lines} }`)).toEqual([]);
  });

  test.each([
    [`${BOOKED} expect sent Bye`, "expect sent Bye: Bye was not sent since the last `on` or `after`."],
    [
      `${BOOKED} expect not sent Hello`,
      "expect not sent Hello: This is so, and should not be. Hello was sent once: on 2026-03-27 at 10:00.",
    ],
    [
      `${BOOKED} expect sent Hello 2 times`,
      "expect sent Hello 2 times: Hello was sent once: on 2026-03-27 at 10:00.",
    ],
    [
      `${BOOKED} expect sent Hello where place == "Nice"`,
      'expect sent Hello where place == "Nice": on 2026-03-27 at 10:00: its filter is not true, with place = "Lyon"',
    ],
    [
      `${BOOKED} expect sent Hello containing "Nice"`,
      'expect sent Hello containing "Nice": on 2026-03-27 at 10:00: it does not contain "Nice". It says:',
    ],
    [
      `${BOOKED} expect sent Receipt to "ana@shop.example"`,
      'expect sent Receipt to "ana@shop.example": Receipt was not sent to ana@shop.example since the last `on` or `after`.',
    ],
    [
      `${BOOKED} expect nothing sent`,
      "expect nothing sent: This was sent: Hello on 2026-03-27 at 10:00, Receipt on 2026-03-27 at 10:00.",
    ],
    [
      `${BOOKED} expect not called Sync`,
      "expect not called Sync: This is so, and should not be. Sync was called once: on 2026-03-27 at 10:00.",
    ],
    [
      `${BOOKED} expect called Sync where reason == "silver"`,
      'expect called Sync where reason == "silver": It was called on 2026-03-27 at 10:00, with reason = "gold".',
    ],
    [
      `${BOOKED} expect finished`,
      "expect finished: The run [Lyon] of the contact stands at `wait up to 2 days` until 2026-03-29 10:00.",
    ],
    [
      `${BOOKED} expect reached goal "Order"`,
      'expect reached goal "Order": The goal "Order" was not reached.',
    ],
    [
      `${BOOKED} expect contact.points == 3`,
      "expect contact.points == 3: It is not true: contact.points = 0.",
    ],
    [`${NOW} expect waiting`, "expect waiting: The contact has never entered Two."],
  ])("fails: %s", async (lines, complaint) => {
    expect(await run(TWO, `test "two" for Two { ${lines} }`)).toEqual([complaint]);
  });

  const TWO_PLACES = `${BOOKED} contact does Booked with { place: "Nice" }`;

  test("speaks of the run that its filter chooses, and else of the latest", async () => {
    const keyed = TWO.replace(
      "exit when contact unsubscribes",
      'exit when contact does Booked where event.place == "end"  exit when contact gets tag "customer" where entry.event.place == "Lyon"',
    );
    const complaintsOf = (lines: string) =>
      run(keyed, `test "two" for Two { ${TWO_PLACES} contact gets tag "customer" ${lines} }`);
    const right = `expect exited where entry.event.place == "Lyon"
      expect waiting at resting where entry.event.place == "Nice"
      expect waiting
      expect not exited where entry.event.place == "Nice"`;
    expect(await complaintsOf(right)).toEqual([]);
    const wrong = `expect exited where entry.event.place == "Nice"
      expect waiting where entry.event.place == "Lyon"
      expect waiting where entry.event.place == "Rome"`;
    expect(await complaintsOf(wrong)).toEqual([
      'expect exited where entry.event.place == "Nice": The run [Nice] of the contact stands at `wait up to 2 days` until 2026-03-29 10:00.',
      'expect waiting where entry.event.place == "Lyon": The run [Lyon] of the contact has left on 2026-03-27 10:00: exit rule.',
      'expect waiting where entry.event.place == "Rome": The run [Nice] of the contact stands at `wait up to 2 days` until 2026-03-29 10:00, but the filter is not true: entry.event.place-name = "Nice".',
    ]);
  });

  /** The letter of the only line that fails, and what it tells. */
  async function letterOf(journey: string, lines: string) {
    const [result] = await runTests(`${SHOP}${journey} test "one" for Two { ${lines} }`);
    const failures = result?.failures ?? [];
    expect(failures).toHaveLength(1);
    return { message: failures[0]?.message, told: failures[0]?.timeline.map(({ text }) => text) ?? [] };
  }

  test("tells runs of a keyed journey apart by their keys", async () => {
    const { told } = await letterOf(TWO, `${TWO_PLACES} expect finished`);
    expect(told).toContain("enters Two [Lyon]");
    expect(told).toContain("enters Two [Nice]");
    expect(told).toContain("Hello is sent [Nice]");
    const { told: plain } = await letterOf(
      TWO.replace("one run per entry.event.place", ""),
      `${BOOKED} expect finished`,
    );
    expect(plain).toContain("enters Two");
  });

  test("says that nothing listens to what happened before a missing exit", async () => {
    const unheard = `${BOOKED} contact gets tag "customer" expect exited`;
    expect((await letterOf(TWO, unheard)).message).toContain(
      '\n`contact gets tag "customer"` happened on 2026-03-27 at 10:00; no start, exit, goal or wait of Two listens to it.',
    );
    const goal = `${BOOKED} contact buys any product expect exited`;
    expect((await letterOf(TWO, goal)).message).not.toContain("listens");
    const before = `${NOW} contact gets tag "customer" contact does Booked expect exited`;
    expect((await letterOf(TWO, before)).message).not.toContain("listens");
  });

  test("says which condition sent a run which way, and what it read", async () => {
    const journey = `journey Two for Newsletter { start when contact does Booked  if contact.points > 3 { tag "vip" } else if contact.plan == "free" { tag "seen" }  match contact.city { "Lyon" { tag "customer" } else { } }  if contact has tag "vip" { tag "customer" } }`;
    const { told } = await letterOf(journey, `${BOOKED} expect exited`);
    expect(told).toContain(
      'takes a branch: contact.plan == "free", with contact.points = 0, contact.plan = "free"',
    );
    expect(told).toContain("goes the other way: match contact.city { else }, with contact.city = null");
    expect(told).toContain(
      'goes the other way: not (contact has tag "vip"), with contact has tag "vip" = false',
    );
  });

  test("says where to put a line that is asked too late", async () => {
    const [result] = await runTests(
      `${SHOP}${TWO} test "late" for Two { ${BOOKED} after 1 day expect sent Hello }`,
    );
    expect(result?.failures[0]?.message).toBe(
      "Hello was not sent since the last `on` or `after`.\nIt came before that, on 2026-03-27 at 10:00: write the line behind an earlier `on` or `after`, or add `since start`.",
    );
  });
});
