import { describe, expect, it } from "vitest";
import { settingsOf } from "./reading.ts";

const SETTINGS: readonly (readonly [source: string, tree: string])[] = [
  [
    'title "a" objective "b" timezone "Europe/Paris"',
    '(Title text="a")\n(Objective text="b")\n(Timezone text="Europe/Paris")',
  ],
  [
    'start when contact signs up including imports where contact.plan == "free"',
    '(StartWhen trigger=(Trigger subject=contact act=(Act verb=sign up includingImports) tense=present where=(== contact.plan "free")))',
  ],
  ["start manually", "(StartManually)"],
  [
    "start every year on contact.birthday at 9:00",
    "(StartSchedule schedule=(Schedule recurrence=(year date=(base=contact.birthday)) at=9:00))",
  ],
  [
    "start every year 3 days before contact.birthday at 9:00",
    "(StartSchedule schedule=(Schedule recurrence=(year date=(base=contact.birthday offset=(amount=3day direction=before))) at=9:00))",
  ],
  [
    "start 3 days before contact.renewal at 9:00 where a",
    "(StartSchedule schedule=(Schedule recurrence=(once date=(base=contact.renewal offset=(amount=3day direction=before))) at=9:00 where=a))",
  ],
  [
    "start every month on day 1 at 8:00 for Lapsed",
    "(StartSchedule schedule=(Schedule recurrence=(month day=1) at=8:00 people=(people people=(PeopleRef name=Lapsed))))",
  ],
  [
    "start every month on last day at 8:00 for Lapsed",
    "(StartSchedule schedule=(Schedule recurrence=(month day=last) at=8:00 people=(people people=(PeopleRef name=Lapsed))))",
  ],
  [
    "start every monday, thursday at 9:00 for T.gold where a",
    "(StartSchedule schedule=(Schedule recurrence=(weekdays days=[monday thursday]) at=9:00 people=(people people=(PeopleRef name=T tier=gold)) where=a))",
  ],
  [
    "start every day at 7:30 for everyone",
    "(StartSchedule schedule=(Schedule recurrence=(day) at=7:30 people=(everyone)))",
  ],
  ["start every weekday at 9:00", "(StartSchedule schedule=(Schedule recurrence=(weekday) at=9:00))"],
  [
    "start every 2 weeks from 2026-01-05 at 9:00",
    "(StartSchedule schedule=(Schedule recurrence=(interval amount=2 unit=week from=2026-01-05) at=9:00))",
  ],
  [
    "start on 2026-12-24 at 9:00 for everyone",
    "(StartSchedule schedule=(Schedule recurrence=(once date=(base=2026-12-24)) at=9:00 people=(everyone)))",
  ],
  [
    "start when contact does not open Welcome for 3 days",
    "(StartWhen trigger=(Trigger subject=contact act=(Act verb=open message=Welcome) tense=present negated for=3day))",
  ],
  [
    "start when contact abandons cart from B for 1 hour",
    "(StartWhen trigger=(Trigger subject=contact act=(Act verb=abandon cart store=B) tense=present for=1hour))",
  ],
  [
    "enter from 2026-03-01 to 2026-11-30 enter from 2026-03-01",
    "(EntryWindow from=2026-03-01 to=2026-11-30)\n(EntryWindow from=2026-03-01)",
  ],
  [
    "exit when contact unsubscribes exit if a or b",
    "(ExitWhen trigger=(Trigger subject=contact act=(Act verb=unsubscribe) tense=present))\n(ExitIf condition=(or a b))",
  ],
  [
    "reenter never reenter always reenter restart reenter after 30 days",
    "(Reenter policy=never)\n(Reenter policy=always)\n(Reenter policy=restart)\n(Reenter policy=after after=30day)",
  ],
  ["one run per entry.event.id, contact.plan", "(RunKey per=[entry.event.id contact.plan])"],
  [
    'goal "G" within 14 days when contact buys any product from B or when contact gets order shipped then exit',
    '(Goal name="G" within=14day triggers=[(Trigger subject=contact act=(Act verb=buy goods=(any) store=B) tense=present) (Trigger subject=contact act=(Act verb=get order state=shipped) tense=present)] thenExit)',
  ],
  [
    "send between 9:00 and 20:00 on weekdays otherwise skip send between 8:30 and 21:00 on monday, friday send between a and b",
    "(SendWindow from=9:00 to=20:00 days=weekdays orSkip)\n(SendWindow from=8:30 to=21:00 days=[monday friday])\n(SendWindow from=a to=b)",
  ],
  [
    'limit 2 messages per week across "p" otherwise skip limit 1 message per day',
    '(Cap count=2 unit=week across="p" orSkip)\n(Cap count=1 unit=day)',
  ],
  [
    "after pause continue after pause exit after pause skip messages older than 2 days over 1 hour",
    "(Resume policy=continue)\n(Resume policy=exit)\n(Resume policy=skip olderThan=2day over=1hour)",
  ],
  [
    'start when contact changes plan to "pro" start when contact changes email start when contact texts "JOIN" start when contact leaves T.gold start when contact joins "A"."B"',
    '(StartWhen trigger=(Trigger subject=contact act=(Act verb=change field=plan to="pro") tense=present))\n(StartWhen trigger=(Trigger subject=contact act=(Act verb=change field=email) tense=present))\n(StartWhen trigger=(Trigger subject=contact act=(Act verb=text keyword="JOIN") tense=present))\n(StartWhen trigger=(Trigger subject=contact act=(Act verb=leave people=(PeopleRef name=T tier=gold)) tense=present))\n(StartWhen trigger=(Trigger subject=contact act=(Act verb=join group=(GroupRef category="A" group="B")) tense=present))',
  ],
  [
    "start when contact does A since entry where x or y",
    "(StartWhen trigger=(Trigger subject=contact act=(Act verb=do event=A) tense=present since=entry where=(or x y)))",
  ],
];

describe("settings of a journey", () => {
  it.each([...SETTINGS])("%s", (source, tree) => {
    expect(settingsOf(source)).toBe(tree);
  });
});
