import { entry } from "./entry.ts";
import { inJourney } from "./examples.ts";

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
} as const;
