import { describe, expect, it } from "vitest";
import { conditionOf } from "./reading.ts";

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
