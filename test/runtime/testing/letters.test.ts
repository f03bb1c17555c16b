import { describe, expect, test } from "vitest";
import { runTests } from "./run-tests.ts";

/* What the letter of a failed expectation says beside what is so instead: what decided it, in the words of a test. */

const SHOP = `audience Newsletter { field points: number = 0  tags "customer", "vip" }
store Boutique { currency EUR }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
email Offer for Newsletter { from "ana@shop.example"  subject "Offer"  body "Come." }
journey Buying for Newsletter {
  start when contact buys any product from Boutique where order.total >= 50 EUR
  reenter after 30 days
  tag "customer"
  update contact { set points = contact.points + 10 }
  if entry.order.total >= 100 EUR { tag "vip" }
  send email Hello
  welcomed: wait up to 2 days {
    when contact buys any product from Boutique { }
    otherwise {
      send email Offer
      offered: wait up to 2 days until contact gets tag "vip"
    }
  }
  milestone "done"
}
`;
const ON = "on 2026-03-27 at 10:00";
const BUYS = `${ON} contact buys "mug" with { total: 60 EUR }`;

/** The only letter about a test of these lines: its sentences, the source that decided and what that read, what happened. */
async function letterOf(lines: string) {
  const [result] = await runTests(`${SHOP}test "one" for Buying { ${lines} }`);
  const [failure, ...others] = result?.failures ?? [];
  if (failure === undefined || others.length > 0) throw new Error("one line fails");
  const { message, decided, timeline } = failure;
  return {
    message: message.split("\n"),
    because: decided?.because?.replace(/\s+/g, " "),
    saw: decided?.saw,
    told: timeline.map(({ text }) => text),
  };
}

describe("the letter of a failed expectation", () => {
  test("where somebody should wait: what led elsewhere", async () => {
    const letter = await letterOf(
      `${BUYS} after 1 day contact buys "mug" with { total: 20 EUR } expect waiting at offered`,
    );
    expect(letter.message).toEqual(["The contact has finished, on 2026-03-28 10:00."]);
    expect(letter.because).toBe("when contact buys any product from Boutique");
  });

  test("of a tag that a branch would have given: the branch, and what it read", async () => {
    const letter = await letterOf(`${BUYS} expect contact has tag "vip"`);
    expect(letter.because).toBe("not (entry.order.total >= 100 EUR)");
    expect(letter.saw).toEqual({ "entry.order.total": { amount: "60", currency: "EUR" } });
    expect(letter.told).toContain(
      "goes the other way: not (entry.order.total >= 100 EUR), with entry.order.total = 60 EUR",
    );
  });

  test.each([
    ["a field", "expect contact.points == 20", "update contact { set points = contact.points + 10 }"],
    ["a tag", 'expect not contact has tag "customer"', 'tag "customer"'],
  ])("of %s that a step changed: the step", async (_, line, because) => {
    expect((await letterOf(`${BUYS} ${line}`)).because).toBe(because);
  });

  test("of what no step changes: nothing decided it", async () => {
    expect((await letterOf(`${BUYS} expect contact.timezone == "UTC"`)).because).toBeUndefined();
  });

  test.each([
    ["expect sent Hello", "Hello was not sent since the last `on` or `after`."],
    ['expect reached milestone "done"', 'The milestone "done" was not reached.'],
  ])("that nobody is in the journey: %s", async (line, message) => {
    const letter = await letterOf(`${ON} contact buys "mug" with { total: 20 EUR } ${line}`);
    const who = line.includes("sent") ? "Nobody has" : "The contact has not";
    expect(letter.message).toEqual([message, `${who} entered Buying: no start of it fits what happened.`]);
    expect((await letterOf(`${BUYS} expect sent Offer`)).message).toHaveLength(1);
  });

  test("what became of a message that did not leave", async () => {
    const letter = await letterOf(`given email refuses ${BUYS} expect sent Hello`);
    expect(letter.message).toEqual([
      "Hello was not sent since the last `on` or `after`.",
      "On 2026-03-27 at 10:00 Hello is refused: the test has it refuse.",
    ]);
  });

  test("moments by the clock of the contact", async () => {
    const letter = await letterOf(
      `${BUYS} after 10 days contact buys "mug" with { total: 60 EUR } expect entered`,
    );
    expect(letter.message[0]).toBe(
      "The contact may not enter: the contact may enter again from 2026-04-26 10:00 on.",
    );
  });

  test("of a group that an arm would have given: the arm", async () => {
    const { decided } = await failureIn(
      `split { 50% "one" { join "Interests"."Tea" } 50% "two" { } }`,
      `take "two" expect contact in "Interests"."Tea"`,
    );
    expect(decided?.because).toBe('50% "two"');
  });

  test("of a goal that comes too late: until when it could be reached, and no step that has nothing to do with it", async () => {
    const { message, decided } = await failureIn(
      `if contact.points > 5 { tag "vip" }`,
      `after 8 days contact buys "mug" expect reached goal "Order"`,
    );
    expect(message).toBe(
      'The goal "Order" was not reached.\nIts time was over on 2026-04-03 at 10:00: what comes then does not count.',
    );
    expect(decided).toBeUndefined();
  });

  test("of a goal whose time no calendar has: that, and not when it was over", async () => {
    const project = SHOP.replace(
      "{ field points",
      "{ field patience: duration = 1 day  field points",
    ).replace(
      "reenter after",
      'goal "Again" within contact.patience when contact buys any product from Boutique  reenter after',
    );
    const lines = `given contact { patience: 900000 years } ${BUYS} after 1 day expect reached goal "Again"`;
    const [result] = await runTests(`${project}test "one" for Buying { ${lines} }`);
    const [failure] = result?.failures ?? [];
    expect(failure?.message).toBe('The goal "Again" was not reached.');
    expect(failure?.timeline.map(({ text }) => text)).toContain(
      "something cannot be computed: Out-of-bounds date",
    );
  });

  test("of a message to another address: where it went", async () => {
    const { message, decided } = await failureIn("send email Hello", 'expect sent Hello to "eve@x.example"');
    expect(message).toBe(
      "Hello was not sent to eve@x.example since the last `on` or `after`.\nIt went to contact@test.example, on 2026-03-27 at 10:00.",
    );
    expect(decided?.because ?? decided?.text).toContain("Hello");
  });

  test("where nothing happens to anybody: that what is given lets nobody in", async () => {
    const [result] = await runTests(
      `${SHOP}test "one" for Buying { given contact bought "mug" on 2026-01-01 with { total: 60 EUR } ${ON} expect entered }`,
    );
    expect(result?.failures[0]?.message).toBe(
      "The contact did not enter: no start of Buying fits, and no line lets anything happen to them. What is given, also of the past, lets nobody in.",
    );
  });
});

/** The letter about the only line that fails, of a journey of these steps into which everybody comes who signs up. */
async function failureIn(steps: string, lines: string) {
  const [result] =
    await runTests(`audience Newsletter { field points: number = 0  tags "vip"  group "Interests": "Tea" }
store Boutique { currency EUR }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
journey Steps for Newsletter {
  start when contact signs up
  goal "Order" within 7 days when contact buys any product from Boutique
  ${steps}
}
test "one" for Steps { ${ON} contact signs up ${lines} }`);
  const [failure, ...others] = result?.failures ?? [];
  if (failure === undefined || others.length > 0) throw new Error("one line fails");
  return failure;
}
