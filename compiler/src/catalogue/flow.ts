import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";

/** TJ4020 to TJ4029: how a journey goes from step to step. */
export const FLOW = {
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
    fixes: ["remove-part"],
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
  TJ4051: entry({
    name: "until-otherwise",
    severity: "error",
    message: (_: Record<never, never>) => "`wait … until` goes on either way, so it has no `otherwise`.",
    help: "Write wait up to … { when … { } otherwise { … } }.",
    explanation:
      "If it matters which of the two happened, the wait has arms: what was waited for, and its time-out.",
    bad: inJourney('wait up to 3 days until contact buys any product otherwise { tag "vip" }'),
    good: inJourney('wait up to 3 days { when contact buys any product { } otherwise { tag "vip" } }'),
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
    bad: inJourney("if contact.points > 100 { break }"),
    good: inJourney('repeat up to 3 times { delay 1 day  tag "vip"  if contact.points > 100 { break } }'),
  }),
  TJ4028: entry({
    name: "repeat-without-wait",
    severity: "error",
    message: (_: Record<never, never>) =>
      "Nothing in this loop lets time pass, so all its turns would come at once.",
    help: "Put a delay or a wait into it.",
    explanation: "A loop is for doing something again later.",
    bad: inJourney("repeat up to 3 times { update contact { set points = contact.points + 1 } }"),
    good: inJourney(
      "repeat up to 3 times { delay 1 day  update contact { set points = contact.points + 1 } }",
    ),
  }),
  TJ4029: entry({
    name: "no-start",
    severity: "warning",
    message: (p: { journey: string }) => `Nobody can enter ${p.journey}: it has no start.`,
    help: "Add one: start when contact signs up; or start manually.",
    explanation: "A journey begins at its start points, and only there.",
    bad: example("audience Newsletter { }\njourney Welcome for Newsletter { archive contact }"),
    good: example(
      "audience Newsletter { }\njourney Welcome for Newsletter { start manually  archive contact }",
    ),
  }),
  TJ4052: entry({
    name: "no-time-passes",
    severity: "warning",
    message: (p: { so: string }) => `This is no time at all, so ${p.so}.`,
    help: "Write how long: 3 days; or take it out.",
    explanation:
      "A step, or a part of one, that does nothing hides what was meant. Mostly a number was never filled in.",
    bad: inJourney('delay 0 days\ntag "vip"'),
    good: inJourney('delay 3 days\ntag "vip"'),
    fixes: ["remove"],
  }),
  TJ4054: entry({
    name: "journey-without-effect",
    severity: "info",
    message: (p: { journey: string }) =>
      `Contacts wait in ${p.journey}, and nothing comes of it: it sends no message, changes no contact, and leaves no trace.`,
    help: "Add a step that does something, or a milestone or a goal if it is there to count.",
    explanation:
      "Delays, waits and branches only lead from step to step. A journey in which nobody waits either is taken for one that is only begun, and nothing is said of it.",
    bad: inJourney("delay 1 day\nif contact.points > 100 { delay 1 day }"),
    good: inJourney('delay 1 day\nif contact.points > 100 { tag "vip" }'),
  }),
  TJ4055: entry({
    name: "milestone-again",
    severity: "info",
    message: (p: { name: string }) =>
      `A run that comes here may have passed the milestone "${p.name}" before.`,
    help: "Give each of the two a name of its own, unless they mean the same.",
    explanation:
      "What is counted by a milestone's name, and what a test expects of it, cannot tell one place from the other. In arms of which a run takes only one, the same name may stand in each.",
    bad: inJourney('milestone "asked"\ndelay 3 days\nmilestone "asked"'),
    good: inJourney('milestone "asked"\ndelay 3 days\nmilestone "asked again"'),
  }),
} as const;
