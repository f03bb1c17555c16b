import type { SegmentDeclaration } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { resolve } from "../names/declared.ts";
import { asksAbout, peopleIn } from "../names/segments-asked.ts";
import { aboutContacts } from "../scope.ts";

/** Checks whom a segment holds, and that it does not ask about itself. */
export function checkSegment(segment: SegmentDeclaration, check: Check): void {
  resolve("audiences", segment.audience, check);
  if (segment.where === undefined) return;
  wholeCondition(segment.where, aboutContacts(segment.audience), check, { forPeople: true });
  const own = segment.name?.text;
  if (own === undefined) return;
  for (const { name, span } of peopleIn(segment.where)) {
    if (name === own || asksAbout(name, own, check.symbols))
      check.report("TJ4049", span, { segment: own, through: name });
  }
}
