import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { BEFORE_IT_RUNS, example, inJourney, later, withEmail } from "./examples.ts";
import { capital, inWords } from "./words.ts";

/** TJ402x and on: how a journey goes from step to step. */
export const JOURNEYS = {
  TJ4020: entry({
    name: "unreachable-steps",
    severity: "warning",
    message: (p: { steps: number }) =>
      `Nobody ever gets ${p.steps === 1 ? "to this step" : "to these steps"}: every path before ends the journey.`,
    help: "Take them out, or move the exit into a branch.",
    explanation: "Behind `exit`, and behind branches that all end in one, nothing is run.",
    bad: inJourney('exit\ntag "vip"'),
    good: inJourney('if contact.points > 100 { exit }\ntag "vip"'),
  }),
  TJ4021: entry({
    name: "constant-condition",
    severity: "warning",
    message: (p: { always: boolean; why: string }) => `This is always ${p.always}: ${p.why}.`,
    help: "Take the condition out, or correct what it compares.",
    explanation: "A condition that has only one outcome decides nothing. Mostly a slip hides in it.",
    bad: inJourney('if contact.plan == "free" and contact.plan == "pro" { tag "vip" }'),
    good: inJourney('if contact.plan == "free" or contact.points > 100 { tag "vip" }'),
  }),
  TJ4022: entry({
    name: "repeated-condition",
    severity: "warning",
    message: (_: Record<never, never>) => "This condition stands here a second time.",
    help: "Take it out, or write what was meant.",
    explanation: "A condition that repeats another word for word adds nothing.",
    bad: inJourney('if contact.points > 5 and contact.points > 5 { tag "vip" }'),
    good: inJourney('if contact.points > 5 and contact.points < 100 { tag "vip" }'),
  }),
  TJ4023: entry({
    name: "wait-without-limit",
    severity: "warning",
    message: (_: Record<never, never>) => "This wait has no limit: who never does it waits for ever.",
    help: "Say how long: wait up to 3 days ….",
    explanation:
      "A run that waits without a limit stays in the journey until something ends it, and counts as under way.",
    bad: inJourney('wait { when contact buys any product { tag "vip" } }'),
    good: inJourney('wait up to 3 days { when contact buys any product { tag "vip" } }'),
  }),
  TJ4024: entry({
    name: "split-total",
    severity: "error",
    message: (p: { total: string }) => `The arms of this split add up to ${p.total}%, not to 100%.`,
    help: 'Change the shares so that they add up to 100%; an arm may be empty: 20% "holdout" { }.',
    explanation: "A split sends everybody into one of its arms.",
    bad: inJourney('split { 50% "a" { tag "vip" }  40% "b" { } }'),
    good: inJourney('split { 60% "a" { tag "vip" }  40% "b" { } }'),
  }),
  TJ4025: entry({
    name: "duplicate-arm",
    severity: "error",
    message: (p: { name: string }) => `Another arm of this split is called "${p.name}" already.`,
    help: "Give the arms different names.",
    explanation: "An arm is known by its name, in counts, in tests, and when shares are changed.",
    bad: inJourney('split { 50% "a" { tag "vip" }  50% "a" { } }'),
    good: inJourney('split { 50% "a" { tag "vip" }  50% "b" { } }'),
  }),
  TJ4026: entry({
    name: "share-out-of-range",
    severity: "error",
    message: (p: { share: string }) =>
      `${p.share}% is no share of a split: shares are more than 0%, at most 100%, and have at most two digits behind the point.`,
    help: "Write a share between 0.01% and 100%.",
    explanation: "Contacts are split in steps of a hundredth of a percent.",
    bad: inJourney('split { 0% "a" { tag "vip" }  100% "b" { } }'),
    good: inJourney('split { 1% "a" { tag "vip" }  99% "b" { } }'),
  }),
  TJ4027: entry({
    name: "break-outside-repeat",
    severity: "error",
    message: (_: Record<never, never>) => "`break` leaves a `repeat`, and there is none around it.",
    help: "Write exit to leave the journey.",
    explanation: "`break` goes on behind the loop that it stands in.",
    bad: later("if contact.points > 100 { break }"),
    good: later("repeat up to 3 times { delay 1 day  if contact.points > 100 { break } }"),
  }),
  TJ4028: entry({
    name: "repeat-without-wait",
    severity: "error",
    message: (_: Record<never, never>) =>
      "Nothing in this loop lets time pass, so all its turns would come at once.",
    help: "Put a delay or a wait into it.",
    explanation: "A loop is for doing something again later.",
    bad: later("repeat up to 3 times { update contact { set points = contact.points + 1 } }"),
    good: later("repeat up to 3 times { delay 1 day  update contact { set points = contact.points + 1 } }"),
  }),
  TJ4029: entry({
    name: "no-start",
    severity: "warning",
    message: (p: { journey: string }) => `Nobody can enter ${p.journey}: it has no start.`,
    help: "Add one: start when contact signs up; or start manually.",
    explanation: "A journey begins at its start points, and only there.",
    bad: example("audience Newsletter { }\njourney Welcome for Newsletter { delay 1 day }"),
    good: example("audience Newsletter { }\njourney Welcome for Newsletter { start manually  delay 1 day }"),
  }),
  TJ4030: entry({
    name: "unknown-argument",
    severity: "error",
    message: (p: { name: string; of: string; parameters: readonly string[]; nearest: string | undefined }) =>
      p.parameters.length === 0
        ? `${p.of} has no parameters, so there is nothing called "${p.name}" to give it.`
        : `${p.of} has no parameter "${p.name}"; it has ${inWords(p.parameters)}.${didYouMean(p.nearest)}`,
    help: "Use the name of a parameter, or declare it.",
    explanation:
      "Arguments are given by name, and each has to be a parameter of what is sent, called or run.",
    bad: withEmail('send email Hello(city: "Lyon")'),
    good: withEmail("send email Hello"),
    fixes: ["use-nearest"],
  }),
  TJ4031: entry({
    name: "missing-argument",
    severity: "error",
    message: (p: { of: string; missing: readonly string[] }) => `${p.of} needs ${inWords(p.missing)}.`,
    help: 'Give it by name: Hello(city: "Lyon"). A parameter with a ? may be left out.',
    explanation: "Each parameter that is not optional needs a value each time.",
    bad: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello }`),
    good: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon") }`),
  }),
  TJ4032: entry({
    name: "duplicate-argument",
    severity: "error",
    message: (p: { name: string }) => `"${p.name}" is given twice.`,
    help: "Keep one of them.",
    explanation: "A parameter has one value.",
    bad: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon", city: "Paris") }`),
    good: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon") }`),
  }),
  TJ4034: entry({
    name: "field-not-writable",
    severity: "error",
    message: (p: { field: string }) => `"${p.field}" is kept by Trajet, so a journey cannot change it.`,
    help: "Change a field of the audience, or email, phone, language, timezone or country.",
    explanation:
      "Where a contact came from, when, and what the channels say of it follows from what happened. `unsubscribe` changes consent.",
    bad: inJourney("update contact { set rating = 5 }"),
    good: inJourney("update contact { set points = 5 }"),
  }),
  TJ4035: entry({
    name: "not-a-list",
    severity: "error",
    message: (p: { field: string; form: string }) =>
      `"${p.field}" is no list, so there is nothing to ${p.form} ${p.form === "add" ? "to" : "from"}.`,
    help: "Write set field = value.",
    explanation: "`add … to` and `remove … from` change lists. Other fields have one value.",
    bad: inJourney('update contact { add "Lyon" to city }'),
    good: inJourney('update contact { set city = "Lyon" }'),
  }),
  TJ4036: entry({
    name: "cannot-clear",
    severity: "error",
    message: (p: { field: string }) => `"${p.field}" always has a value, so it cannot be cleared.`,
    help: "Set it to a value, or declare the field with a ?.",
    explanation: "Only optional fields and lists can be empty.",
    bad: inJourney("update contact { clear points }"),
    good: inJourney("update contact { clear city }"),
  }),
  TJ4037: entry({
    name: "marketing-after-unsubscribe",
    severity: "warning",
    message: (p: { message: string; channel: string }) =>
      `${p.message} can never be sent here: every path before unsubscribes the contact from ${p.channel}.`,
    help: "Send it before the unsubscribe, or make it transactional if it is.",
    explanation:
      "A marketing message needs consent, which `unsubscribe` takes away. The sending would be refused each time.",
    bad: withEmail("unsubscribe\nsend email Hello"),
    good: withEmail("send email Hello\nunsubscribe"),
  }),
  TJ4038: entry({
    name: "not-sent-before",
    severity: "error",
    message: (p: { message: string }) =>
      `No path before this sends ${p.message}, so nobody can have opened it.`,
    help: "Send it before, or ask about a message that was sent.",
    explanation:
      "In a journey, opens and clicks speak of this run's latest sending of the message. Outside a run, as in a segment, they speak of all sendings.",
    bad: example(
      `audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter {
  start when contact signs up
  if contact opened Hello { tag "vip" }
  send email Hello
}`,
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      `audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
  if contact opened Hello { tag "vip" }
}`,
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ4039: entry({
    name: "marketing-to-somebody-else",
    severity: "error",
    message: (p: { message: string }) =>
      `${p.message} is marketing, which needs the receiver's own consent: it cannot go to somebody else.`,
    help: "Declare it with kind transactional if it is, or leave out the receiver.",
    explanation: "Consent is the contact's. To another address only transactional messages may go.",
    bad: withEmail('send email Hello to "boss@shop.example"', { config: BEFORE_IT_RUNS }),
    good: example(
      `audience Newsletter { }
email Report for Newsletter {
  kind transactional  from "Ana <ana@shop.example>"  subject "A new subscriber"  body "One more."
}
journey Welcome for Newsletter { start when contact signs up  send email Report to "boss@shop.example" }`,
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ4040: entry({
    name: "needless-otherwise",
    severity: "error",
    message: (p: { action: string }) =>
      `\`${p.action}\` is never refused, so its \`otherwise\` would never be run.`,
    help: "Take the block out, or put its steps behind.",
    explanation:
      "Sendings, calls, coupons, ad audiences and starts of other journeys can be refused, and take `otherwise { … }`. What happens inside Trajet cannot.",
    bad: inJourney('tag "vip" otherwise { tag "engaged" }'),
    good: inJourney('tag "vip"\ntag "engaged"'),
  }),
  TJ4041: entry({
    name: "no-manual-start",
    severity: "error",
    message: (p: { journey: string }) =>
      `${p.journey} cannot be started from here: it has no \`start manually\`.`,
    help: "Add start manually to it.",
    explanation: "A journey that others, or people, may start by hand says so.",
    bad: example(
      `audience Newsletter { }
journey Thanks for Newsletter { start when contact signs up }
journey Welcome for Newsletter { start when contact signs up  start journey Thanks }`,
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      `audience Newsletter { }
journey Thanks for Newsletter { start manually }
journey Welcome for Newsletter { start when contact signs up  start journey Thanks }`,
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ4043: entry({
    name: "unknown-person",
    severity: "error",
    message: (p: { name: string }) =>
      `Nobody here is called ${p.name}: in a journey, sentences speak of \`contact\`.`,
    help: "Write contact. In a test, introduce the person first: given contact Ana { … }.",
    explanation: "Only a test has people with names.",
    bad: inJourney('if Ana bought any product { tag "vip" }'),
    good: inJourney('if contact bought any product { tag "vip" }'),
  }),
  TJ4044: entry({
    name: "match-not-exhaustive",
    severity: "error",
    message: (p: { missing: string }) => `This match does not say what happens to everybody: ${p.missing}.`,
    help: "Add the missing case, or else { … }.",
    explanation: "Each value has one case of a match, so that nobody falls through unnoticed.",
    bad: later('match contact.plan { "free" { tag "engaged" } }'),
    good: later('match contact.plan { "free" { tag "engaged" }  "pro" { tag "vip" } }'),
  }),
  TJ4045: entry({
    name: "match-overlap",
    severity: "error",
    message: (p: { pattern: string }) => `${p.pattern} has a case before already, in whole or in part.`,
    help: "Change the patterns so that each value has one case.",
    explanation: "Of two cases that fit, nobody could say which one is meant.",
    bad: later("match contact.points { < 50 { }  40 ..< 100 { }  >= 100 { } }"),
    good: later("match contact.points { < 50 { }  50 ..< 100 { }  >= 100 { } }"),
  }),
  TJ4046: entry({
    name: "schedule-for-whom",
    severity: "error",
    message: (_: Record<never, never>) =>
      "This start comes round by the calendar, and does not say for whom.",
    help: "Add it: for Lapsed, for TopSpenders.gold, or for everyone.",
    explanation:
      "A date of the contact's own starts that contact. A day of the calendar starts the people that it names.",
    bad: example("audience Newsletter { }\njourney Weekly for Newsletter { start every monday at 9:00 }", {
      config: BEFORE_IT_RUNS,
    }),
    good: example(
      "audience Newsletter { }\njourney Weekly for Newsletter { start every monday at 9:00 for everyone }",
      {
        config: BEFORE_IT_RUNS,
      },
    ),
  }),
  TJ4047: entry({
    name: "interval-unit",
    severity: "error",
    message: (p: { unit: string }) =>
      `A start cannot come every so many ${p.unit}s: count days, weeks or months.`,
    help: "Write every 2 weeks from 2026-01-05, or start every year on a date.",
    explanation: "An interval is counted in whole days from its first one.",
    bad: example(
      "audience Newsletter { }\njourney Often for Newsletter { start every 3 hours from 2026-01-05 at 9:00 for everyone }",
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      "audience Newsletter { }\njourney Often for Newsletter { start every 3 days from 2026-01-05 at 9:00 for everyone }",
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ4048: entry({
    name: "day-of-month",
    severity: "error",
    message: (p: { day: number }) => `No month has a day ${p.day}.`,
    help: "Write a day from 1 to 31, or on last day.",
    explanation: "In a month without the day, its last day is taken.",
    bad: example(
      "audience Newsletter { }\njourney Monthly for Newsletter { start every month on day 32 at 9:00 for everyone }",
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      "audience Newsletter { }\njourney Monthly for Newsletter { start every month on last day at 9:00 for everyone }",
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ4049: entry({
    name: "segment-in-itself",
    severity: "error",
    message: (p: { segment: string; through: string }) =>
      p.segment === p.through
        ? `The segment ${p.segment} asks about itself.`
        : `The segment ${p.segment} asks about itself, through ${p.through}.`,
    help: "Take one of the questions out.",
    explanation: "Who is in a segment would depend on who is in it.",
    bad: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR" or contact in French
journey Welcome for Newsletter { start when contact signs up where contact in French }`),
    good: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter { start when contact signs up where contact in French }`),
  }),
  TJ4090: entry({
    name: "not-yet-run",
    severity: "error",
    message: (p: { what: string }) =>
      `${capital(p.what)} is part of the language, but this version of Trajet cannot run it yet.`,
    help: "Take it out for now.",
    explanation:
      "The whole language is read and checked. What the runtime cannot do yet is refused where a journey needs it, instead of being left out in silence.",
    bad: inJourney("archive contact"),
    good: inJourney('tag "vip"'),
  }),
  TJ4091: entry({
    name: "tests-not-yet-run",
    severity: "warning",
    message: (_: Record<never, never>) =>
      "The names in this test are checked, but this version of Trajet cannot run tests yet.",
    help: "Keep it: it will be run by a later version.",
    explanation:
      "Tests are part of the language. Until they can be run, this reminds that nothing was proven.",
    bad: example(`audience Newsletter { }
journey Welcome for Newsletter { start when contact signs up }
test "a sign-up enters" for Welcome { on 2026-03-27 contact signs up  expect entered }`),
    good: example(`audience Newsletter { }
journey Welcome for Newsletter { start when contact signs up }`),
  }),
} as const;
