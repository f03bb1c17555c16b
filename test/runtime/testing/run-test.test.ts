import { describe, expect, test } from "vitest";
import { NOW, run } from "./shop.ts";

/** A journey that is started by something, and the test in which it happens. */
function startedBy(trigger: string, lines: string): Promise<readonly string[]> {
  const journey = `journey Started for Newsletter { start when contact ${trigger}  tag "seen"  wait up to 30 days until contact gets tag "vip" }`;
  return run(journey, `test "it starts" for Started { ${lines} }`);
}

describe("what happens", () => {
  test.each([
    ["signs up", "signs up"],
    ["gets tag", 'gets tag "customer"'],
    ["loses tag", 'loses tag "customer"', 'given contact has tag "customer"'],
    ["joins", 'joins "Interests"."Baking"'],
    ["leaves", 'leaves "Interests"."Baking"', 'given contact in "Interests"."Baking"'],
    ["changes", "changes city"],
    ["changes to", 'changes plan to "pro"'],
    ["unsubscribes", "unsubscribes"],
    ["resubscribes", "resubscribes", "given contact is not subscribed"],
    ["unsubscribes from sms", "unsubscribes from sms", 'given contact { phone: "+33611223344" }'],
    ["buys any", "buys any product from Boutique"],
    ["buys a product", 'buys "mug"'],
    ["buys a category", 'buys category "mugs" from Boutique'],
    ["gets order", "gets order shipped"],
    ["is refunded", "gets order refunded from Boutique"],
    ["sees back in stock", 'sees "mug" back in stock'],
    ["texts", 'texts "JOIN"', 'given contact { phone: "+33611223344" }'],
    ["does", "does Booked"],
    ["enters a segment", "enters Lapsed"],
    ["leaves a segment", "leaves Lapsed", "given contact in Lapsed"],
    ["enters a tier", "enters Top.gold"],
    ["leaves a list", "leaves Top", "given contact in Top"],
  ])("starts a journey: %s", async (_, act, given = "") => {
    expect(
      await startedBy(act, `${given} ${NOW} contact ${act} expect entered expect contact has tag "seen"`),
    ).toEqual([]);
    // And nothing does so by itself.
    const nobody = await startedBy(act, `${given} ${NOW} expect entered`);
    expect(nobody).toEqual([
      "expect entered: The contact did not enter: no start of Started fits, and no line lets anything happen to them. What is given, also of the past, lets nobody in.",
    ]);
  });

  test("leaves a cart alone", async () => {
    const lines = `${NOW} contact abandons cart with { total: 30 EUR } after 59 minutes expect not entered after 1 minute expect entered where entry.cart.total == 30 EUR`;
    expect(await startedBy("abandons cart for 1 hour", lines)).toEqual([]);
  });

  test("does not happen for a time", async () => {
    const lines = `${NOW} after 59 days expect not entered after 1 day expect entered`;
    expect(await startedBy("does not buy any product for 60 days", lines)).toEqual([]);
  });

  const MAILING = `journey Mailing for Newsletter {
    start when contact signs up
    send email Hello(place: "Lyon")
    mail: wait up to 3 days { when contact clicks Hello "shop" { tag "vip" } when contact opens Hello { tag "seen" } otherwise { tag "customer" } }
    send survey Nps
    wait up to 1 day { when contact answers Nps where answer.score >= 9 { send email Bye } otherwise { } }
  }`;

  test.each([
    ["contact opens Hello", 'contact has tag "seen"'],
    ['contact clicks Hello "shop"', 'contact has tag "vip"'],
    ["after 3 days", 'contact has tag "customer"'],
  ])("of a mail: %s", async (act, condition) => {
    expect(
      await run(MAILING, `test "mail" for Mailing { ${NOW} contact signs up ${act} expect ${condition} }`),
    ).toEqual([]);
  });

  test("answers of a survey, those left out made up", async () => {
    const lines = `${NOW} contact signs up after 3 days contact answers Nps with { score: 9 } expect sent Bye`;
    expect(await run(MAILING, `test "survey" for Mailing { ${lines} }`)).toEqual([]);
    const low = `${NOW} contact signs up after 3 days contact answers Nps with { score: 8 } expect not sent Bye after 1 day expect finished`;
    expect(await run(MAILING, `test "survey" for Mailing { ${low} }`)).toEqual([]);
  });

  test.each([
    [
      `${NOW} contact opens Hello expect entered`,
      "contact opens Hello: Hello has not been sent to the contact by now, so nobody can open it.",
    ],
    [
      `${NOW} contact signs up contact signs up expect entered`,
      "contact signs up: The contact is there already, by a past or an earlier sign-up: who signs up is new.",
    ],
    [
      `${NOW} contact gets tag "vip" contact signs up expect entered`,
      'contact gets tag "vip": The contact is not there yet: the sign-up stands in a later line, and nothing can happen before it.',
    ],
    [
      `${NOW} contact signs up contact resubscribes expect entered`,
      "contact resubscribes: This changes nothing, as it is so already. Leave the line out, or give another state before it.",
    ],
    [
      `${NOW} contact signs up contact texts "STOP" expect entered`,
      'contact texts "STOP": The contact has no phone number to text from: give one, as phone: "+33611223344".',
    ],
    [
      `${NOW} contact signs up on 2026-03-27 at 9:00 expect entered`,
      "on 2026-03-27 at 9:00: The clock cannot go back.",
    ],
    [
      `${NOW} contact signs up after 40 years expect entered since start`,
      "after 40 years: The test goes on until 2066-03-27 10:00: more than 30 years after it began. Give it an end that comes sooner.",
    ],
  ])("makes no sense: %s", async (lines, complaint) => {
    expect(await run(MAILING, `test "nonsense" for Mailing { ${lines} }`)).toEqual([complaint]);
  });
});

describe("what is given", () => {
  const ONE = `journey One for Newsletter {
    start manually
    if contact in Lyonnais { tag "seen" }
    if contact in Top.gold { tag "vip" }
    if contact bought any product at least 2 times { tag "customer" }
    exit if contact has tag "customer"
  }`.replace(/(\n {4}exit if .*)\n/, "\n");

  test.each([
    ["fields", 'given contact { city: "Lyon" }', 'contact has tag "seen" and contact.city == "Lyon"'],
    [
      "a segment that it is not in by itself",
      "given contact in Lyonnais",
      'contact has tag "seen" and contact in Lyonnais',
    ],
    [
      "a tier",
      "given contact in Top.gold",
      'contact has tag "vip" and contact in Top.gold and contact in Top',
    ],
    [
      "a past",
      'given contact bought "mug" on 2026-01-03 with { total: 20 EUR } given contact bought any product on 2026-02-03',
      'contact has tag "customer" and contact bought "mug" before 2026-02-01 and contact did not buy any product within 30 days',
    ],
    ["a made-up field that must be there", "", "contact.code is set and contact.firstName is not set"],
    [
      "an opening of long ago",
      "given contact opened Hello on 2026-01-03",
      "contact opened Hello before 2026-02-01",
    ],
    [
      "an answer",
      "given contact answered Nps on 2026-01-03 with { score: 3 }",
      "contact answered Nps where (answer.score == 3)",
    ],
    [
      "an event",
      'given contact did Booked on 2026-01-03 with { place: "Lyon" }',
      'contact did Booked where (event.place == "Lyon")',
    ],
    ["no consent", "given contact is not subscribed", "contact is not subscribed"],
    [
      "consent by a phone number",
      'given contact { phone: "+33611223344" }',
      "contact is subscribed to sms and contact is subscribed",
    ],
    ["no consent without a number", "", "contact is not subscribed to sms"],
  ])("%s", async (_, given, condition) => {
    expect(
      await run(ONE, `test "given" for One { ${given} ${NOW} start manually expect ${condition} }`),
    ).toEqual([]);
    const wrong = await run(
      ONE,
      `test "given" for One { ${given} ${NOW} start manually expect not (${condition}) }`,
    );
    expect(wrong).toHaveLength(1);
  });

  test("holds from its place on", async () => {
    const journey = `journey Calls for Newsletter { start manually  reenter always  call webhook Sync(reason: "x") as sync otherwise { exit } }`;
    const lines = `given webhook Sync refuses ${NOW} start manually expect exited
      given webhook Sync answers { score: 2 } after 1 day start manually expect finished expect entered 2 times since start`;
    expect(await run(journey, `test "later" for Calls { ${lines} }`)).toEqual([]);
  });

  test("of one person alone", async () => {
    const journey =
      'journey Mails for Newsletter { start when contact signs up  send email Bye otherwise { tag "seen" } }';
    const lines = `given contact Ana { } given contact Ben { } given email refuses for Ben
      ${NOW} Ana signs up Ben signs up expect sent Bye to Ana expect nothing sent to Ben expect Ben has tag "seen" and Ana has no tag "seen"`;
    expect(await run(journey, `test "one" for Mails { ${lines} }`)).toEqual([]);
  });

  test("a webhook that is down is called again, and counts once", async () => {
    const journey =
      'journey Calls for Newsletter { start manually  call webhook Sync(reason: "x") as sync otherwise { tag "seen" } }';
    const lines = `given webhook Sync answers 503 ${NOW} start manually expect called Sync 1 time expect not finished
      after 1 week expect called Sync 1 time since start expect contact has tag "seen"`;
    expect(await run(journey, `test "down" for Calls { ${lines} }`)).toEqual([]);
  });
});
