import type { Loyalty, LoyaltyItem, NumberLiteral, PercentLiteral, Tier } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { checkUnique } from "./lines.ts";

type Size = NumberLiteral | PercentLiteral;

/** Checks a `top`: a whole number of people, or a share of them. */
export function checkSize(size: Size | undefined, check: Check): void {
  if (size?.kind === "Number") wholeNumber(size, 1, "`top`", check);
  if (size?.kind !== "Percent") return;
  const share = Number(size.text);
  if (share <= 0 || share > 100) check.report("TJ7006", size.span, { share: size.text });
}

/** Tiers count from the top, each behind the one before: together they fill the list, and no more than it. */
export function checkTiers(loyalty: Loyalty, check: Check): void {
  const lines = loyalty.items.find((item) => item.kind === "Tiers");
  if (lines?.kind !== "Tiers") return;
  for (const tier of lines.tiers) checkSize(tier.size, check);
  const names = lines.tiers.map(({ name }) => name);
  checkUnique(names, "tier", "this list of tiers", check);
  checkRest(lines.tiers, check);
  checkSum(lines, loyalty, check);
}

function topOf(loyalty: Loyalty): Size | undefined {
  const top = loyalty.items.find((item) => item.kind === "Top");
  return top?.kind === "Top" ? top.size : undefined;
}

/** `rest` is what the tiers before leave, so it stands last, and once. */
function checkRest(tiers: readonly Tier[], check: Check): void {
  for (const [index, tier] of tiers.entries()) {
    if (tier.rest && index < tiers.length - 1) check.report("TJ7007", tier.span, { tier: tier.name.text });
  }
}

/** Sums of one kind can be told: shares against a share or the whole list, numbers against a number. */
function checkSum(lines: Extract<LoyaltyItem, { kind: "Tiers" }>, loyalty: Loyalty, check: Check): void {
  const sizes = lines.tiers.map(({ size }) => size).filter((size) => size !== undefined);
  const kind = sizes[0]?.kind;
  if (kind === undefined || sizes.some((size) => size.kind !== kind)) return;
  const whole = wholeOf(kind, topOf(loyalty));
  if (whole === undefined) return;
  const total = sizes.reduce((sum, size) => sum + Number(size.text), 0);
  const rest = lines.tiers.some((tier) => tier.rest);
  const unit = kind === "Percent" ? "%" : "";
  const params = { total: `${total}${unit}`, whole: `${whole}${unit}` };
  if (total > whole || (rest && total === whole)) check.report("TJ7008", lines.span, params);
  else if (!rest && total < whole && !check.isBroken(loyalty.span))
    check.report("TJ7009", lines.span, params);
}

function wholeOf(kind: Size["kind"], top: Size | undefined): number | undefined {
  if (top === undefined) return kind === "Percent" ? 100 : undefined;
  return top.kind === kind ? Number(top.text) : undefined;
}
