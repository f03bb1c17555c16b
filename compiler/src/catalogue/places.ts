import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";
import { a } from "./words.ts";

/** TJ4300 and on: what stands in the wrong place of a journey, a start or a test. */
export const PLACES = {
  TJ4300: entry({
    name: "rest-before-last",
    severity: "error",
    message: (p: { word: string; of: string }) =>
      `\`${p.word}\` is what is left when nothing else fits, so it stands behind ${p.of}.`,
    help: "Move it to the end.",
    explanation:
      "A reader goes through the alternatives in their order, and comes to the rest at the end. In another order the text would say something else than what happens.",
    bad: inJourney(
      'wait up to 3 days { otherwise { tag "engaged" }  when contact buys any product { tag "vip" } }',
    ),
    good: inJourney(
      'wait up to 3 days { when contact buys any product { tag "vip" }  otherwise { tag "engaged" } }',
    ),
    fixes: ["move-last"],
  }),
  TJ4312: entry({
    name: "never-again",
    severity: "error",
    message: (p: { perEntry: boolean }) =>
      p.perEntry
        ? "Each start has a run of its own, so `reenter never` has nothing to keep out."
        : "This journey has a start that comes back, and `reenter never` would let each contact in once only.",
    help: "Take the line out, or write reenter after and a duration.",
    explanation:
      "Where a start comes back by the calendar, or each start has its own run, contacts enter again and again: `always` is the default there. To greet somebody once, start on what happens once.",
    bad: example(`audience Newsletter { field birthday: date? }
journey Birthday for Newsletter {
  start every year on contact.birthday at 9:00
  reenter never
}`),
    good: example(`audience Newsletter { field birthday: date? }
journey Birthday for Newsletter {
  start every year on contact.birthday at 9:00
}`),
  }),
  TJ4313: entry({
    name: "key-of-many",
    severity: "error",
    message: (p: { found: string }) => `A run is told apart by a single value, and this is ${a(p.found)}.`,
    help: "Write a field of it: one run per entry.event.appointmentId.",
    explanation: "Of one contact there is at most one run for each key. Lists and records are no keys.",
    bad: example(`audience Newsletter { }
store Boutique { currency EUR }
journey Thanks for Newsletter {
  start when contact buys any product from Boutique
  one run per entry.order
}`),
    good: example(`audience Newsletter { }
store Boutique { currency EUR }
journey Thanks for Newsletter {
  start when contact buys any product from Boutique
  one run per entry.order.id
}`),
  }),
} as const;
