import type { Example } from "./entry.ts";
import { entry } from "./entry.ts";
import { example } from "./examples.ts";

const STORES =
  "store Boutique { currency EUR }\nstore Atelier { currency EUR }\nstore London { currency GBP }";

function query(lines: string, more: Omit<Example, "text"> = {}): Example {
  return example(
    `audience Newsletter { }\n${STORES}\nloyalty Best for Newsletter {\n  ${lines.trim()}\n}`,
    more,
  );
}

function tiers(lines: string): Example {
  return query(`from Boutique  rank by orders  over last year\n  ${lines}`);
}

/** TJ7xxx: loyalty queries. */
export const LOYALTY = {
  TJ7002: entry({
    name: "loyalty-without-stores",
    severity: "error",
    message: (p: { measure: string }) =>
      `"${p.measure}" is about orders, and the query does not say of which stores.`,
    help: "Add from Boutique, or from any store.",
    explanation: "All measures but opens and clicks are counted from the orders of stores.",
    bad: query("rank by orders  over last year"),
    good: query("from Boutique  rank by orders  over last year"),
  }),
  TJ7003: entry({
    name: "stores-for-messages",
    severity: "error",
    message: (p: { measure: string }) => `"${p.measure}" counts messages, which no store has.`,
    help: "Leave out from.",
    explanation: "Opens and clicks come from messages, everything else from orders.",
    bad: query("from Boutique  rank by opens  over last year"),
    good: query("rank by opens  over last year"),
  }),
  TJ7004: entry({
    name: "mixed-currencies",
    severity: "error",
    message: (p: { what: string }) => `${p.what} would mix currencies, and Trajet never converts money.`,
    help: "Take stores of one currency, and write a query for each.",
    explanation:
      "Rates change from day to day, so amounts of unlike currencies are neither added nor compared.",
    bad: query("from Boutique, London  rank by total spent  over last year"),
    good: query("from Boutique, Atelier  rank by total spent  over last year"),
  }),
  TJ7005: entry({
    name: "order-and-contact",
    severity: "error",
    message: (_: Record<never, never>) => "This condition speaks of the order and of the contact at once.",
    help: "Join two conditions by `and`: one about the order, one about the contact.",
    explanation:
      "In a loyalty query a condition on `order` chooses the orders that count, and one on `contact` the people. One on both would be neither.",
    bad: query(
      'from Boutique  rank by orders  over last year\n  where order.total > 50 EUR or contact.country == "FR"',
    ),
    good: query(
      'from Boutique  rank by orders  over last year\n  where order.total > 50 EUR and contact.country == "FR"',
    ),
  }),
  TJ7006: entry({
    name: "top-out-of-range",
    severity: "error",
    message: (p: { share: string }) => `top ${p.share}% is no share: it is more than 0% and at most 100%.`,
    help: "Write a share between 0% and 100%, or a number of people.",
    explanation: "`top` takes a number of people, or a share of all who are ranked.",
    bad: query("from Boutique  rank by orders  over last year  top 150%"),
    good: query("from Boutique  rank by orders  over last year  top 15%"),
  }),
  TJ7007: entry({
    name: "rest-not-last",
    severity: "error",
    message: (p: { tier: string }) =>
      `The tier ${p.tier} takes the rest, so nobody is left for those behind it.`,
    help: "Put the rest last.",
    explanation: "Tiers count from the top, each behind the one before; `rest` is the rest of the list.",
    bad: tiers("tiers { gold: rest  silver: top 10% }"),
    good: tiers("tiers { gold: top 10%  silver: rest }"),
  }),
  TJ7008: entry({
    name: "tiers-overflow",
    severity: "error",
    message: (p: { total: string; whole: string }) =>
      `The tiers take ${p.total} of a list that has ${p.whole}, so the last of them would be short or empty.`,
    help: "Make the tiers smaller.",
    explanation: "Tiers count from the top, each behind the one before: together they are the list.",
    bad: tiers("tiers { gold: top 60%  silver: top 50% }"),
    good: tiers("tiers { gold: top 60%  silver: top 40% }"),
  }),
  TJ7009: entry({
    name: "tiers-gap",
    severity: "error",
    message: (p: { total: string; whole: string }) =>
      `The tiers take ${p.total} of a list that has ${p.whole}, so some people are in no tier.`,
    help: "Add a last tier: bronze: rest.",
    explanation: "Tiers count from the top, each behind the one before: together they are the list.",
    bad: tiers("tiers { gold: top 10%  silver: top 20% }"),
    good: tiers("tiers { gold: top 10%  silver: top 20%  bronze: rest }"),
  }),
} as const;
