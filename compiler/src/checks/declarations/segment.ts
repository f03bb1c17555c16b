import type { SegmentDeclaration } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { resolve } from "../names/declared.ts";
import { asksAbout, peopleAskedFrom, peopleIn } from "../names/segments-asked.ts";
import { aboutContacts } from "../scope.ts";
import { otherMembers } from "./circle.ts";

/** Checks whom a segment holds, and that it does not ask about itself. */
export function checkSegment(segment: SegmentDeclaration, check: Check): void {
  resolve("audiences", segment.audience, check);
  if (segment.where === undefined) return;
  wholeCondition(segment.where, aboutContacts(segment.audience), check, { forPeople: true });
  const own = segment.name?.text;
  if (own === undefined) return;
  const asked = peopleIn(segment.where).filter(
    ({ name }) => name === own || asksAbout(name, own, check.symbols),
  );
  const [first] = asked;
  if (first === undefined) return;
  const members = [...peopleAskedFrom(own, check.symbols)].filter((name) =>
    asksAbout(name, own, check.symbols),
  );
  const related = otherMembers(own, new Set(members), "people", check);
  if (related !== undefined)
    check.report("TJ4049", first.span, { segment: own, through: first.name }, { related });
}
