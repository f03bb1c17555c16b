import { describe, expect, it } from "vitest";
import { declarationsOf } from "./reading.ts";

const DECLARATIONS: readonly (readonly [source: string, tree: string])[] = [
  [
    'labels "a", "b" objectives "c"',
    '(Labels of=labels names=["a" "b"])\n(Labels of=objectives names=["c"])',
  ],
  [
    'audience N { field a: text? field b as "B": list of "x" | "y"? = "x" group "I": "a", "b" tags "v" field group: number field tags as "t": boolean }',
    '(Audience name=N items=[(Field name=a type=(Type optional of=(primitive name=text))) (Field name=b wireName="B" type=(Type list optional of=(enum values=["x" "y"])) default="x") (Group category="I" groups=["a" "b"]) (Tags tags=["v"]) (Field name=group type=(Type of=(primitive name=number))) (Field name=tags wireName="t" type=(Type of=(primitive name=boolean)))])',
  ],
  [
    'store B { platform "shopify" currency EUR products "a", "b" categories "c" products from "p.json" }',
    '(Store name=B items=[(Platform value="shopify") (Currency value=EUR) (Products codes=["a" "b"]) (Categories names=["c"]) (Products from="p.json")])',
  ],
  [
    "record R { field row: number }",
    "(Record name=R fields=[(Field name=row type=(Type of=(primitive name=number)))])",
  ],
  [
    'event E as "Ev" { field at: moment field seats: list of Seat } event F from "f.json"',
    '(Event name=E wireName="Ev" shape=(fields fields=[(Field name=at type=(Type of=(primitive name=moment))) (Field name=seats type=(Type list of=(named name=Seat)))]))\n(Event name=F shape=(file path="f.json"))',
  ],
  [
    'coupon P { pool } coupon C { code "X" }',
    '(Coupon name=P source=(pool))\n(Coupon name=C source=(code code="X"))',
  ],
  [
    'email W(a: text, at: moment?) for N { from "x" subject "s" preview "p" body file "f.hbs" body """\n a\n  b\n """ link "l" "u" kind transactional label "x" if unknown resend }',
    '(Email name=W parameters=[(Parameter name=a type=(Type of=(primitive name=text))) (Parameter name=at type=(Type optional of=(primitive name=moment)))] audience=N items=[(From text="x") (Subject text="s") (Preview text="p") (Body file text="f.hbs") (Body text="a\\n b") (Link name="l" url="u") (MessageKind value=transactional) (Label name="x") (IfUnknown policy=resend)])',
  ],
  [
    'sms S for N { text "t" kind marketing if unknown skip }',
    '(Sms name=S audience=N items=[(TextBody text="t") (MessageKind value=marketing) (IfUnknown policy=skip)])',
  ],
  [
    'survey Q for N { question score "How?": 0 to 10 question why "Why?": text? question next "N?": "a" | "b" }',
    '(Survey name=Q audience=N items=[(Question name=score text="How?" scale=(low=0 high=10)) (Question name=why text="Why?" type=(Type optional of=(primitive name=text))) (Question name=next text="N?" type=(Type of=(enum values=["a" "b"])))])',
  ],
  ["channel push { to contact.token through Gate }", "(Channel name=push to=[contact.token] through=[Gate])"],
  [
    'message A for N by push { title "t" text "x" url "u" }',
    '(Message name=A audience=N channel=push items=[(Title text="t") (TextBody text="x") (Url text="u")])',
  ],
  [
    'webhook W(reason: text) for N { method "POST" url "u" header "a" "b" header "c" env TOKEN secret env SECRET send { a: b, } receive { field s: number } if unknown skip }',
    '(Webhook name=W parameters=[(Parameter name=reason type=(Type of=(primitive name=text)))] audience=N items=[(Method text="POST") (WebhookUrl text="u") (Header name="a" value="b") (Header name="c" env=TOKEN) (Secret env=SECRET) (Send body=(Object pairs=[(Pair key=a value=b)])) (Receive shape=(fields fields=[(Field name=s type=(Type of=(primitive name=number)))])) (IfUnknown policy=skip)])',
  ],
  ['webhook G { receive from "s.json" }', '(Webhook name=G items=[(Receive shape=(file path="s.json"))])'],
  ['custom audience L { network "meta" }', '(CustomAudience name=L networks=["meta"])'],
  ["segment S for N where a", "(Segment name=S audience=N where=a)"],
  [
    "loyalty L for N { from A, B rank by total spent over last quarter at least 2 orders where a top 10% tiers { gold: top 1% silver: top 100 rest: rest } stay 30 days }",
    "(Loyalty name=L audience=N items=[(FromStores stores=[A B]) (RankBy measure=(Measure name=total spent)) (Over period=(Period range=(last unit=quarter))) (AtLeast orders=2) (Where condition=a) (Top size=10%) (Tiers tiers=[(Tier name=gold size=1%) (Tier name=silver size=100) (Tier name=rest rest)]) (Stay duration=30day)])",
  ],
  [
    "loyalty L for N { from any store rank by average days between orders over 2026-01-01 to 2026-03-31 top 100 }",
    "(Loyalty name=L audience=N items=[(FromStores any) (RankBy measure=(Measure name=average days between orders)) (Over period=(Period range=(dates from=2026-01-01 to=2026-03-31))) (Top size=100)])",
  ],
  [
    "fragment F(p: text) for N { exit }",
    "(Fragment name=F parameters=[(Parameter name=p type=(Type of=(primitive name=text)))] audience=N body=(Block steps=[(Exit)] closed))",
  ],
  ["journey J for N { }", "(Journey name=J audience=N)"],
  [
    'test "t" for J { cases { { a: 1 } { a: 2 } } }',
    '(Test title="t" journey=J cases=[(Object pairs=[(Pair key=a value=1)]) (Object pairs=[(Pair key=a value=2)])])',
  ],
  ["/// Doc.\n/// More.\nsegment S for N where a", "(Segment doc=Doc.\nMore. name=S audience=N where=a)"],
  [
    "audience N {\n /// The plan.\n field a: text\n}",
    "(Audience name=N items=[(Field doc=The plan. name=a type=(Type of=(primitive name=text)))])",
  ],
  [
    "journey J for N {\n /// Why.\n x: exit\n}",
    "(Journey name=J audience=N steps=[(Exit label=x doc=Why.)])",
  ],
];

describe("declarations", () => {
  it.each([...DECLARATIONS])("%s", (source, tree) => {
    expect(declarationsOf(source)).toBe(tree);
  });
});
