import type { SyntaxData } from "@trajet/grammar";
import { entry } from "./entry.ts";
import { example } from "./examples.ts";

/** TJ1037 and on: forms that authors get wrong first in tests. */
export const SYNTAX_TESTS = {
  TJ1037: entry({
    name: "at-for-on",
    severity: "error",
    message: (p: SyntaxData["at-for-on"]) => `A test sets its clock with "on": \`${p.instead}\`.`,
    help: "Write on.",
    explanation: "`on` gives the day, and `at` behind it the time.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  at 2026-03-27 contact signs up
  expect entered
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect entered
}`,
    ),
    fixes: ["at-for-on"],
  }),
  TJ1038: entry({
    name: "payload-without-with",
    severity: "error",
    message: (p: SyntaxData["payload-without-with"]) =>
      `What an event carries stands behind "with": \`${p.instead}\`.`,
    help: "Write with before the brace.",
    explanation: "A word tells what the braces are.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact buys any product { total: 20 EUR }
  expect not entered
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact buys any product with { total: 20 EUR }
  expect not entered
}`,
    ),
    fixes: ["payload-without-with"],
  }),
  TJ1039: entry({
    name: "with-before-on",
    severity: "error",
    message: (p: SyntaxData["with-before-on"]) =>
      `The day stands before what the event carries: \`${p.instead}\`.`,
    help: "Put with last.",
    explanation: "First what and when, then the details.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  given contact bought any product with { total: 20 EUR } on 2026-01-03
  on 2026-03-27 contact signs up
  expect entered
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  given contact bought any product on 2026-01-03 with { total: 20 EUR }
  on 2026-03-27 contact signs up
  expect entered
}`,
    ),
    fixes: ["with-before-on"],
  }),
  TJ1040: entry({
    name: "count-out-of-place",
    severity: "error",
    message: (p: SyntaxData["count-out-of-place"]) =>
      `The number of times stands behind the name and the person, before where: \`${p.instead}\`.`,
    help: "Move the number of times.",
    explanation: "Sent what, to whom, how often, and with what: always in this order.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect sent Hello 1 time to "ana@shop.example"
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect sent Hello to "ana@shop.example" 1 time
}`,
    ),
    fixes: ["count-out-of-place"],
  }),
  TJ1041: entry({
    name: "count-with-bound",
    severity: "error",
    message: (p: SyntaxData["count-with-bound"]) =>
      `Here the number is exact, without "${p.found}": \`${p.instead}\`.`,
    help: "Leave it out.",
    explanation:
      "On a virtual clock everything is known, so a test says how often exactly. Without a number, once is enough.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect sent Hello at least 1 times
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect sent Hello 1 time
}`,
    ),
    fixes: ["count-with-bound"],
  }),
  TJ1042: entry({
    name: "count-after-not",
    severity: "error",
    message: (p: SyntaxData["count-after-not"]) =>
      `"not" and a number together leave open what is meant: \`${p.instead}\`.`,
    help: "Write how often it was sent.",
    explanation: "`not sent` means never. Another number is said as it is.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect not sent Hello 2 times
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect sent Hello 1 time
}`,
    ),
    fixes: ["count-after-not"],
  }),
  TJ1043: entry({
    name: "fails-for-refuses",
    severity: "error",
    message: (p: SyntaxData["fails-for-refuses"]) =>
      `There are two ways to fail, "refuses" and "times out": \`${p.instead}\`.`,
    help: "Write refuses or times out.",
    explanation: "Two words for two failures, and no third that could mean either.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  given email fails
  on 2026-03-27 contact signs up
  expect nothing sent
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
store Boutique { currency EUR }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  given email refuses
  on 2026-03-27 contact signs up
  expect nothing sent
}`,
    ),
    fixes: ["fails-for-refuses"],
  }),
  TJ1048: entry({
    name: "count-by-name",
    severity: "error",
    message: (p: SyntaxData["count-by-name"]) =>
      `A number of times is written as a figure, and \`${p.found}\` is a name.`,
    help: "Write the number, as in 2 times. Where each case expects another number, write a test for each.",
    explanation:
      "How often is part of what a test says, and is checked with it: another line that says another number excludes it. The names of `cases` stand for values.",
    bad: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  cases { { mails: 1 } }
  on 2026-03-27 contact signs up
  expect sent Hello mails times
}`,
    ),
    good: example(
      `audience Newsletter { field points: number = 0 }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
test "a sign-up gets a mail" for Welcome {
  on 2026-03-27 contact signs up
  expect sent Hello 1 time
}`,
    ),
  }),
} as const;
