import { parse, type SourceFile, visitChildren } from "@trajet/grammar";
import { describe, expect, test } from "vitest";
import { printExpression } from "../../../compiler/src/lower/print/expression.ts";
import { summaryOf } from "../../../compiler/src/lower/print/step.ts";
import { printTrigger } from "../../../compiler/src/lower/print/trigger.ts";

/** The one declaration of a text that parses. */
function declared<K extends SourceFile["declarations"][number]["kind"]>(text: string, kind: K) {
  const { tree, problems } = parse(text);
  expect(problems, text).toEqual([]);
  const found = tree.declarations.find(
    (one): one is Extract<SourceFile["declarations"][number], { kind: K }> => one.kind === kind,
  );
  if (found === undefined) throw new Error(`no ${kind} in ${text}`);
  return found;
}

function expression(text: string) {
  const { where } = declared(`segment S for A where ${text}`, "Segment");
  if (where === undefined) throw new Error("no condition");
  return where;
}

type Node = Parameters<typeof visitChildren>[0];

/** What a tree means: its kinds and texts in their order, without places and parentheses. */
function meaning(node: Node): unknown {
  const inner: unknown[] = [];
  visitChildren(node, (child) => inner.push(meaning(child)));
  if (node.kind === "Parenthesized") return inner[0];
  const own = Object.entries(node).filter(
    ([name, value]) => name !== "raw" && ["string", "boolean", "number"].includes(typeof value),
  );
  const exact = own.map(([name, value]) => [name, name === "amount" ? Number(value) : value]);
  return [Object.fromEntries(exact), inner];
}

describe("an expression is printed in one form, which means the same", () => {
  test.each([
    ["contact.city=='Lyon'".replaceAll("'", '"'), 'contact.city == "Lyon"'],
    ["(contact.a or contact.b) and not contact.c", "(contact.a or contact.b) and not (contact.c)"],
    ["((contact.a and contact.b) or (contact.c))", "contact.a and contact.b or contact.c"],
    ["contact.a or (contact.b or contact.c)", "contact.a or (contact.b or contact.c)"],
    ['(contact.city or "x") != "y"', '(contact.city or "x") != "y"'],
    ["contact.a - (contact.b - 1) > 2 * (3 + 4)", "contact.a - (contact.b - 1) > 2 * (3 + 4)"],
    ["(contact.a - contact.b) - 1 > (2 * 3) + 4", "contact.a - contact.b - 1 > 2 * 3 + 4"],
    ["contact.x at (9:00) > 2026-12-24 at 18:30", "contact.x at 9:00 > 2026-12-24 at 18:30"],
    ["now - 1 days > 2 day ago", "now - 1 day > 2 days ago"],
    ["contact.a between 1 and 1_000.50", "contact.a between 1 and 1000.50"],
    ["order.total >= 050.00 EUR and order.total < -3 EUR", "order.total >= 50 EUR and order.total < -3 EUR"],
    [
      'contact.a matches "^\\"\\\\d\\n" or contact.b starts with "\\u{41}\\t"',
      'contact.a matches "^\\"\\\\d\\n" or contact.b starts with "A\\t"',
    ],
    [
      'contact.a in ["x",  "y"] and contact not in "G"."H"',
      'contact.a in ["x", "y"] and contact not in "G"."H"',
    ],
    [
      "contact in Lapsed or contact in TopSpenders.gold or contact not in journey Other",
      "contact in Lapsed or contact in TopSpenders.gold or contact not in journey Other",
    ],
    [
      "contact is subscribed and contact is not subscribed to sms",
      "contact is subscribed and contact is not subscribed to sms",
    ],
    ["contact.a is not set or entry is purchase", "contact.a is not set or entry is purchase"],
    [
      'contact has no tag "x" and contact got tag "y" today',
      'contact has no tag "x" and contact got tag "y" today',
    ],
    [
      'contact bought category "a", "b" from Shop where (order.total > 1 EUR) at least 1 times within 1 weeks since entry before 30 days ago',
      'contact bought category "a", "b" from Shop where (order.total > 1 EUR) at least 1 time within 1 week since entry before 30 days ago',
    ],
    [
      "contact did not open Welcome in last month one year earlier",
      "contact did not open Welcome in last month one year earlier",
    ],
    [
      'contact clicked Welcome "shop" or contact signed up or contact unsubscribed from sms or contact changed plan to "pro"',
      'contact clicked Welcome "shop" or contact signed up or contact unsubscribed from sms or contact changed plan to "pro"',
    ],
    [
      "total spent from Shop over year to date + 2 EUR >= largest order over 2026-01-01 to 2026-03-31",
      "total spent from Shop over year to date + 2 EUR >= largest order over 2026-01-01 to 2026-03-31",
    ],
    [
      "days since last order > 60 and opens over last 90 days > 1",
      "days since last order > 60 and opens over last 90 days > 1",
    ],
  ])("%s", (written, printed) => {
    const tree = expression(written);
    expect(printExpression(tree)).toBe(printed);
    expect(meaning(expression(printed))).toEqual(meaning(tree));
  });
});

describe("a trigger", () => {
  test.each([
    "contact signs up including imports where contact.a > 1",
    'contact buys "a", "b" from Shop',
    "contact does not open Welcome for 3 days",
    "contact abandons cart from Shop for 1 hour",
    "contact does Booked since entry where event.price > 50 EUR",
    'contact leaves "G"."H"',
    "contact leaves TopSpenders.gold",
    "contact gets order shipped from Shop",
    "contact sees any product back in stock",
    'contact texts "JOIN"',
    "contact answers Nps",
  ])("%s", (text) => {
    const journey = declared(
      `journey J for A { start when contact signs up wait { when ${text} { } } }`,
      "Journey",
    );
    const [wait] = journey.steps;
    const trigger = wait?.kind === "Wait" ? wait.arms?.[0]?.triggers[0] : undefined;
    expect(trigger && printTrigger(trigger)).toBe(text);
  });
});

describe("a step, without its blocks", () => {
  test.each([
    ["delay 1 weeks", "delay 1 week"],
    ["delay until monday at 09:00", "delay until monday at 9:00"],
    ["delay until 9:00 otherwise { exit }", "delay until 9:00"],
    ["delay until 1 day before entry.event.x at 18:00", "delay until 1 day before entry.event.x at 18:00"],
    ["delay until 2026-12-24 at 8:00", "delay until 2026-12-24 at 8:00"],
    ["wait up to 3 days { when contact signs up { } }", "wait up to 3 days"],
    [
      "wait up to 2 days after entry.event.x { when contact signs up { } }",
      "wait up to 2 days after entry.event.x",
    ],
    ["wait until contact.phone is set", "wait"],
    ['x: if contact has tag "a" { exit } else { exit }', 'if contact has tag "a"'],
    ['split { 50% "a" { } 50% "b" { } }', "split"],
    [
      'send email M(a: "x", b: now + 1 day) to "b@c.example" otherwise { exit }',
      'send email M(a: "x", b: now + 1 day) to "b@c.example"',
    ],
    ["send sms M", "send sms M"],
    ['tag "a",   "b"', 'tag "a", "b"'],
    [
      'update contact { set a = 1   clear b add "c" to d remove "c" from d }',
      'update contact { set a = 1  clear b  add "c" to d  remove "c" from d }',
    ],
    ['call webhook W(reason: "gold") as crm', 'call webhook W(reason: "gold") as crm'],
    ["repeat up to 14 times { break }", "repeat up to 14 times"],
    ["unsubscribe from sms", "unsubscribe from sms"],
    ['leave "G"."H"', 'leave "G"."H"'],
    ["leave journey Other", "leave journey Other"],
    ['milestone "a"', 'milestone "a"'],
    ["remember x = contact.a", "remember x = contact.a"],
  ])("%s", (written, printed) => {
    const journey = declared(`journey J for A { start when contact signs up ${written} }`, "Journey");
    const [step] = journey.steps;
    expect(step && summaryOf(step)).toBe(printed);
  });

  test("a long one is cut", () => {
    const journey = declared(
      `journey J for A { start when contact signs up if contact.${"a".repeat(200)} is set { } }`,
      "Journey",
    );
    const [step] = journey.steps;
    const summary = step === undefined ? "" : summaryOf(step);
    expect(summary).toHaveLength(120);
    expect(summary).toMatch(/^if contact\.a+…$/);
  });
});
