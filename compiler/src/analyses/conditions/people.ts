import type { Expression, Loyalty, PeopleRef, SegmentDeclaration } from "@trajet/grammar";
import { asksAbout } from "../../checks/names/segments-asked.ts";
import { aboutContacts } from "../../checks/scope.ts";
import type { Kept } from "../../model/facts.ts";
import { type Formula, is, isTrue, not, variablesOf } from "./formula.ts";
import type { Reading } from "./reading.ts";
import { complement, type Domain, named } from "./region.ts";
import { isImpossible } from "./satisfy.ts";
import { opaque, type Variable, YES_OR_NO } from "./variable.ts";

/** Reads a condition at another place: `readCondition`, which leads here. */
export type Read = (condition: Expression, reading: Reading) => Formula;

const OUT = "not in it";

/** `contact in Lapsed`, `contact in TopSpenders.gold`: of the tiers one is in at most one. */
export function readPeople(
  { name, tier }: PeopleRef,
  who: string,
  reading: Reading,
  read: Read,
): Formula | undefined {
  if (name === undefined) return undefined;
  const people = reading.heads.people.get(name.text);
  const key = `${who} in ${name.text}`;
  switch (people?.kind) {
    case "Segment":
      return tier === undefined ? isTrue(segmentVariable(name.text, key, reading, read)) : undefined;
    case "Loyalty":
      return inLoyalty(people, tier?.text, key);
    default:
      return tier === undefined ? isTrue(opaque(key, ["people"])) : undefined;
  }
}

function inLoyalty(loyalty: Loyalty, tier: string | undefined, key: string): Formula | undefined {
  const tiers = loyalty.items.flatMap((item) => (item.kind === "Tiers" ? item.tiers : []));
  const names = tiers.map((each) => each.name.text);
  if (tier !== undefined && !names.includes(tier)) return undefined;
  const domain: Domain = { kind: "names", optional: false, all: [...names, "no tier", OUT] };
  const variable: Variable = { key, domain, reads: ["people"], family: key, link: { kind: "none" } };
  return is(variable, tier === undefined ? complement(named([OUT], domain), domain) : named([tier], domain));
}

function segmentVariable(name: string, key: string, reading: Reading, read: Read): Variable {
  if (!key.startsWith("contact ")) return opaque(key, ["people"]);
  const meaning = (): Formula | undefined => {
    const segment = reading.symbols.people.get(name);
    return segment?.kind === "Segment" ? meaningOf(segment, reading, read) : undefined;
  };
  const families = () => reading.segments.families(name);
  const link = { kind: "defined", meaning, families } as const;
  return { key, domain: YES_OR_NO, reads: ["people"], family: key, link };
}

const meanings = new WeakMap<SegmentDeclaration, Kept<Formula | undefined>>();

/**
 * Whom a segment holds; read once, as long as nothing that it speaks of changes. One that holds nobody, or everybody, or
 * that asks about itself, is reported where it is declared, and not each time that it is used.
 */
export function meaningOf(segment: SegmentDeclaration, reading: Reading, read: Read): Formula | undefined {
  const { where } = segment;
  const name = segment.name?.text ?? "";
  if (where === undefined) return undefined;
  return reading.facts.keep(meanings, segment, () => {
    if (asksAbout(name, name, reading.symbols)) return undefined;
    const scope = aboutContacts(segment.audience);
    const formula = read(where, { ...reading, scope, entryNames: new Set(), formulas: new Map() });
    // What the segments mean that it asks about belongs to what it means.
    for (const { link } of variablesOf(formula)) if (link.kind === "defined") link.meaning();
    const question = { withMeanings: true };
    const decides = !isImpossible([formula], question) && !isImpossible([not(formula)], question);
    return decides ? formula : undefined;
  });
}
