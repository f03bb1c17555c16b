import { describe, expect, it } from "vitest";
import { testLinesOf } from "./reading.ts";

const LINES: readonly (readonly [source: string, tree: string])[] = [
  ['given contact { plan: "free" }', '(GivenContact fields=(Object pairs=[(Pair key=plan value="free")]))'],
  ["given contact Ana { }", "(GivenContact person=Ana fields=(Object))"],
  ['given contact has tag "vip"', '(GivenState subject=contact state=(tag tag="vip"))'],
  ['given Ana in "A"."B"', '(GivenState subject=Ana state=(group group=(GroupRef category="A" group="B")))'],
  [
    "given contact in T.gold",
    "(GivenState subject=contact state=(people people=(PeopleRef name=T tier=gold)))",
  ],
  [
    "given contact is not subscribed to sms",
    "(GivenState subject=contact state=(subscribed negated channel=sms))",
  ],
  [
    'given Ana bought "m" from B on 2026-01-03 with { total: 20 EUR }',
    '(GivenPast subject=Ana act=(Act verb=buy goods=(products codes=["m"]) store=B) tense=past on=2026-01-03 payload=(Object pairs=[(Pair key=total value=20EUR)]))',
  ],
  [
    "given contact opened Welcome on 2026-01-03 at 9:00",
    "(GivenPast subject=contact act=(Act verb=open message=Welcome) tense=past on=(At date=2026-01-03 time=9:00))",
  ],
  [
    "given webhook W answers { score: 3 }",
    "(GivenBehaviour of=webhook name=W behaviour=(answers body=(Object pairs=[(Pair key=score value=3)])))",
  ],
  ["given webhook W answers 503", "(GivenBehaviour of=webhook name=W behaviour=(answers status=503))"],
  ["given email refuses for Ana", "(GivenBehaviour of=channel name=email behaviour=(refuses) forPerson=Ana)"],
  ["given push times out", "(GivenBehaviour of=channel name=push behaviour=(times out))"],
  ["given sms answers 500", "(GivenBehaviour of=channel name=sms behaviour=(answers status=500))"],
  [
    "on 2026-03-27 at 10:00 contact signs up",
    "(On moment=(At date=2026-03-27 time=10:00))\n(Happens subject=contact act=(Act verb=sign up) tense=present)",
  ],
  ["after 1 week", "(After duration=1week)"],
  [
    "Ana does Booked with { price: 60 EUR }",
    "(Happens subject=Ana act=(Act verb=do event=Booked) tense=present payload=(Object pairs=[(Pair key=price value=60EUR)]))",
  ],
  ["contact abandons cart", "(Happens subject=contact act=(Act verb=abandon cart) tense=present)"],
  ["start manually start manually for Ana", "(StartedManually)\n(StartedManually forPerson=Ana)"],
  ['take "short" take "long" for Ana', '(Take arm="short")\n(Take arm="long" forPerson=Ana)'],
  ["expect sent Welcome", "(Expect expected=(sent message=Welcome))"],
  [
    'expect sent Welcome to Ana 2 times since start containing "a", "b" where x == "y"',
    '(Expect expected=(sent message=Welcome to=Ana count=(number=2 sinceStart) containing=["a" "b"] where=(== x "y")))',
  ],
  [
    'expect sent Welcome to "a@b.c" matching snapshot',
    '(Expect expected=(sent message=Welcome to="a@b.c" snapshot))',
  ],
  ["expect not sent Nudge", "(Expect negated expected=(sent message=Nudge))"],
  ["expect sent Welcome since start", "(Expect expected=(sent message=Welcome count=(sinceStart)))"],
  ["expect nothing sent", "(Expect expected=(nothing sent))"],
  ["expect nothing sent to Ana since start", "(Expect expected=(nothing sent to=Ana sinceStart))"],
  [
    'expect called W for Ana 1 time where reason == "gold"',
    '(Expect expected=(called webhook=W forPerson=Ana count=(number=1) where=(== reason "gold")))',
  ],
  ["expect entered", "(Expect expected=(entered))"],
  ["expect not entered for Ana", "(Expect negated expected=(entered forPerson=Ana))"],
  ["expect entered 2 times", "(Expect expected=(entered count=(number=2)))"],
  ['expect reached goal "G"', '(Expect expected=(reached what=goal name="G"))'],
  [
    'expect not reached milestone "m" for Ana where x',
    '(Expect negated expected=(reached what=milestone name="m" forPerson=Ana where=x))',
  ],
  ["expect waiting", "(Expect expected=(waiting))"],
  ["expect waiting at reply for Ana", "(Expect expected=(waiting at=reply forPerson=Ana))"],
  ["expect held", "(Expect expected=(held))"],
  ["expect not held at nudge", "(Expect negated expected=(held at=nudge))"],
  [
    "expect finished expect exited for Ana",
    "(Expect expected=(finished))\n(Expect expected=(exited forPerson=Ana))",
  ],
  [
    'expect contact has no tag "a" and contact.points == 0',
    '(Expect expected=(condition condition=(and (Tagged subject=contact negated tag="a") (== contact.points 0))))',
  ],
  [
    "expect Ana bought any product before 2026-02-01 and Ana.points == 0",
    "(Expect expected=(condition condition=(and (History subject=Ana act=(Act verb=buy goods=(any)) tense=past before=2026-02-01) (== Ana.points 0))))",
  ],
  ["expect not (a or b)", "(Expect expected=(condition condition=(Not operand=((or a b)))))"],
  ["expect not a == b", "(Expect expected=(condition condition=(Not operand=(== a b))))"],
];

describe("lines of a test", () => {
  it.each([...LINES])("%s", (source, tree) => {
    expect(testLinesOf(source)).toBe(tree);
  });
});
