import type { GroupRef, Name, PeopleRef, Store, TextLiteral } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { goodsOf } from "../../model/stores.ts";
import type { Check } from "../check.ts";
import { resolve } from "./declared.ts";

/** Checks that an audience declares a tag. */
export function checkTag(tag: TextLiteral | undefined, audience: string | undefined, check: Check): void {
  const tags = audience === undefined ? undefined : check.audiences.tags(audience);
  if (tag === undefined || audience === undefined || tags === undefined) return;
  // What is wrong in a text itself is the mistake.
  if (tags.includes(tag.value) || check.isBroken(tag.span)) return;
  const near = nearest(tag.value, tags);
  check.report(
    "TJ2010",
    tag.span,
    { tag: tag.value, audience, nearest: near },
    replaceWithNearest(check.file, tag.span, near, "quoted"),
  );
}

/** Checks that an audience declares a group, in its category. */
export function checkGroup(ref: GroupRef | undefined, audience: string | undefined, check: Check): void {
  const categories = audience === undefined ? undefined : check.audiences.categories(audience);
  if (ref?.category === undefined || audience === undefined || categories === undefined) return;
  const { category, group } = ref;
  if (!categories.includes(category.value)) {
    reportGroup(category, `group "${category.value}" in audience ${audience}`, categories, check);
    return;
  }
  const groups = check.audiences.groups(audience, category.value) ?? [];
  if (group === undefined || groups.includes(group.value)) return;
  reportGroup(
    group,
    `"${group.value}" in the group "${category.value}" of audience ${audience}`,
    groups,
    check,
  );
}

function reportGroup(literal: TextLiteral, what: string, candidates: readonly string[], check: Check): void {
  if (check.isBroken(literal.span)) return;
  const near = nearest(literal.value, candidates);
  check.report(
    "TJ2011",
    literal.span,
    { what, nearest: near },
    replaceWithNearest(check.file, literal.span, near, "quoted"),
  );
}

/**
 * Checks the name of people, their tier, and that they are of the audience. Gives the declaration.
 */
export function checkPeople(people: PeopleRef, audience: string | undefined, check: Check) {
  const declared = resolve("people", people.name, check);
  if (declared === undefined || people.name === undefined) return undefined;
  if (declared.kind !== "CustomAudience") {
    checkSameAudience(people.name, declared.audience, audience, check);
  }
  if (people.tier !== undefined) checkTier(people.name, people.tier, check);
  return declared;
}

function checkTier(name: Name, tier: Name, check: Check): void {
  const declared = check.heads.people.get(name.text);
  const items = declared?.kind === "Loyalty" ? declared.items : [];
  const tiers = items
    .flatMap((item) => (item.kind === "Tiers" ? item.tiers : []))
    .map((each) => each.name.text);
  if (tiers.includes(tier.text)) return;
  const near = nearest(tier.text, tiers);
  check.report(
    "TJ2018",
    tier.span,
    { tier: tier.text, of: name.text, tiers, nearest: near },
    replaceWithNearest(check.file, tier.span, near),
  );
}

/** Reports something declared for other people than those it is used for. */
export function checkSameAudience(
  name: Name,
  declaredFor: Name | undefined,
  audience: string | undefined,
  check: Check,
): void {
  if (declaredFor === undefined || audience === undefined || declaredFor.text === audience) return;
  const { audiences } = check.heads;
  if (!audiences.has(declaredFor.text) || !audiences.has(audience)) return;
  check.report("TJ2022", name.span, { name: name.text, declaredFor: declaredFor.text, audience });
}

/** Checks products or categories against those that the store, or all stores, declare; where none are, all are fine. */
export function checkGoods(
  what: "product" | "category",
  literals: readonly TextLiteral[],
  store: Store | undefined,
  check: Check,
): void {
  const stores = store === undefined ? [...check.symbols.stores.values()] : [store];
  const declared = stores.map((each) => goodsOf(each, what, check.readFile));
  if (declared.length === 0 || declared.includes(undefined)) return;
  const known = new Set(declared.flatMap((codes) => codes ?? []));
  const place = store?.name === undefined ? "any store" : `store ${store.name.text}`;
  for (const literal of literals) {
    if (known.has(literal.value)) continue;
    const near = nearest(literal.value, known);
    check.report(
      "TJ2016",
      literal.span,
      { what, code: literal.value, place, nearest: near },
      replaceWithNearest(check.file, literal.span, near, "quoted"),
    );
  }
}

/** Checks a label of messages, or an objective. */
export function checkWord(of: "labels" | "objectives", literal: TextLiteral | undefined, check: Check): void {
  const known = check.symbols[of];
  if (literal === undefined) return;
  check.use(of, literal.value);
  if (known.has(literal.value)) return;
  const near = nearest(literal.value, known);
  // What was most likely meant is not unused.
  if (near !== undefined) check.use(of, near);
  check.report(
    of === "labels" ? "TJ2014" : "TJ2015",
    literal.span,
    { name: literal.value, nearest: near },
    replaceWithNearest(check.file, literal.span, near, "quoted"),
  );
}

export const BUILT_IN_CHANNELS: readonly string[] = ["email", "sms"];

/** Checks the name of a channel: `email`, `sms`, or a declared one. */
export function checkChannel(name: Name | undefined, check: Check): void {
  if (name === undefined || BUILT_IN_CHANNELS.includes(name.text)) return;
  resolve("channels", name, check, BUILT_IN_CHANNELS);
}

/** Checks the name of an audience at an ad network. */
export function checkCustomAudience(name: Name | undefined, check: Check): void {
  const people = resolve("people", name, check);
  if (name === undefined || people === undefined || people.kind === "CustomAudience") return;
  const is = people.kind === "Segment" ? "segment" : "loyalty query";
  check.report("TJ2029", name.span, { name: name.text, is });
}
