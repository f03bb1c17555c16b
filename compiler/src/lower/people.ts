import type { PeopleRef, SegmentDeclaration } from "@trajet/grammar";
import type { Expr } from "../program/types.ts";
import { type Lowering, outsidePlace, present } from "./lowering.ts";

/** Whether the contact is among people: of a segment, a loyalty query or one of its tiers, a custom audience. */
export function inPeople({ name, tier }: Pick<PeopleRef, "name" | "tier">, place: Lowering): Expr {
  const people = present(name, "the name of people").text;
  const declared = present(place.model.symbols.people.get(people), `the declaration of ${people}`);
  switch (declared.kind) {
    case "Segment":
      takeSegment(people, declared, place);
      return { op: "in segment", segment: people };
    case "Loyalty":
      return { op: "in loyalty", query: people, tier: tier?.text ?? null };
    case "CustomAudience":
      place.uses.customAudiences.add(people);
      return { op: "in custom audience", customAudience: people };
    default:
      return declared satisfies never;
  }
}

/** Takes the segment's condition into the program, and those of the segments that it asks about. */
export function takeSegment(name: string, segment: SegmentDeclaration, place: Lowering): void {
  if (place.uses.people.has(name)) return;
  // Before its condition is lowered, so that two segments that ask about each other end.
  place.uses.people.set(name, { op: "and", all: [] });
  const where = present(segment.where, "a segment's condition");
  place.uses.people.set(name, place.expression(where, outsidePlace(place)));
}
