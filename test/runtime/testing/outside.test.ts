import { coverageOf } from "@trajet/runtime/testing";
import { describe, expect, test } from "vitest";
import { compiled, complaints, runCompiled, runTests } from "./run-tests.ts";

const PEOPLE = `audience People { field token: text?  tags "a", "b", "c" }
coupon Thanks { pool }
custom audience Lookalikes { network "meta" }
webhook Gateway(to: text, text: text) { url "https://push.example/"  send { to: to, text: text } }
channel push { to contact.token  through Gateway }
message Alert for People by push { text "Look." }
email Hello for People { from "Ana <ana@shop.example>"  subject "Hello"  body "Hello." }
`;

async function run(journey: string, tests: string): Promise<readonly string[]> {
  return (await runTests(`${PEOPLE}${journey}\n${tests}`)).flatMap(complaints);
}

describe("the outside", () => {
  const COUPON =
    'journey Coupon for People { start manually  give coupon Thanks as code otherwise { tag "b"  exit }  tag "a" }';

  test("has codes for a pool, unless the coupon refuses", async () => {
    const tests = `test "a code" for Coupon { on 2026-03-27 start manually expect finished expect contact has tag "a" }
      test "no code" for Coupon { given coupon Thanks refuses on 2026-03-27 start manually expect exited expect contact has tag "b" }`;
    expect(await run(COUPON, tests)).toEqual([]);
  });

  test("says how much is left of a pool before the first `on` only", async () => {
    const tests = `test "late" for Coupon { on 2026-03-27 given coupon Thanks refuses start manually expect exited }`;
    expect(await run(COUPON, tests)).toEqual([
      "given coupon Thanks refuses: How much is left of a coupon is said before the first `on`.",
    ]);
  });

  test("takes a contact into a custom audience, or refuses", async () => {
    const journey =
      'journey Adding for People { start when contact signs up  add to Lookalikes otherwise { tag "b" }  if contact in Lookalikes { tag "a" } }';
    const tests = `test "in" for Adding { on 2026-03-27 contact signs up expect contact has tag "a" and contact has no tag "b" }
      test "out" for Adding { given custom audience Lookalikes refuses on 2026-03-27 contact signs up expect contact has tag "b" and contact has no tag "a" }`;
    expect(await run(journey, tests)).toEqual([]);
  });

  test("refuses a channel of one's own by its name, or by that of its webhook", async () => {
    const journey = 'journey Pushing for People { start manually  send message Alert otherwise { tag "b" } }';
    const lines = "on 2026-03-27 start manually";
    const tests = `test "sent" for Pushing { given contact { token: "x" } ${lines} expect sent Alert containing "Look." }
      test "no token" for Pushing { ${lines} expect nothing sent expect contact has tag "b" }
      test "refused" for Pushing { given contact { token: "x" } given push refuses ${lines} expect nothing sent expect contact has tag "b" }
      test "by the webhook" for Pushing { given contact { token: "x" } given webhook Gateway refuses ${lines} expect nothing sent }`;
    expect(await run(journey, tests)).toEqual([]);
  });
});

describe("a split", () => {
  const HALVES = `journey Halves for People { start manually  reenter always
    split { 50% "one" { tag "a" }  50% "other" { tag "b" } }
    delay 1 day
    later: split { 50% "up" { tag "c" }  50% "down" { } }
  }`;

  test.each([
    [
      'take "one" on 2026-03-27 start manually take "up" after 1 day expect contact has tag "a" and contact has tag "c"',
    ],
    // Right behind the line that leads there, too.
    [
      'on 2026-03-27 start manually take "other" take "down" after 1 day expect contact has tag "b" and contact has no tag "c"',
    ],
    // A person stays in an arm, as in production.
    [
      'on 2026-03-27 start manually take "one" take "up" after 2 days start manually after 1 day expect finished expect contact has no tag "b"',
    ],
  ])("is taken: %s", async (lines) => {
    expect(await run(HALVES, `test "halves" for Halves { ${lines} }`)).toEqual([]);
  });

  test.each([
    [
      'on 2026-03-27 start manually take "up" expect waiting',
      'take "up": The next split that the contact comes to has no arm "up". Write take "one" or take "other".',
    ],
    [
      'on 2026-03-27 start manually take "one" after 1 day expect finished',
      'after 1 day: The contact comes to a split here, and the test takes no arm of it. Write before it: take "up" or take "down".',
    ],
    [
      'on 2026-03-27 start manually take "one" expect waiting take "up"',
      'take "up": Nobody came to a split behind this line, so `take "up"` decides nothing.',
    ],
  ])("is not: %s", async (lines, complaint) => {
    expect(await run(HALVES, `test "halves" for Halves { ${lines} }`)).toEqual([complaint]);
  });

  test("is of one person", async () => {
    const lines = `given contact Ana { } given contact Ben { } on 2026-03-27
      start manually for Ana start manually for Ben take "one" for Ben`;
    const complaint =
      'start manually for Ana: Ana comes to a split here, and the test takes no arm of it. Write before it: take "one" or take "other".';
    expect(await run(HALVES, `test "two" for Halves { ${lines} expect Ben has tag "a" }`)).toEqual([
      complaint,
    ]);
  });
});

describe("other journeys", () => {
  test("are active only where the tested one starts them", async () => {
    const journeys = `journey First for People { start manually  tag "a"  start journey Second }
      journey Second for People { start manually  send email Hello }
      journey Third for People { start when contact gets tag "a"  tag "c" }`;
    const tests = `test "second" for First { on 2026-03-27 start manually expect sent Hello expect contact has no tag "c" }`;
    expect(await run(journeys, tests)).toEqual([]);
  });
});

describe("coverage", () => {
  const JOURNEY = `journey Ways for People { start manually  start when contact signs up  exit when contact loses tag "a"
    if contact has tag "a" { tag "b" }
    wait up to 1 day { when contact gets tag "c" { send email Hello otherwise { } } otherwise { } }
    match contact.emailStatus { "subscribed" { } else { } }
  }`;

  /** Steps, branches and starts that are covered, and what is not. */
  async function coverage(lines: string) {
    const { project, tests } = compiled(`${PEOPLE}${JOURNEY} test "ways" for Ways { ${lines} }`);
    const results = await runCompiled(tests, project);
    expect(results.flatMap(complaints)).toEqual([]);
    const [ways] = coverageOf(
      project.journeys,
      results.map(({ covered }) => covered),
    );
    const { steps, branches, starts } = ways ?? { steps: {}, branches: {}, starts: {} };
    return { steps, branches, starts, missed: ways?.missed.map(({ text }) => text) };
  }

  test("counts steps, each way out of them, exits and starts", async () => {
    expect(await coverage("on 2026-03-27 start manually after 1 day expect finished")).toEqual({
      steps: { covered: 3, total: 5 },
      branches: { covered: 3, total: 9 },
      starts: { covered: 1, total: 2 },
      missed: [
        "start when contact signs up",
        'if contact has tag "a": contact has tag "a"',
        'tag "b"',
        'wait up to 1 day: when contact gets tag "c"',
        "send email Hello",
        "send email Hello: done",
        "send email Hello: otherwise",
        "match contact.emailStatus: else",
        'exit when contact loses tag "a"',
      ],
    });
  });

  test("of what is refused takes the other way", async () => {
    const { branches, missed } = await coverage(
      'given contact has tag "a" given email refuses on 2026-03-27 contact signs up contact gets tag "c" expect finished',
    );
    expect(branches).toEqual({ covered: 4, total: 9 });
    expect(missed).toContain("send email Hello: done");
    expect(missed).not.toContain("send email Hello: otherwise");
  });
});

test("what a webhook answers before the clock is set may be of the case", async () => {
  const results = await runTests(`audience Newsletter { field points: number = 0  tags "vip" }
webhook Score { url "https://scores.example/"  send { email: "ana@shop.example" }  receive { field score: number } }
journey Scored for Newsletter {
  start when contact signs up
  call webhook Score as answer otherwise { exit }
  update contact { set points = answer.score }
}
test "the score is kept" for Scored {
  cases { { score: 2 } { score: 30 } }
  given webhook Score answers { score: score }
  on 2026-03-27 contact signs up
  expect contact.points == score
}`);
  expect(results.map(complaints)).toEqual([[], []]);
});
