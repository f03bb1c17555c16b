import { describe, expect, it } from "vitest";
import { conditionOf } from "./reading.ts";

const PRECEDENCE_AND_VALUES: readonly (readonly [source: string, tree: string])[] = [
  ["a or b and not c == d + e * f", "(or a (and b (Not operand=(== c (+ d (* e f))))))"],
  ["a == 1 and b or c", "(or (and (== a 1) b) c)"],
  ["contact.x - 3 days == now", "(== (- contact.x 3day) now)"],
  ["contact.renewal at 9:00 > now", "(> (At date=contact.renewal time=9:00) now)"],
  ["(a or b) and c", "(and ((or a b)) c)"],
  ["a - b - c", "(- (- a b) c)"],
  ["a * b + c / d", "(+ (* a b) (/ c d))"],
  ["-5 < a", "(< -5 a)"],
  ["a -1", "(- a 1)"],
  [
    'contact.plan in ["free", "pro"]',
    '(In operand=contact.plan container=(value value=(List elements=["free" "pro"])))',
  ],
  ["contact in Lapsed", "(In operand=contact container=(value value=Lapsed))"],
  ["contact in TopSpenders.gold", "(In operand=contact container=(value value=TopSpenders.gold))"],
  ["contact not in Lapsed", "(In operand=contact negated container=(value value=Lapsed))"],
  [
    'contact in "Interests"."Baking"',
    '(In operand=contact container=(group group=(GroupRef category="Interests" group="Baking")))',
  ],
  ["contact in journey Other", "(In operand=contact container=(journey journey=Other))"],
  [
    'contact.city starts with "L" and contact.city ends with "n"',
    '(and (starts with contact.city "L") (ends with contact.city "n"))',
  ],
  ['contact.city matches "^[0-9]+$"', '(Matches operand=contact.city pattern="^[0-9]+$")'],
  ['contact.favorites contains "mug"', '(contains contact.favorites "mug")'],
  ["a between 1 and 2 and b", "(and (Between operand=a low=1 high=2) b)"],
  ["contact.phone is set", "(Is operand=contact.phone state=(set))"],
  ["contact.phone is not set", "(Is operand=contact.phone negated state=(set))"],
  ["contact is subscribed", "(Is operand=contact state=(subscribed))"],
  ["contact is not subscribed to sms", "(Is operand=contact negated state=(subscribed channel=sms))"],
  ["contact is subscribed to push", "(Is operand=contact state=(subscribed channel=push))"],
  ["entry is purchase", "(Is operand=entry state=(kind name=purchase))"],
  ["contact.email == contact.date", "(== contact.email contact.date)"],
  ["contact.split contains contact.and", "(contains contact.split contact.and)"],
  ["total > 5", "(> total 5)"],
  ["distinct", "distinct"],
  ["last == first", "(== last first)"],
  ["email or date", "(or email date)"],
  ["order.value", "order.value"],
  ["contact.contact", "contact.contact"],
  ['"a\\n\\u{1F600}\\"" == x', '(== "a\\n😀\\"" x)'],
  [
    "a in [1, 2 + 3, { b: 1, c: { d: [] } }]",
    "(In operand=a container=(value value=(List elements=[1 (+ 2 3) (Object pairs=[(Pair key=b value=1) (Pair key=c value=(Object pairs=[(Pair key=d value=(List))]))])])))",
  ],
  ["true and false", "(and true false)"],
  ["1_000.5 < 50%", "(< 1000.5 50%)"],
  ["1 hour 30 minutes < 2 days", "(< 1hour+30minute 2day)"],
  ["2026-12-24 at 18:00 < now", "(< (At date=2026-12-24 time=18:00) now)"],
  ["today", "today"],
  ["at", "at"],
];

const MEASURES: readonly (readonly [source: string, tree: string])[] = [
  [
    "total spent from Boutique over last year > 100 EUR",
    "(> (MeasureOver measure=(Measure name=total spent) store=Boutique period=(Period range=(last unit=year))) 100EUR)",
  ],
  [
    "orders over last month > orders over last month one year earlier",
    "(> (MeasureOver measure=(Measure name=orders) period=(Period range=(last unit=month))) (MeasureOver measure=(Measure name=orders) period=(Period range=(last unit=month) oneYearEarlier)))",
  ],
  [
    "average order value over all time >= 49.90 EUR",
    "(>= (MeasureOver measure=(Measure name=average order value) period=(Period range=(all time))) 49.90EUR)",
  ],
  [
    "average days between orders over last year < 15",
    "(< (MeasureOver measure=(Measure name=average days between orders) period=(Period range=(last unit=year))) 15)",
  ],
  ["days since last order > 60", "(> (MeasureOver measure=(Measure name=days since last order)) 60)"],
  [
    "days since first order from Boutique > 60",
    "(> (MeasureOver measure=(Measure name=days since first order) store=Boutique) 60)",
  ],
  [
    "distinct products over year to date >= 2",
    "(>= (MeasureOver measure=(Measure name=distinct products) period=(Period range=(to date unit=year))) 2)",
  ],
  [
    "largest order over 2026-01-01 to 2026-03-31 > 5",
    "(> (MeasureOver measure=(Measure name=largest order) period=(Period range=(dates from=2026-01-01 to=2026-03-31))) 5)",
  ],
  [
    "opens over last 90 days + clicks over quarter to date",
    "(+ (MeasureOver measure=(Measure name=opens) period=(Period range=(rolling amount=90 unit=day))) (MeasureOver measure=(Measure name=clicks) period=(Period range=(to date unit=quarter))))",
  ],
];

describe("expressions", () => {
  it.each([...PRECEDENCE_AND_VALUES, ...MEASURES])("%s", (source, tree) => {
    expect(conditionOf(source)).toBe(tree);
  });
});
