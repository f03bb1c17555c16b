import { describe, expect, it } from "vitest";
import { stepsOf } from "./reading.ts";

const STEPS: readonly (readonly [source: string, tree: string])[] = [
  ["delay 1 week", "(Delay duration=1week)"],
  ["delay contact.wish", "(Delay duration=contact.wish)"],
  ["delay until monday at 9:00", "(Delay until=(PointInTime weekday=monday at=9:00))"],
  ["delay until 9:00", "(Delay until=(PointInTime base=9:00))"],
  [
    "delay until 1 day before entry.event.startsAt at 18:00 otherwise { exit }",
    "(Delay until=(PointInTime base=entry.event.startsAt offset=(amount=1day direction=before) at=18:00) otherwise=(Block steps=[(Exit)] closed))",
  ],
  ["delay until 2026-12-24 at 8:00", "(Delay until=(PointInTime base=2026-12-24 at=8:00))"],
  [
    "wait up to 3 days until contact answers Nps where answer.score is set",
    "(Wait limit=(PointInTime base=3day) until=(trigger trigger=(Trigger subject=contact act=(Act verb=answer survey=Nps) tense=present where=(Is operand=answer.score state=(set)))))",
  ],
  [
    "wait until contact.phone is set",
    "(Wait until=(condition condition=(Is operand=contact.phone state=(set))))",
  ],
  [
    "wait until contact opened Welcome within 2 days",
    "(Wait until=(condition condition=(History subject=contact act=(Act verb=open message=Welcome) tense=past when=(within duration=2day))))",
  ],
  [
    'wait up to 2 days after entry.x { when contact buys any product { exit } when contact opens A or when contact clicks A "x" since entry { } otherwise { break } }',
    '(Wait limit=(PointInTime base=entry.x offset=(amount=2day direction=after)) arms=[(Arm triggers=[(Trigger subject=contact act=(Act verb=buy goods=(any)) tense=present)] body=(Block steps=[(Exit)] closed)) (Arm triggers=[(Trigger subject=contact act=(Act verb=open message=A) tense=present) (Trigger subject=contact act=(Act verb=click message=A link="x") tense=present since=entry)] body=(Block closed))] otherwise=(Block steps=[(Break)] closed))',
  ],
  [
    "wait until contact does not open Welcome for 3 days",
    "(Wait until=(trigger trigger=(Trigger subject=contact act=(Act verb=open message=Welcome) tense=present negated for=3day)))",
  ],
  [
    "if a { } else if b { exit } else { break }",
    "(If branches=[(IfBranch condition=a body=(Block closed)) (IfBranch condition=b body=(Block steps=[(Exit)] closed))] else=(Block steps=[(Break)] closed))",
  ],
  [
    'match contact.plan { "free", "pro" { tag "a" } else { } }',
    '(Match subject=contact.plan cases=[(MatchCase patterns=[(Pattern form=value value="free") (Pattern form=value value="pro")] body=(Block steps=[(Tag tags=["a"])] closed))] else=(Block closed))',
  ],
  [
    "match x { < 50 EUR { } 50 EUR ..< 100 EUR { } >= 100 EUR { } -1 { } }",
    "(Match subject=x cases=[(MatchCase patterns=[(Pattern form=compare operator=< value=50EUR)] body=(Block closed)) (MatchCase patterns=[(Pattern form=range low=50EUR high=100EUR)] body=(Block closed)) (MatchCase patterns=[(Pattern form=compare operator=>= value=100EUR)] body=(Block closed)) (MatchCase patterns=[(Pattern form=value value=-1)] body=(Block closed))])",
  ],
  [
    'offer: split { 50% "short" { } 50% "long" { exit } }',
    '(Split arms=[(SplitArm share=50% name="short" body=(Block closed)) (SplitArm share=50% name="long" body=(Block steps=[(Exit)] closed))] label=offer)',
  ],
  ["repeat up to 14 times { break }", "(Repeat times=14 body=(Block steps=[(Break)] closed))"],
  [
    'remember wanted = contact.split contains "mug"',
    '(Remember name=wanted value=(contains contact.split "mug"))',
  ],
  ['milestone "trial used"  exit', '(Milestone name="trial used")\n(Exit)'],
  ["send email Welcome", "(Send channel=email message=Welcome)"],
  [
    'nudge: send email Reminder(className: "Baking", at: now + 1 day) to contact.email otherwise { exit }',
    '(Send channel=email message=Reminder args=[(Argument name=className value="Baking") (Argument name=at value=(+ now 1day))] to=contact.email label=nudge otherwise=(Block steps=[(Exit)] closed))',
  ],
  [
    'send sms Nudge send survey Nps send message Alert(what: "x")',
    '(Send channel=sms message=Nudge)\n(Send channel=survey message=Nps)\n(Send channel=message message=Alert args=[(Argument name=what value="x")])',
  ],
  ['tag "a", "b" untag "c"', '(Tag tags=["a" "b"])\n(Untag tags=["c"])'],
  [
    'join "A"."B" leave "A"."B" leave journey X start journey Y',
    '(Join group=(GroupRef category="A" group="B"))\n(LeaveGroup group=(GroupRef category="A" group="B"))\n(LeaveJourney journey=X)\n(StartJourney journey=Y)',
  ],
  [
    "unsubscribe unsubscribe from sms unsubscribe from push archive contact",
    "(Unsubscribe)\n(Unsubscribe channel=sms)\n(Unsubscribe channel=push)\n(Archive)",
  ],
  [
    'update contact { set points = contact.points + 1 * 2 clear renewal add "mug" to favorites remove (a or b) from split set set = 1 clear and }',
    '(Update changes=[(Change field=points form=set value=(+ contact.points (* 1 2))) (Change field=renewal form=clear) (Change field=favorites form=add value="mug") (Change field=split form=remove value=((or a b))) (Change field=set form=set value=1) (Change field=and form=clear)])',
  ],
  [
    'call webhook W(reason: "gold") as crm otherwise { exit } call webhook W',
    '(Call webhook=W args=[(Argument name=reason value="gold")] as=crm otherwise=(Block steps=[(Exit)] closed))\n(Call webhook=W)',
  ],
  ["give coupon C as reward", "(GiveCoupon coupon=C as=reward)"],
  ["add to L remove from L", "(AddTo customAudience=L)\n(RemoveFrom customAudience=L)"],
  [
    "run F(x: 1, at: 2) run F()",
    "(Run fragment=F args=[(Argument name=x value=1) (Argument name=at value=2)])\n(Run fragment=F)",
  ],
];

describe("steps", () => {
  it.each([...STEPS])("%s", (source, tree) => {
    expect(stepsOf(source)).toBe(tree);
  });
});
