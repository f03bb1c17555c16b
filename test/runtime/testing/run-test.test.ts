import { describe, expect, test } from "vitest";
import { complaints, runTests } from "./run-tests.ts";

const SHOP = `audience Newsletter {
  field firstName: text?
  field birthday: date?
  field city: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  field code: text
  field token: text?
  field favorites: list of text
  group "Interests": "Baking", "Pottery"
  tags "vip", "customer", "seen"
}
store Boutique { currency EUR }
event Booked as "Class Booked" { field place as "place-name": text  field startsAt: moment  field price: money? }
coupon Thanks { pool }
email Hello(place: text) for Newsletter { from "Ana <ana@shop.example>"  subject "Hello {{#if contact.firstName}}{{contact.firstName}}{{else}}you{{/if}}"  body "See you in {{place}}." link "shop" "https://shop.example/" }
email Bye for Newsletter { from "Ana <ana@shop.example>"  subject "Bye"  body "Bye." }
email Receipt(total: money) for Newsletter { kind transactional  from "Ana <ana@shop.example>"  subject "Paid"  body "{{total}}" }
sms Nudge for Newsletter { text "Come back!" }
survey Nps for Newsletter { from "Ana <ana@shop.example>"  subject "How was it?"  body "{{survey.url}}"
  question score "How likely?": 0 to 10  question why "Why?": text? }
webhook Sync(reason: text) for Newsletter { url "https://crm.example/"  send { reason: reason }  receive { field score: number  field owner: text? } }
webhook Gateway(to: text, text: text) { url "https://push.example/"  send { to: to, text: text } }
channel push { to contact.token  through Gateway }
message Alert for Newsletter by push { text "Look." }
segment Lyonnais for Newsletter where contact.city == "Lyon"
segment Lapsed for Newsletter where contact bought any product before 120 days ago and contact did not buy any product within 120 days
loyalty Top for Newsletter { from Boutique  rank by total spent  over all time  tiers { gold: top 10%  silver: rest } }
`;

/** The complaints about the tests behind a journey. */
async function run(journey: string, tests: string): Promise<readonly string[]> {
  const results = await runTests(`${SHOP}${journey}\n${tests}`);
  expect(results.length).toBeGreaterThan(0);
  return results.flatMap(complaints);
}

const NOW = "on 2026-03-27 at 10:00";

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
      "expect entered: The contact did not enter: no start of Started fits what happened.",
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
      "after 40 years: The test goes on until 2066-03-27T09:00:00Z: more than 30 years after it began. Give it an end that comes sooner.",
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
