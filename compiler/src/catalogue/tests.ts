import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example } from "./examples.ts";
import { inWords } from "./words.ts";

/** A test with these lines, of a journey that sends, waits and splits. */
function inTest(lines: string, cases = "") {
  return example(`audience Newsletter { field plan: "free" | "pro" = "free" }
store Boutique { currency EUR }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter {
  start when contact signs up
  goal "Order" when contact buys any product from Boutique
  hello: send email Hello
  delay 1 day
  split { 50% "short" { milestone "short" }  50% "long" { milestone "long" } }
}
test "what is expected" for Welcome {
${cases === "" ? "" : `  ${cases}\n`}${lines
  .split("\n")
  .map((line) => `  ${line}`)
  .join("\n")}
}`);
}

const NAMED =
  "A test speaks of what its journey has, so that it fails for what happens, and never for a name that nobody reaches.";

/** TJ4301 and on: tests. */
export const TESTS = {
  TJ4301: entry({
    name: "unlike-rows",
    severity: "error",
    message: (p: { missing: readonly string[]; added: readonly string[] }) =>
      [
        p.missing.length === 0 ? "" : `This row has no ${inWords(p.missing, "or")}.`,
        p.added.length === 0 ? "" : `The rows before have no ${inWords(p.added, "or")}.`,
      ]
        .filter((sentence) => sentence !== "")
        .join(" "),
    help: "Give all rows the same names.",
    explanation: "A test is repeated for each row, whose names stand for values in its lines.",
    bad: inTest(
      "given contact { plan: plan }\non 2026-03-27 contact signs up\nexpect entered",
      'cases { { plan: "free" } { paln: "pro" } }',
    ),
    good: inTest(
      "given contact { plan: plan }\non 2026-03-27 contact signs up\nexpect entered",
      'cases { { plan: "free" } { plan: "pro" } }',
    ),
  }),
  TJ4302: entry({
    name: "test-of-whom",
    severity: "error",
    message: (p: { people: readonly string[] }) =>
      `This does not say whom it is about: ${inWords(p.people, "or")}?`,
    help: "Name the person: Ana signs up, expect sent Hello to Ana, expect entered for Ana.",
    explanation: "In a test with people who have names, each sentence and each outcome names its person.",
    bad: inTest("given contact Ana { }\ngiven contact Ben { }\non 2026-03-27 Ana signs up\nexpect entered"),
    good: inTest(
      "given contact Ana { }\ngiven contact Ben { }\non 2026-03-27 Ana signs up\nexpect entered for Ana",
    ),
  }),
  TJ4303: entry({
    name: "test-tense",
    severity: "error",
    message: (p: { written: string; form: string; given: boolean }) =>
      p.given
        ? `\`given\` tells the past: write "${p.form}".`
        : `Here something happens, in the present tense: write "${p.form}", not "${p.written}".`,
    help: "Put the verb into the other tense.",
    explanation:
      'What happens in a test has the present tense (contact buys "mug"); what was before it is given, in the past tense and with its date (given contact bought "mug" on 2026-01-03).',
    bad: inTest("on 2026-03-27 contact signed up\nexpect entered"),
    good: inTest("on 2026-03-27 contact signs up\nexpect entered"),
    fixes: ["change-tense"],
  }),
  TJ4304: entry({
    name: "test-before-clock",
    severity: "error",
    message: (_: Record<never, never>) => "No clock has been set yet, so this has no time.",
    help: "Write on and a date before it: on 2026-03-27 at 10:00.",
    explanation: "`on` sets the clock of a test, and `after` moves it. What follows happens then.",
    bad: inTest("contact signs up\non 2026-03-27\nexpect entered"),
    good: inTest("on 2026-03-27 contact signs up\nexpect entered"),
  }),
  TJ4305: entry({
    name: "past-after-clock",
    severity: "error",
    message: (_: Record<never, never>) => "The past is told before the first `on`.",
    help: "Move it up, or let it happen: contact buys any product.",
    explanation: "The journey is active from the first `on`, and what was before is there when it begins.",
    bad: inTest(
      "on 2026-03-27 contact signs up\ngiven contact bought any product on 2026-01-03\nexpect entered",
    ),
    good: inTest(
      "given contact bought any product on 2026-01-03\non 2026-03-27 contact signs up\nexpect entered",
    ),
  }),
  TJ4306: entry({
    name: "unknown-arm",
    severity: "error",
    message: (p: { arm: string; journey: string; known: readonly string[]; nearest: string | undefined }) =>
      p.known.length === 0
        ? `${p.journey} has no split, so there is nothing to take.`
        : `No split of ${p.journey} has an arm "${p.arm}".${didYouMean(p.nearest)}`,
    help: "Name an arm of one of the journey's splits.",
    explanation: `\`take\` decides the next split. ${NAMED}`,
    bad: inTest('on 2026-03-27 contact signs up\ntake "shrot"\nafter 2 days expect finished'),
    good: inTest('on 2026-03-27 contact signs up\ntake "short"\nafter 2 days expect finished'),
    fixes: ["use-nearest"],
  }),
  TJ4307: entry({
    name: "unknown-goal",
    severity: "error",
    message: (p: {
      what: string;
      name: string;
      journey: string;
      known: readonly string[];
      nearest: string | undefined;
    }) =>
      p.known.length === 0
        ? `${p.journey} has no ${p.what}s.`
        : `${p.journey} has no ${p.what} "${p.name}".${didYouMean(p.nearest)}`,
    help: "Name a goal or milestone that the journey has.",
    explanation: NAMED,
    bad: inTest('on 2026-03-27 contact signs up\nexpect not reached goal "Oder"'),
    good: inTest('on 2026-03-27 contact signs up\nexpect not reached goal "Order"'),
    fixes: ["use-nearest"],
  }),
  TJ4308: entry({
    name: "unknown-step",
    severity: "error",
    message: (p: {
      label: string;
      journey: string;
      known: readonly string[];
      nearest: string | undefined;
    }) =>
      p.known.length === 0
        ? `No step of ${p.journey} has a label.`
        : `No step of ${p.journey} is labelled "${p.label}".${didYouMean(p.nearest)}`,
    help: "Name a label of the journey, or put one before the step: hello: send email Hello.",
    explanation: NAMED,
    bad: inTest("on 2026-03-27 contact signs up\nexpect not held at helo"),
    good: inTest("on 2026-03-27 contact signs up\nexpect not held at hello"),
    fixes: ["use-nearest"],
  }),
  TJ4309: entry({
    name: "needless-payload",
    severity: "error",
    message: (p: { verb: string }) => `"${p.verb}" carries nothing, so there is no \`with\` to it.`,
    help: "Leave it out.",
    explanation:
      "Orders, carts, products, answers and events of your own carry values, and a sign-up the fields of the contact. Opens, clicks, tags and the like carry nothing.",
    bad: inTest('on 2026-03-27 contact signs up\ncontact unsubscribes with { plan: "pro" }\nexpect entered'),
    good: inTest("on 2026-03-27 contact signs up\ncontact unsubscribes\nexpect entered"),
  }),
  TJ4310: entry({
    name: "no-such-status",
    severity: "error",
    message: (p: { status: number }) => `HTTP has no status ${p.status}: they go from 100 to 599.`,
    help: "Write a status: answers 503.",
    explanation: "A webhook answers with values, or with a status of HTTP.",
    bad: example(`audience Newsletter { }
webhook Sync { url "https://crm.example/"  send { } }
journey Welcome for Newsletter { start when contact signs up  call webhook Sync }
test "it is tried again" for Welcome { given webhook Sync answers 5030  on 2026-03-27 contact signs up  expect called Sync }`),
    good: example(`audience Newsletter { }
webhook Sync { url "https://crm.example/"  send { } }
journey Welcome for Newsletter { start when contact signs up  call webhook Sync }
test "it is tried again" for Welcome { given webhook Sync answers 503  on 2026-03-27 contact signs up  expect called Sync }`),
  }),
  TJ4311: entry({
    name: "clock-goes-back",
    severity: "error",
    message: (p: { day: string; before: string }) =>
      `The clock cannot go back: it stands at ${p.before} already, and this is ${p.day}.`,
    help: "Put the lines in the order of time, or write a second test.",
    explanation: "A test is one stretch of time, in which `on` and `after` only go forward.",
    bad: inTest("on 2026-03-27 contact signs up\non 2026-03-20 expect entered since start"),
    good: inTest("on 2026-03-20 contact signs up\non 2026-03-27 expect entered since start"),
  }),
  TJ4314: entry({
    name: "expects-nothing",
    severity: "error",
    message: (_: Record<never, never>) => "This test expects nothing, so it cannot fail.",
    help: "Say what must have come of it: expect sent Hello, expect finished.",
    explanation:
      "A test without an expectation passes whatever the journey does, and is counted as if it proved something.",
    bad: inTest("on 2026-03-27 contact signs up\nafter 2 days"),
    good: inTest('on 2026-03-27 contact signs up\ntake "short"\nafter 2 days expect finished'),
  }),
  TJ4315: entry({
    name: "contradicting-expectations",
    severity: "error",
    message: (p: { other: string }) => `This can never be so together with \`${p.other}\`.`,
    help: "Take one of them out, or let time pass between them.",
    explanation:
      "Both are asked at the same moment, so one of them fails whatever the journey does: a run stands in one place, and what was sent was not left unsent.",
    bad: inTest('on 2026-03-27 contact signs up\nexpect waiting\nexpect finished\ntake "short"'),
    good: inTest(
      'on 2026-03-27 contact signs up\nexpect waiting\ntake "short"\nafter 2 days expect finished',
    ),
  }),
  TJ4316: entry({
    name: "past-in-the-future",
    severity: "error",
    message: (p: { day: string; first: string }) =>
      `This was on ${p.day}, and the test begins on ${p.first}: it is no past.`,
    help: "Give it a date before the first `on`, or let it happen after it.",
    explanation:
      "What is given as past is there when the journey becomes active, just before the first `on`.",
    bad: inTest(
      "given contact bought any product on 2026-04-03\non 2026-03-27 contact signs up\nexpect entered",
    ),
    good: inTest(
      "given contact bought any product on 2026-01-03\non 2026-03-27 contact gets order shipped\nexpect not entered",
    ),
  }),
  TJ4317: entry({
    name: "same-test",
    severity: "error",
    message: (p: { name: string }) => `This file has another test "${p.name}".`,
    help: "Give it a name that says what is different in it.",
    explanation: "A test is known by its name: in reports, in editors, and in the names of its snapshots.",
    bad: inTest(
      'on 2026-03-27 contact signs up\nexpect entered\n}\ntest "what is expected" for Welcome {\non 2026-03-27 contact signs up\nexpect entered',
    ),
    good: inTest(
      'on 2026-03-27 contact signs up\nexpect entered\n}\ntest "once more" for Welcome {\non 2026-03-27 contact signs up\nexpect entered',
    ),
  }),
  TJ4318: entry({
    name: "no-such-behaviour",
    severity: "error",
    message: (p: { of: string; name: string }) =>
      p.of === "coupon"
        ? `Of a coupon a test can say that it is out of codes, for everybody: given coupon ${p.name} refuses.`
        : `An ad network only refuses or times out: given custom audience ${p.name} refuses.`,
    help: "Write refuses.",
    explanation:
      "Webhooks and the channels behind them answer; a pool of codes has one left or has none, and an ad network takes a contact or does not.",
    bad: example(`audience Newsletter { }
coupon Thanks { pool }
journey Welcome for Newsletter { start when contact signs up  give coupon Thanks as code otherwise { exit } }
test "no code is left" for Welcome { given coupon Thanks answers 503  on 2026-03-27 contact signs up  expect exited }`),
    good: example(`audience Newsletter { }
coupon Thanks { pool }
journey Welcome for Newsletter { start when contact signs up  give coupon Thanks as code otherwise { exit } }
test "no code is left" for Welcome { given coupon Thanks refuses  on 2026-03-27 contact signs up  expect exited }`),
  }),
  TJ4319: entry({
    name: "behaviour-without-kind",
    severity: "error",
    message: (p: { name: string; of: string }) =>
      `${p.name} is a ${p.of}, and only channels stand here by their name alone.`,
    help: "Say what it is before the name, as given webhook Sync answers 503.",
    explanation:
      "A test says how the outside behaves: channels by their name, as given email refuses, and webhooks, coupons and custom audiences with what they are before it.",
    bad: example(`audience Newsletter { }
webhook Sync for Newsletter { url "https://crm.example/" }
journey Welcome for Newsletter { start when contact signs up  call webhook Sync otherwise { exit } }
test "the receiver is away" for Welcome { given Sync answers 422  on 2026-03-27 contact signs up  expect exited }`),
    good: example(`audience Newsletter { }
webhook Sync for Newsletter { url "https://crm.example/" }
journey Welcome for Newsletter { start when contact signs up  call webhook Sync otherwise { exit } }
test "the receiver is away" for Welcome { given webhook Sync answers 422  on 2026-03-27 contact signs up  expect exited }`),
    fixes: ["name-its-kind"],
  }),
} as const;
