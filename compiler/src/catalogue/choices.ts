import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";
import { capital } from "./words.ts";

/** TJ4044 and on: cases, schedules and segments. */
export const CHOICES = {
  TJ4044: entry({
    name: "match-not-exhaustive",
    severity: "error",
    message: (p: { missing: string }) => `This match does not say what happens to everybody: ${p.missing}.`,
    help: "Add the missing case, or else { … }.",
    explanation: "Each value has one case of a match, so that nobody falls through unnoticed.",
    bad: inJourney('match contact.plan { "free" { tag "engaged" } }'),
    good: inJourney('match contact.plan { "free" { tag "engaged" }  "pro" { tag "vip" } }'),
    fixes: ["add-cases", "add-else"],
  }),
  TJ4045: entry({
    name: "match-overlap",
    severity: "error",
    message: (p: { pattern: string }) => `${capital(p.pattern)} has a case before already.`,
    help: "Change the patterns so that each value has one case.",
    explanation: "Of two cases that fit, nobody could say which one is meant.",
    bad: inJourney("match contact.points { < 50 { }  40 ..< 100 { }  >= 100 { } }"),
    good: inJourney("match contact.points { < 50 { }  50 ..< 100 { }  >= 100 { } }"),
  }),
  TJ4046: entry({
    name: "schedule-for-whom",
    severity: "error",
    message: (_: Record<never, never>) =>
      "This start comes round by the calendar, and does not say for whom.",
    help: "Add it: for Lapsed, for TopSpenders.gold, or for everyone.",
    explanation:
      "A date of the contact's own starts that contact. A day of the calendar starts the people that it names.",
    bad: example("audience Newsletter { }\njourney Weekly for Newsletter { start every monday at 9:00 }"),
    good: example(
      "audience Newsletter { }\njourney Weekly for Newsletter { start every monday at 9:00 for everyone }",
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
    ),
    good: example(
      "audience Newsletter { }\njourney Often for Newsletter { start every 3 days from 2026-01-05 at 9:00 for everyone }",
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
    ),
    good: example(
      "audience Newsletter { }\njourney Monthly for Newsletter { start every month on last day at 9:00 for everyone }",
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
  TJ4050: entry({
    name: "fragment-in-itself",
    severity: "error",
    message: (p: { fragment: string }) => `The fragment ${p.fragment} runs itself, so it would never end.`,
    help: "Use repeat, which is bounded, or take the run out.",
    explanation:
      "A fragment stands for its steps wherever it is run. One that runs itself, also through others, would be endless.",
    bad: example(
      `audience Newsletter { }
fragment Ask for Newsletter { delay 1 day  milestone "asked"  run Ask }
journey Welcome for Newsletter { start when contact signs up  run Ask }`,
    ),
    good: example(
      `audience Newsletter { }
fragment Ask for Newsletter { delay 1 day  milestone "asked" }
journey Welcome for Newsletter { start when contact signs up  run Ask }`,
    ),
  }),
} as const;
