import { entry } from "./entry.ts";
import { inJourney, withEmail, withEmails } from "./examples.ts";

/** TJ4200 to TJ4209: how long the paths of a journey take. */
export const PATH_TIMES = {
  TJ4200: entry({
    name: "asked-too-early",
    severity: "warning",
    message: (p: { message: string; verb: string; since: string }) =>
      `This asks whether ${p.message} was ${p.verb} ${p.since === "" ? "right behind its sending" : `only ${p.since} after its sending`}: hardly anybody can have done it yet, so nearly everybody is taken for somebody who never does.`,
    help: "Wait for it: wait up to 3 days { when contact opens … { } otherwise { } }; or put a delay before the question.",
    explanation:
      "Most mails are opened hours after they were sent. An `if` looks once, at the moment at which a run gets there; less than 4 hours after the sending it tells nothing about the reader.",
    bad: withEmails("send email Hello\nif contact opened Hello { exit }\ndelay 1 day\nsend email Bye"),
    good: withEmails("send email Hello\ndelay 2 days\nif contact opened Hello { exit }\nsend email Bye"),
  }),
  TJ4201: entry({
    name: "moment-always-past",
    severity: "warning",
    message: (p: { moment: string; then: string }) =>
      `${p.moment} is past for everybody who gets here, so ${p.then}.`,
    help: "Correct the date, or take the step out.",
    explanation:
      "A moment that has passed is not waited for. Where every run comes too late for it, mostly the year or the order of two dates is a slip.",
    bad: inJourney('enter from 2026-03-01\ndelay until 2026-02-01 at 9:00\ntag "vip"'),
    good: inJourney('enter from 2026-03-01 to 2026-11-30\ndelay until 2026-12-01 at 9:00\ntag "vip"'),
  }),
  TJ4203: entry({
    name: "goal-before-messages",
    severity: "warning",
    message: (p: { goal: string; message: string; after: string }) =>
      `The goal "${p.goal}" closes before anything is sent: the first message, ${p.message}, leaves ${p.after} after the entry at the earliest. What it counts, the journey has not brought about.`,
    help: "Give it a longer `within`, or send the first message sooner.",
    explanation:
      "The window of a goal begins with the entry. A goal that is over before the first message counts only what would have happened anyway.",
    bad: withEmail('goal "Back" within 2 days when contact opens Hello\ndelay 1 week\nsend email Hello'),
    good: withEmail('goal "Back" within 2 weeks when contact opens Hello\ndelay 1 week\nsend email Hello'),
  }),
  TJ4204: entry({
    name: "message-after-goal",
    severity: "info",
    message: (p: { goal: string; message: string; after: string }) =>
      `${p.message} is sent ${p.after} after the entry at the earliest, when the goal "${p.goal}" has closed: what it brings about is not counted.`,
    help: "Give the goal a longer `within`, if that message is to count.",
    explanation: "The window of a goal begins with the entry, not with a message.",
    bad: withEmails(
      'goal "Back" within 2 days when contact clicks Bye\nsend email Hello\ndelay 1 week\nsend email Bye',
    ),
    good: withEmails(
      'goal "Back" within 2 weeks when contact clicks Bye\nsend email Hello\ndelay 1 week\nsend email Bye',
    ),
  }),
  TJ4205: entry({
    name: "sign-up-in-a-run",
    severity: "warning",
    message: (p: { place: "exit" | "goal" | "wait" }) =>
      `Nobody in a journey signs up: a contact does so once, before any run. This ${p.place} never comes about.`,
    help: "Name what they do later, as contact buys any product, or contact resubscribes.",
    explanation:
      "`signs up` is a contact who is new. Who is in a journey is a contact already, and the event that starts a run counts for nothing else in it.",
    bad: inJourney('exit when contact signs up\ndelay 1 day\ntag "vip"'),
    good: inJourney('exit when contact unsubscribes\ndelay 1 day\ntag "vip"'),
  }),
  TJ4206: entry({
    name: "reentry-within-run",
    severity: "info",
    message: (p: { journey: string; shortest: string }) =>
      `No run of ${p.journey} is over in less than ${p.shortest}, and who is in it cannot enter again: this time decides nothing.`,
    help: "Write reenter always, or give a longer time.",
    explanation:
      "`reenter after` counts from the last entry. A contact whose run is alive is kept out whatever it says.",
    bad: inJourney('reenter after 3 days\ndelay 1 week\ntag "vip"'),
    good: inJourney('reenter after 30 days\ndelay 1 week\ntag "vip"'),
  }),
  TJ4207: entry({
    name: "delays-in-a-row",
    severity: "info",
    message: (_: Record<never, never>) => "Two delays stand one right behind the other: they can be one.",
    help: "Add them up: delay 1 day 2 hours.",
    explanation: "One step where people wait is easier to read, to count and to draw than two.",
    bad: inJourney('delay 1 day\ndelay 2 hours\ntag "vip"'),
    good: inJourney('delay 1 day 2 hours\ntag "vip"'),
  }),
} as const;

/** TJ4210 to TJ4219: windows and caps, against the times at which messages come due. */
export const SENDING_RULES = {
  TJ4210: entry({
    name: "empty-window",
    severity: "warning",
    message: (_: Record<never, never>) =>
      "This window opens and closes at the same minute: no message ever leaves.",
    help: "Give it an end behind its beginning: send between 9:00 and 20:00; for the whole day leave it out.",
    explanation: "Periods include their beginning and not their end, so this one holds nothing.",
    bad: withEmail("send between 9:00 and 9:00\nsend email Hello"),
    good: withEmail("send between 9:00 and 20:00\nsend email Hello"),
  }),
  TJ4211: entry({
    name: "always-skipped",
    severity: "warning",
    message: (p: { message: string; when: string; opens: string }) =>
      `${p.message} is never sent: it comes due on every path at ${p.when}, when the window is closed, and the window skips what it does not let through.`,
    help: "Move the delay into the window, or hold messages: leave out `otherwise skip`.",
    explanation:
      "With `otherwise skip` a message that comes due outside the window is dropped. One that always does is never sent.",
    bad: withEmail("send between 9:00 and 20:00 otherwise skip\ndelay until 22:00\nsend email Hello"),
    good: withEmail("send between 9:00 and 20:00 otherwise skip\ndelay until 10:00\nsend email Hello"),
  }),
  TJ4212: entry({
    name: "always-held",
    severity: "info",
    message: (p: { message: string; when: string; opens: string }) =>
      `${p.message} comes due at ${p.when} on every path, when the window is closed: it is held until ${p.opens} each time.`,
    help: "Write the time at which it is to leave.",
    explanation:
      "A message that comes due outside the window leaves when the window opens. Where that is always so, the delay says another time than the one at which people get the message.",
    bad: withEmail(
      "send between 9:00 and 20:00 on weekdays\ndelay until saturday at 10:00\nsend email Hello",
    ),
    good: withEmail("send between 9:00 and 20:00 on weekdays\ndelay until friday at 10:00\nsend email Hello"),
  }),
  TJ4213: entry({
    name: "always-over-the-limit",
    severity: "warning",
    message: (p: { message: string; before: number }) =>
      `${p.message} is never sent: every path before has used the limit up with ${p.before === 1 ? "a message" : `${p.before} messages`}, and the limit skips what is over it.`,
    help: "Put a longer delay before it, raise the limit, or hold messages: leave out `otherwise skip`.",
    explanation:
      "A limit counts back from each message. With `otherwise skip` one that is over it is dropped; one that always is, is never sent.",
    bad: withEmails(
      "limit 1 message per week otherwise skip\nsend email Hello\ndelay 2 days\nsend email Bye",
    ),
    good: withEmails(
      "limit 1 message per week otherwise skip\nsend email Hello\ndelay 8 days\nsend email Bye",
    ),
  }),
  TJ4053: entry({
    name: "limit-that-limits-nothing",
    severity: "warning",
    message: (p: { unit: string; daily: number }) =>
      `Per ${p.unit} this limits nothing: ${p.daily.toLocaleString("en")} messages a day to one contact would pass it.`,
    help: "Say how many one contact gets per day, week or month.",
    explanation:
      "A limit counts what one contact gets. How fast messages leave for all contacts together is not said in a journey.",
    bad: withEmail("limit 2 messages per second\nsend email Hello"),
    good: withEmail("limit 2 messages per week\nsend email Hello"),
  }),
} as const;
