import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";
import { meant } from "./words.ts";

const FROM = 'from "Ana <ana@shop.example>"';

/** TJ2010 to TJ2018: names that a declaration, or the place, brings with it. */
export const INNER_NAMES = {
  TJ2010: entry({
    name: "unknown-tag",
    severity: "error",
    message: (p: { tag: string; audience: string; nearest: string | undefined }) =>
      `There is no tag "${p.tag}" in audience ${p.audience}.${didYouMean(p.nearest)}`,
    help: 'Use one of the audience\'s tags, or declare it there: tags "name".',
    explanation:
      "Tags are declared with their audience. A misspelt tag would otherwise become a new one that no condition ever finds.",
    bad: inJourney('tag "enaged"'),
    good: inJourney('tag "engaged"'),
    fixes: ["use-nearest"],
  }),
  TJ2011: entry({
    name: "unknown-group",
    severity: "error",
    message: (p: { what: string; nearest: string | undefined }) =>
      `There is no ${p.what}.${didYouMean(p.nearest)}`,
    help: 'Use a group that the audience declares: group "Interests": "Pottery", "Baking".',
    explanation:
      "Groups are declared with their audience, each with the names that one can join. A misspelt one would be a group that nobody is in.",
    bad: example(`audience Newsletter { group "Interests": "Pottery", "Baking" }
journey Welcome for Newsletter {
  start when contact joins "Interests"."Bakin"
}`),
    good: example(`audience Newsletter { group "Interests": "Pottery", "Baking" }
journey Welcome for Newsletter {
  start when contact joins "Interests"."Baking"
}`),
    fixes: ["use-nearest"],
  }),
  TJ2012: entry({
    name: "unknown-field",
    severity: "error",
    message: (p: { name: string; record: string; nearest: string | undefined }) =>
      `There is no field "${p.name}" in ${p.record}.${didYouMean(p.nearest)}`,
    help: "Use one of its fields, or declare the field.",
    explanation:
      "A contact has the fields of its audience and those that every contact has; an event and a record have the fields that they declare.",
    bad: inJourney("exit if contact.ponts > 100"),
    good: inJourney("exit if contact.points > 100"),
    fixes: ["use-nearest"],
  }),
  TJ2013: entry({
    name: "unknown-value",
    severity: "error",
    message: (p: { name: string; instead: string | undefined }) =>
      `There is nothing called "${p.name}" here.${meant(p.instead)}`,
    help: "Begin with contact, entry, now, today, or a name that this place knows; put texts into double quotes.",
    explanation:
      "A value begins with what it belongs to: contact.points, entry.order.total. Parameters and remembered names stand by themselves.",
    bad: inJourney("exit if points > 100"),
    good: inJourney("exit if contact.points > 100"),
    fixes: ["use-entry", "use-contact-field", "use-nearest"],
  }),
  TJ2014: entry({
    name: "unknown-label",
    severity: "error",
    message: (p: { name: string; nearest: string | undefined }) =>
      `There is no label "${p.name}" among the project's labels.${didYouMean(p.nearest)}`,
    help: 'Use a declared label, or declare it: labels "name".',
    explanation:
      "Labels sort messages for limits and lists. They are declared once, so that a slip of the pen is found.",
    bad: example(`labels "promotional"
audience Newsletter { }
email Hello for Newsletter {
  ${FROM}  subject "Hello"  body "Welcome."  label "promotonal"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello }`),
    good: example(`labels "promotional"
audience Newsletter { }
email Hello for Newsletter {
  ${FROM}  subject "Hello"  body "Welcome."  label "promotional"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello }`),
    fixes: ["use-nearest"],
  }),
  TJ2015: entry({
    name: "unknown-objective",
    severity: "error",
    message: (p: { name: string; nearest: string | undefined }) =>
      `There is no objective "${p.name}" among the project's objectives.${didYouMean(p.nearest)}`,
    help: 'Use a declared objective, or declare it: objectives "name".',
    explanation:
      "Objectives sort journeys in lists. They are declared once, so that a slip of the pen is found.",
    bad: example(`objectives "onboarding"
audience Newsletter { }
journey Welcome for Newsletter { objective "onbording"  start when contact signs up }`),
    good: example(`objectives "onboarding"
audience Newsletter { }
journey Welcome for Newsletter { objective "onboarding"  start when contact signs up }`),
    fixes: ["use-nearest"],
  }),
  TJ2016: entry({
    name: "unknown-product",
    severity: "error",
    message: (p: { what: string; code: string; place: string; nearest: string | undefined }) =>
      `There is no ${p.what} "${p.code}" in ${p.place}.${didYouMean(p.nearest)}`,
    help: "Use one that the store declares, or add it there.",
    explanation:
      "A store may declare its products and categories. Where it does, every code in the journeys is checked against them.",
    bad: example(`audience Newsletter { }
store Boutique { currency EUR  products "mug", "plate" }
journey Thanks for Newsletter { start when contact buys "mgu" from Boutique }`),
    good: example(`audience Newsletter { }
store Boutique { currency EUR  products "mug", "plate" }
journey Thanks for Newsletter { start when contact buys "mug" from Boutique }`),
    fixes: ["use-nearest"],
  }),
  TJ2017: entry({
    name: "unknown-link",
    severity: "error",
    message: (p: { link: string; message: string; nearest: string | undefined }) =>
      `There is no link "${p.link}" in ${p.message}.${didYouMean(p.nearest)}`,
    help: 'Use a link of the message, or declare it there: link "shop" "https://shop.example/".',
    explanation: "Only named links can be told apart by a click. They are declared in the message.",
    bad: example(
      `audience Newsletter { }
email Hello for Newsletter {
  ${FROM}  subject "Hello"  body "Come in: https://shop.example/"
  link "shop" "https://shop.example/"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
  wait up to 3 days { when contact clicks Hello "shpo" { } }
}`,
    ),
    good: example(
      `audience Newsletter { }
email Hello for Newsletter {
  ${FROM}  subject "Hello"  body "Come in: https://shop.example/"
  link "shop" "https://shop.example/"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
  wait up to 3 days { when contact clicks Hello "shop" { } }
}`,
    ),
    fixes: ["use-nearest"],
  }),
  TJ2018: entry({
    name: "unknown-tier",
    severity: "error",
    message: (p: { tier: string; of: string; tiers: readonly string[]; nearest: string | undefined }) =>
      p.tiers.length === 0
        ? `${p.of} has no tiers, so nobody is in its tier "${p.tier}".`
        : `There is no tier "${p.tier}" in ${p.of}.${didYouMean(p.nearest)}`,
    help: "Use a tier of the loyalty query, or leave it out for all of its people.",
    explanation:
      "The tiers of a loyalty query are declared with it. Segments and custom audiences have none.",
    bad: example(
      `audience Newsletter { }
store Boutique { currency EUR }
loyalty Best for Newsletter { from Boutique  rank by orders  over last year  tiers { gold: top 10%  silver: rest } }
journey Thanks for Newsletter {
  start when contact signs up
  exit if contact in Best.glod
}`,
    ),
    good: example(
      `audience Newsletter { }
store Boutique { currency EUR }
loyalty Best for Newsletter { from Boutique  rank by orders  over last year  tiers { gold: top 10%  silver: rest } }
journey Thanks for Newsletter {
  start when contact signs up
  exit if contact in Best.gold
}`,
    ),
    fixes: ["use-nearest"],
  }),
} as const;
