import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";

/** TJ4100 to TJ4106: what conditions tell, and tell twice. */
export const CONDITIONS = {
  TJ4100: entry({
    name: "known-condition",
    severity: "warning",
    message: (p: { always: boolean }) =>
      `Here this is always ${p.always}: ${p.always ? "everybody" : "nobody"} who gets here passes it.`,
    help: "Take the condition out, or correct what it compares.",
    explanation:
      "The conditions on the way, the filter of the start and the rules `exit if` tell who can be here. What they tell of the contact holds until the next delay or wait, what they tell of the entry to the end.",
    bad: inJourney('if contact.plan == "free" {\n  if contact.plan == "pro" { tag "vip" }\n}'),
    good: inJourney(
      'if contact.plan == "free" {\n  delay 1 week\n  if contact.plan == "pro" { tag "vip" }\n}',
    ),
  }),
  TJ4101: entry({
    name: "needless-part",
    severity: "warning",
    message: (p: { why: string }) => `This adds nothing: ${p.why}.`,
    help: "Take it out, or write what was meant.",
    explanation:
      "A part of an `and` that follows from the others, and a part of an `or` that nobody passes who does not pass another, change nothing. Mostly a bound or a sign is not what was meant.",
    bad: inJourney('if contact.points > 5 and contact.points > 10 { tag "vip" }'),
    good: inJourney('if contact.points > 5 and contact.points < 10 { tag "vip" }'),
    fixes: ["remove-part"],
  }),
  TJ4103: entry({
    name: "else-for-nobody",
    severity: "warning",
    message: (p: { before: string }) => `Nobody gets to this else: ${p.before} before it take everybody.`,
    help: "Take it out, or correct what stands before it.",
    explanation:
      "What stands in it is never run. Mostly one of the conditions before takes more than was meant.",
    bad: inJourney(
      'if contact.points > 5 { tag "vip" } else if contact.points <= 5 { tag "engaged" } else { exit }\ndelay 1 day',
    ),
    good: inJourney(
      'if contact.points > 5 { tag "vip" } else if contact.points < 5 { tag "engaged" } else { exit }\ndelay 1 day',
    ),
  }),
  TJ4104: entry({
    name: "same-arms",
    severity: "warning",
    message: (p: { what: string }) => `Two ${p.what} do the same: this one, and one before it.`,
    help: "Join them, or write what was meant.",
    explanation:
      "Two ways that do the same are one: conditions are joined by `or`, the patterns of a case by a comma, triggers by `or when`. Mostly a copy was not changed.",
    bad: inJourney(
      'if contact.points > 5 { tag "vip" } else if contact.city is set { tag "vip" } else { exit }',
    ),
    good: inJourney('if contact.points > 5 or contact.city is set { tag "vip" } else { exit }'),
    fixes: ["merge"],
  }),
  TJ4105: entry({
    name: "one-person",
    severity: "warning",
    message: (p: { email: string }) => `This is true of one person only, ${p.email}.`,
    help: "Ask for a tag or a segment instead, or use a test to try the journey out.",
    explanation:
      "An address in a condition is mostly left over from trying something out. Everybody else is passed over in silence.",
    bad: inJourney('if contact.email == "ana@shop.example" { tag "vip" }'),
    good: inJourney('if contact.email ends with "@shop.example" { tag "vip" }'),
  }),
  TJ4106: entry({
    name: "repeated-element",
    severity: "warning",
    message: (p: { written: string }) => `${p.written} stands in this list twice.`,
    help: "Take it out, or write what was meant.",
    explanation: "A list is asked whether it has something; a second time changes nothing.",
    bad: inJourney('if contact.city in ["Lyon", "Paris", "Lyon"] { tag "vip" }'),
    good: inJourney('if contact.city in ["Lyon", "Paris", "Nice"] { tag "vip" }'),
    fixes: ["remove-part"],
  }),
  TJ4107: entry({
    name: "case-for-nobody",
    severity: "warning",
    message: (p: { pattern: string }) =>
      `Nobody gets to this case: no value that can be here is ${p.pattern}.`,
    help: "Take it out, or correct it.",
    explanation:
      "The type of the subject, and the conditions on the way, tell which values there can be. What stands in the case is never run.",
    bad: inJourney(
      'if contact.plan != "free" { match contact.plan { "free" { exit } "pro" { } } }\nmilestone "seen"',
    ),
    good: inJourney('if contact.plan != "free" { match contact.plan { "pro" { } } }\nmilestone "seen"'),
  }),
  TJ4108: entry({
    name: "arm-never-wins",
    severity: "warning",
    message: (p: { why: string }) => `Nothing ever comes of waiting for this: whatever it is, ${p.why}.`,
    help: "Take it out, move it before the other one, or correct it.",
    explanation:
      "Of several arms the earliest event wins, and at one instant the first in the text. An exit comes before a wait. So a wait for something narrower behind something wider waits in vain.",
    bad: inJourney(
      'wait up to 3 days {\n  when contact buys any product { tag "vip" }\n  when contact buys any product from Boutique { tag "engaged" }\n}',
    ),
    good: inJourney(
      'wait up to 3 days {\n  when contact buys any product from Boutique { tag "engaged" }\n  when contact buys any product { tag "vip" }\n}',
    ),
  }),
  TJ4109: entry({
    name: "start-leaves-at-once",
    severity: "warning",
    message: (_: Record<never, never>) => "Whoever enters here leaves at once, before the first step.",
    help: "Correct the filter of the start, or the rule `exit if`.",
    explanation:
      "The rules `exit if` are looked at before every step, the first one too. A start whose filter lets in only those whom they send away again starts nothing.",
    bad: example(`audience Newsletter { field plan: "free" | "pro" = "free" }
journey Welcome for Newsletter {
  start when contact signs up where contact.plan == "pro"
  exit if contact.plan == "pro"
  milestone "seen"
}`),
    good: example(`audience Newsletter { field plan: "free" | "pro" = "free" }
journey Welcome for Newsletter {
  start when contact signs up where contact.plan == "free"
  exit if contact.plan == "pro"
  milestone "seen"
}`),
  }),
  TJ4110: entry({
    name: "needless-start",
    severity: "warning",
    message: (_: Record<never, never>) =>
      "This start adds nothing: another one starts everybody whom it would start.",
    help: "Take it out, or write what was meant.",
    explanation:
      "Starts are joined by `or`. One that is the same as another, or narrower, starts nobody more.",
    bad: inJourney('start when contact signs up where contact.points > 10\nmilestone "seen"'),
    good: inJourney('start when contact buys any product where contact.points > 10\nmilestone "seen"'),
    fixes: ["remove-rule"],
  }),
  TJ4111: entry({
    name: "needless-exit",
    severity: "warning",
    message: (_: Record<never, never>) =>
      "This rule adds nothing: whoever would leave by it has left by another one.",
    help: "Take it out, or write what was meant.",
    explanation:
      "Rules of leaving are joined by `or`. One that is the same as another, or narrower, changes nothing.",
    bad: inJourney('exit if contact.points > 50\nexit if contact.points > 100\nmilestone "seen"'),
    good: inJourney('exit if contact.points > 50\nexit if contact.points < 0\nmilestone "seen"'),
    fixes: ["remove-rule"],
  }),
  TJ4112: entry({
    name: "goal-behind-exit",
    severity: "warning",
    message: (p: { goal: string }) => `This never reaches the goal "${p.goal}": the run ends first.`,
    help: "Write goal … when … then exit, or give the goal a window: within 14 days.",
    explanation:
      "At one instant an exit comes before a goal, and a goal without `within` is looked for only while the run lives.",
    bad: inJourney(
      'exit when contact buys any product\ngoal "Bought" when contact buys any product from Boutique\ndelay 1 day',
    ),
    good: inJourney('goal "Bought" when contact buys any product from Boutique then exit\ndelay 1 day'),
  }),
} as const;
