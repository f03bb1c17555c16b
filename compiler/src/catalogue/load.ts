import { entry } from "./entry.ts";
import { example, withEmail } from "./examples.ts";
import { inWords } from "./words.ts";

const CIRCLE = (reenter: string) =>
  example(`audience Newsletter { tags "hot", "cold" }
journey Warm for Newsletter {
  start when contact gets tag "hot"
  reenter always
  delay 1 day
  untag "hot"
  tag "cold"
}
journey Cool for Newsletter {
  start when contact gets tag "cold"
  ${reenter}
  delay 1 day
  untag "cold"
  tag "hot"
}`);

const AGAIN = (reenter: string) =>
  example(`audience Newsletter { field points: number = 0 }
journey Count for Newsletter {
  start when contact changes points
  ${reenter}
  delay 1 day
  update contact { set points = contact.points + 1 }
}`);

const BOTH = (second: string) =>
  example(`audience Newsletter { field plan: "free" | "pro" = "free" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
email Tips for Newsletter { from "Ana <ana@shop.example>"  subject "Tips"  body "Three things." }
journey Greet for Newsletter {
  start when contact signs up where contact.plan == "free"
  send email Hello  delay 2 hours  send email Tips
}
journey Teach for Newsletter {
  start when contact signs up where contact.plan == ${second}
  send email Tips  delay 3 hours  send email Hello
}`);

/** TJ4230 to TJ4249: how much one contact gets, of one journey and of several, and journeys that start each other. */
export const LOAD = {
  TJ4230: entry({
    name: "too-many-messages",
    severity: "warning",
    message: (p: { journey: string; count: number; limit: number; days: number }) =>
      `${p.journey} can send one contact ${p.count} messages within ${p.days === 1 ? "24 hours" : "7 days"}; more than ${p.limit} are too many.`,
    help: "Spread them with delays, bound them with a limit (limit 2 messages per week), or raise `load` in trajet.json.",
    explanation:
      "Who gets much mail in a short time unsubscribes. The compiler follows each path with its shortest times, counts marketing messages, and shows the path that has the most. `load` in trajet.json says how many are too many.",
    bad: withEmail("repeat up to 5 times { delay 2 hours  send email Hello }"),
    good: withEmail("repeat up to 5 times { delay 2 days  send email Hello }"),
  }),
  TJ4231: entry({
    name: "too-many-messages-at-once",
    severity: "warning",
    message: (p: { journeys: number; event: string; count: number; limit: number; days: number }) =>
      `A contact who ${p.event} enters ${p.journeys} journeys at once, which send ${p.count} messages within ${p.days === 1 ? "24 hours" : "7 days"}; more than ${p.limit} are too many.`,
    help: "Let one of them begin later, tell their contacts apart by a filter, set `caps` in trajet.json, or raise its `load`.",
    explanation:
      "Each of the journeys may be modest; who is in all of them gets the sum. Counted is what they send from the event on, for a contact whom no filter keeps out of any.",
    bad: BOTH('"free"'),
    good: BOTH('"pro"'),
  }),
  TJ4240: entry({
    name: "journeys-in-a-circle",
    severity: "warning",
    message: (p: { journeys: readonly string[] }) =>
      `${inWords(p.journeys)} start each other in a circle: who gets in goes round for ever.`,
    help: "Break it: reenter never in one of them, a filter that ends it, or another tag or field.",
    explanation:
      "A step of each journey causes what starts the next, and each lets its contacts in again. Such a circle sends the same messages again and again. A circle that ends by itself, as one through a tag that nobody takes away, is not reported.",
    bad: CIRCLE("reenter always"),
    good: CIRCLE("reenter never"),
  }),
  TJ4241: entry({
    name: "journey-starts-itself",
    severity: "warning",
    message: (p: { journey: string }) =>
      `${p.journey} causes its own start here, and lets its contacts in again: who gets in goes round for ever.`,
    help: "Write reenter never or reenter always (a run that is alive keeps its contact out), or use another tag or field.",
    explanation:
      "A step causes the event that starts the journey. With `reenter restart`, or a run of its own for each entry, the run begins anew each time.",
    bad: AGAIN("reenter restart"),
    good: AGAIN("reenter always"),
  }),
} as const;
