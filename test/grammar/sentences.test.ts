import { describe, expect, it } from "vitest";
import { conditionOf, settingsOf, stepsOf, testLinesOf } from "./reading.ts";

const SENTENCES: readonly (readonly [source: string, tree: string])[] = [
  ['contact has tag "vip"', '(Tagged subject=contact tag="vip")'],
  ['contact has no tag "vip"', '(Tagged subject=contact negated tag="vip")'],
  ['Ana has tag "vip"', '(Tagged subject=Ana tag="vip")'],
  ["contact opened Welcome", "(History subject=contact act=(Act verb=open message=Welcome) tense=past)"],
  [
    "contact opened Welcome within 7 days",
    "(History subject=contact act=(Act verb=open message=Welcome) tense=past when=(within duration=7day))",
  ],
  [
    "contact opened Welcome in last month",
    "(History subject=contact act=(Act verb=open message=Welcome) tense=past when=(in period=(Period range=(last unit=month))))",
  ],
  [
    "contact opened Welcome in last 90 days",
    "(History subject=contact act=(Act verb=open message=Welcome) tense=past when=(in period=(Period range=(rolling amount=90 unit=day))))",
  ],
  [
    "contact opened Welcome today",
    "(History subject=contact act=(Act verb=open message=Welcome) tense=past when=(today))",
  ],
  [
    "contact opened Welcome yesterday",
    "(History subject=contact act=(Act verb=open message=Welcome) tense=past when=(yesterday))",
  ],
  [
    "contact did not open Welcome within 3 days",
    "(History subject=contact act=(Act verb=open message=Welcome) tense=past negated when=(within duration=3day))",
  ],
  [
    "contact bought any product at least 3 times since 2026-01-01 before 2026-07-01",
    "(History subject=contact act=(Act verb=buy goods=(any)) tense=past times=(bound=at least count=3) since=2026-01-01 before=2026-07-01)",
  ],
  [
    'contact bought "a", "b" from Boutique where (order.total > 5 EUR and x) exactly 1 time',
    '(History subject=contact act=(Act verb=buy goods=(products codes=["a" "b"]) store=Boutique) tense=past where=(and (> order.total 5EUR) x) whereParenthesized times=(bound=exactly count=1))',
  ],
  [
    "contact did Booked where (event.price > 50 EUR) today",
    "(History subject=contact act=(Act verb=do event=Booked) tense=past where=(> event.price 50EUR) whereParenthesized when=(today))",
  ],
  [
    'contact clicked Welcome "shop" and contact.x',
    '(and (History subject=contact act=(Act verb=click message=Welcome link="shop") tense=past) contact.x)',
  ],
  [
    'contact did not buy category "mugs" or contact.y',
    '(or (History subject=contact act=(Act verb=buy goods=(category names=["mugs"])) tense=past negated) contact.y)',
  ],
  [
    'contact changed plan to "pro" at most 2 times',
    '(History subject=contact act=(Act verb=change field=plan to="pro") tense=past times=(bound=at most count=2))',
  ],
  [
    "contact got order shipped from Boutique",
    "(History subject=contact act=(Act verb=get order state=shipped store=Boutique) tense=past)",
  ],
  [
    "contact left Lapsed",
    "(History subject=contact act=(Act verb=leave people=(PeopleRef name=Lapsed)) tense=past)",
  ],
  [
    'contact left "A"."B"',
    '(History subject=contact act=(Act verb=leave group group=(GroupRef category="A" group="B")) tense=past)',
  ],
  [
    "contact unsubscribed from sms",
    "(History subject=contact act=(Act verb=unsubscribe channel=sms) tense=past)",
  ],
  [
    "contact saw any product back in stock from Boutique",
    "(History subject=contact act=(Act verb=see back in stock goods=(any) store=Boutique) tense=past)",
  ],
  ["contact opens Welcome", "(History subject=contact act=(Act verb=open message=Welcome) tense=present)"],
  [
    "not (contact opened Welcome)",
    "(Not operand=((History subject=contact act=(Act verb=open message=Welcome) tense=past)))",
  ],
  [
    "contact bought any product before 120 days ago",
    "(History subject=contact act=(Act verb=buy goods=(any)) tense=past before=120day-ago)",
  ],
];

describe("sentences about a contact", () => {
  it.each([...SENTENCES])("%s", (source, tree) => {
    expect(conditionOf(source)).toBe(tree);
  });
});

describe("a verb in another form is read all the same, and its tense kept for the checker", () => {
  const opened = "act=(Act verb=open message=A)";

  it.each([
    ["contact opens A", `(History subject=contact ${opened} tense=present)`],
    ["contact open A", `(History subject=contact ${opened} tense=present)`],
    ["contact does not open A", `(History subject=contact ${opened} tense=present negated)`],
  ])("as a condition: %s", (source, tree) => {
    expect(conditionOf(source)).toBe(tree);
  });

  it.each([
    ["contact opened A", `(Trigger subject=contact ${opened} tense=past)`],
    ["contact open A", `(Trigger subject=contact ${opened} tense=past)`],
    ["contact did not open A for 1 day", `(Trigger subject=contact ${opened} tense=past negated for=1day)`],
  ])("as a trigger: %s", (source, tree) => {
    expect(settingsOf(`start when ${source}`)).toBe(`(StartWhen trigger=${tree})`);
  });

  it("in a test", () => {
    expect(testLinesOf("contact opened A")).toBe(`(Happens subject=contact ${opened} tense=past)`);
    expect(testLinesOf("given contact opens A on 2026-01-01")).toBe(
      `(GivenPast subject=contact ${opened} tense=present on=2026-01-01)`,
    );
  });

  it("but its base form begins the next step behind a name", () => {
    expect(stepsOf('remember x = y  join "I"."B"')).toBe(
      '(Remember name=x value=y)\n(Join group=(GroupRef category="I" group="B"))',
    );
  });
});
