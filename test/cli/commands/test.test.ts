import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryProject } from "../temporary-project.ts";

const JOURNEY = `audience People { field firstName: text?  tags "vip" }
email Hello for People { from "Ana <ana@shop.example>"  subject "Hello"  body "Good to have you." }
email Bye for People { from "Ana <ana@shop.example>"  subject "Bye"  body "Bye." }
journey Welcome for People {
  start when contact signs up
  exit when contact unsubscribes
  send email Hello
  resting: delay 1 day
  if contact has tag "vip" { send email Bye }
}
`;
const PASSING = `test "greets" for Welcome {
  on 2026-03-27 at 10:00 contact signs up
  expect sent Hello matching snapshot
  after 1 day expect finished
}
`;
const FAILING = `test "says good-bye" for Welcome {
  cases { { name: "Ada" } { name: "Ben" } }
  given contact { firstName: name }
  on 2026-03-27 at 10:00 contact signs up
  after 1 day expect sent Bye
}
`;

function shop(tests: string) {
  return temporaryProject({
    "trajet.json": '{ "name": "shop" }',
    "welcome.journey": JOURNEY,
    "welcome-test.journey": tests,
  });
}

describe("trajet test", () => {
  const good = shop(PASSING);
  const bad = shop(`${PASSING}${FAILING}`);
  const broken = shop(PASSING.replace("sent Hello", "sent Helo"));
  afterAll(() => {
    for (const project of [good, bad, broken]) project.remove();
  });

  test("exits 0 where all tests pass", async () => {
    const { code, out, err } = await good.run(["test"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("welcome-test.journey\n  ✓ greets\n");
    expect(out).toMatch(/1 test: 1 passed\.\n$/);
  });

  test("exits 1 with a letter where one fails: its line, what happened instead, what decided it", async () => {
    const { code, out } = await bad.run(["test"]);
    expect(code).toBe(1);
    expect(out).toContain('  ✗ says good-bye { name: "Ada" }\n  ✗ says good-bye { name: "Ben" }\n');
    expect(out).toContain(`  --> welcome-test.journey:10:15
   |
10 |   after 1 day expect sent Bye
   |               ^^^^^^^^^^^^^^^

  Bye was not sent since the last \`on\` or \`after\`.

  What decided it: welcome.journey:9
    not (contact has tag "vip")
    with contact has tag "vip" = false

  What happened:
    2026-03-27 10:00  contact signs up
    2026-03-27 10:00  enters Welcome  welcome.journey:5
    2026-03-27 10:00  Hello is sent  welcome.journey:7
    2026-03-27 10:00  is delayed until 2026-03-28 10:00  welcome.journey:8
    2026-03-28 10:00  goes the other way: not (contact has tag "vip"), with contact has tag "vip" = false  welcome.journey:9
    2026-03-28 10:00  has finished Welcome  welcome.journey:4
`);
    expect(out).toMatch(/3 tests: 1 passed, 2 failed\.\n$/);
  });

  test("runs only those with a name, and says where there is none", async () => {
    expect((await bad.run(["test", "-t", "GREET"])).code).toBe(0);
    const { code, err } = await bad.run(["test", "-t", "nobody"]);
    expect({ code, err }).toEqual({ code: 2, err: 'No test has "nobody" in its name.\n' });
  });

  test("says where the tests are, for a file that has none", async () => {
    const { code, err } = await good.run(["test", "welcome.journey"]);
    expect({ code, err }).toEqual({
      code: 0,
      err: "There is no test here; the project has some in welcome-test.journey.\n",
    });
  });

  test("names the file in what happened, also where the journey stands beside its test", async () => {
    const together = temporaryProject({
      "trajet.json": '{ "name": "shop" }',
      "welcome.journey": `${JOURNEY}${FAILING}`,
    });
    try {
      expect((await together.run(["test"])).out).toContain("  enters Welcome  welcome.journey:5\n");
    } finally {
      together.remove();
    }
  });

  test("runs nothing of a project with errors, and shows them", async () => {
    const { code, out, err } = await broken.run(["test"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error[TJ2004]");
  });

  test("says what no test came to, and fails where it is too much", async () => {
    const { code, out, err } = await good.run(["test", "--min-coverage", "80"]);
    expect(code).toBe(1);
    expect(err).toBe(
      "Only 75.0% of the steps are covered, and at least 80% are asked for.\nOnly 33.3% of the branches are covered, and at least 80% are asked for.\n",
    );
    expect(out).toContain(`Not covered:
  welcome.journey:9  branch if contact has tag "vip": contact has tag "vip"
  welcome.journey:9  step send email Bye
  welcome.journey:6  exit when contact unsubscribes
`);
    expect((await good.run(["test", "--min-coverage", "33"])).code).toBe(0);
    expect((await good.run(["test", "--min-coverage", "much"])).code).toBe(2);
  });

  test("colours the map of a journey by what was covered", async () => {
    const { err } = await good.run(["test", "--coverage-html", "coverage.html"]);
    expect(err).toBe("Coverage page written: coverage.html\n");
    const page = readFileSync(join(good.folder, "coverage.html"), "utf8");
    expect(page).toContain('[data-node="send:Hello"] .shape { fill: #c9efd0 }');
    expect(page).toContain('[data-node="if"] .shape { fill: #ffe9b0 }');
    expect(page).toContain('[data-node="send:Bye"] .shape { fill: #ffd0cc }');
    expect(page).toMatch(/<g [^>]*data-node="send:Bye"/);
  });

  test("as JUnit, and for GitHub", async () => {
    const junit = (await bad.run(["test", "--format", "junit"])).out;
    expect(junit).toContain('<testsuite name="welcome-test.journey" tests="3" failures="2">');
    expect(junit).toContain('<testcase name="says good-bye { name: &quot;Ada&quot; }" classname="Welcome"');
    const { code, out } = await bad.run(["test", "--format", "github"]);
    expect(code).toBe(1);
    expect(out).toContain(
      "::error file=welcome-test.journey,line=10,col=15,endLine=10,endColumn=30,title=says good-bye",
    );
  });
});

describe("snapshots", () => {
  const own = shop(PASSING);
  const NAME = "welcome-test.snapshots/greets.Hello.txt";
  const read = () => readFileSync(join(own.folder, NAME), "utf8");
  afterAll(own.remove);

  test("a missing one is a failure where nobody reads what is written", async () => {
    const { code, out } = await own.run(["test"], { env: { CI: "true" } });
    expect(code).toBe(1);
    expect(out).toContain(`There is no snapshot ${NAME} yet.`);
  });

  test("is written, compared, and written anew when that is asked", async () => {
    expect((await own.run(["test"])).out).toContain(`Snapshot written: ${NAME}\n`);
    expect(read()).toContain(
      "From: Ana <ana@shop.example>\nTo: contact@test.example\nSubject: Hello\n\nGood to have you.",
    );
    expect((await own.run(["test"])).out).not.toContain("Snapshot written");
    own.write("welcome.journey", JOURNEY.replace("Good to have you.", "Good to see you."));
    const { code, out } = await own.run(["test"]);
    expect(code).toBe(1);
    expect(out).toContain("    - Good to have you.\n");
    expect(out).toContain("    + Good to see you.\n");
    expect((await own.run(["test", "--update"])).code).toBe(0);
    expect(read()).toContain("Good to see you.");
  });

  test("one for which no test asks any more is told, when all tests of its file have passed", async () => {
    const told = `No test asks for this snapshot any more, so it can be deleted: ${NAME}\n`;
    own.write("welcome-test.journey", PASSING.replace("greets", "says hello"));
    expect((await own.run(["test"])).out).toContain(told);
    const two = `${PASSING.replace("greets", "says hello")}${PASSING}`;
    own.write("welcome-test.journey", two);
    expect((await own.run(["test"])).out).not.toContain(told);
    expect((await own.run(["test", "-t", "says hello"])).out).not.toContain(told);
    own.write("welcome-test.journey", `${PASSING.replace("greets", "says hello")}${FAILING}`);
    expect((await own.run(["test"])).out).not.toContain(told);
  });
});
