import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { BEFORE_IT_RUNS, example, inJourney, withEmail } from "./examples.ts";
import { a, inWords } from "./words.ts";

interface Unknown {
  readonly noun: string;
  readonly name: string;
  readonly nearest: string | undefined;
}

/** `There is no store "Botique". Did you mean "Boutique"?` */
function thereIsNo({ noun, name, nearest }: Unknown): string {
  return `There is no ${noun} "${name}" in this project.${didYouMean(nearest)}`;
}

const EVERY_NAME =
  "Every name that a file uses has to be declared in the project: a slip of the pen is found here, and never becomes a new thing.";
const FROM = 'from "Ana <ana@shop.example>"';

/** TJ2xxx: names, where they are declared and where they are used. */
export const NAMES = {
  TJ2001: entry({
    name: "duplicate-name",
    severity: "error",
    message: (p: { noun: string; name: string }) => `There is ${p.noun} called "${p.name}" already.`,
    help: "Give one of the two another name.",
    explanation:
      "All files of a project share their names, so a name is unique within its kind. Segments, loyalty queries and custom audiences are one kind, and so are emails, texts, surveys and messages.",
    bad: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
segment French for Newsletter where contact.language == "fr"
journey Welcome for Newsletter {
  start when contact signs up where contact in French
}`),
    good: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
segment Francophone for Newsletter where contact.language == "fr"
journey Welcome for Newsletter {
  start when contact signs up where contact in French or contact in Francophone
}`),
  }),
  TJ2002: entry({
    name: "unknown-audience",
    severity: "error",
    message: thereIsNo,
    help: "Name an audience that the project declares, or declare it: audience Name { … }.",
    explanation: `What is said \`for\` an audience speaks of its contacts. ${EVERY_NAME}`,
    bad: example(`audience Newsletter { }
journey Welcome for Newslettre {
  start when contact signs up
}`),
    good: example(`audience Newsletter { }
journey Welcome for Newsletter {
  start when contact signs up
}`),
    fixes: ["use-nearest"],
  }),
  TJ2003: entry({
    name: "unknown-store",
    severity: "error",
    message: thereIsNo,
    help: "Name a store that the project declares, or leave it out for any store.",
    explanation: EVERY_NAME,
    bad: inJourney("exit when contact buys any product from Botique"),
    good: inJourney("exit when contact buys any product from Boutique"),
    fixes: ["use-nearest"],
  }),
  TJ2004: entry({
    name: "unknown-message",
    severity: "error",
    message: thereIsNo,
    help: "Name an email, text, survey or message that the project declares.",
    explanation: EVERY_NAME,
    bad: withEmail("send email Hello\nsend email Helo"),
    good: withEmail("send email Hello"),
    fixes: ["use-nearest"],
  }),
  TJ2005: entry({
    name: "unknown-people",
    severity: "error",
    message: thereIsNo,
    help: "Name people that the project declares: a segment, a loyalty query or a custom audience.",
    explanation: EVERY_NAME,
    bad: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter {
  start when contact signs up where contact in French
  exit if contact in Frensh
}`),
    good: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter {
  start when contact signs up
  exit if contact in French
}`),
    fixes: ["use-nearest"],
  }),
  TJ2006: entry({
    name: "unknown-event",
    severity: "error",
    message: thereIsNo,
    help: "Name an event that the project declares, or declare it: event Name { … }.",
    explanation: `An event of your own is declared with what it carries, so that its values can be checked. ${EVERY_NAME}`,
    bad: example(`audience Newsletter { }
event Booked { field price: money }
journey Welcome for Newsletter {
  start when contact does Booked
  exit when contact does Boked
}`),
    good: example(`audience Newsletter { }
event Booked { field price: money }
journey Welcome for Newsletter {
  start when contact does Booked
}`),
    fixes: ["use-nearest"],
  }),
  TJ2007: entry({
    name: "unknown-journey",
    severity: "error",
    message: thereIsNo,
    help: "Name a journey that the project declares.",
    explanation: EVERY_NAME,
    bad: inJourney("exit if contact in journey Welcom"),
    good: inJourney("exit if contact in journey Welcome and contact.points > 100"),
    fixes: ["use-nearest"],
  }),
  TJ2008: entry({
    name: "unknown-declaration",
    severity: "error",
    message: thereIsNo,
    help: "Name one that the project declares, or declare it.",
    explanation: `Webhooks, coupons, fragments and channels are declared before a journey uses them. ${EVERY_NAME}`,
    bad: inJourney("exit when contact unsubscribes from mail"),
    good: inJourney("exit when contact unsubscribes from email"),
    fixes: ["use-nearest"],
  }),
  TJ2009: entry({
    name: "unknown-type",
    severity: "error",
    message: (p: Unknown) => `There is no type "${p.name}".${didYouMean(p.nearest)}`,
    help: 'Use text, number, money, boolean, date, time, moment, duration, email, phone, url, timezone, country, language, an enumeration ("a" | "b"), or a record or event of the project.',
    explanation: "A field's type says what can be stored in it and what can be asked about it.",
    bad: example(`audience Newsletter { field city: string? }`),
    good: example(`audience Newsletter { field city: text? }`),
    fixes: ["use-nearest"],
  }),
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
      `There is nothing called "${p.name}" here.${p.instead === undefined ? "" : ` Did you mean ${p.instead}?`}`,
    help: "Begin with contact, entry, now, today, or a name that this place knows; put texts into double quotes.",
    explanation:
      "A value begins with what it belongs to: contact.points, entry.order.total. Parameters and remembered names stand by themselves.",
    bad: inJourney("exit if points > 100"),
    good: inJourney("exit if contact.points > 100"),
    fixes: ["use-contact-field", "use-nearest"],
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
      { config: BEFORE_IT_RUNS },
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
      { config: BEFORE_IT_RUNS },
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
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      `audience Newsletter { }
store Boutique { currency EUR }
loyalty Best for Newsletter { from Boutique  rank by orders  over last year  tiers { gold: top 10%  silver: rest } }
journey Thanks for Newsletter {
  start when contact signs up
  exit if contact in Best.gold
}`,
      { config: BEFORE_IT_RUNS },
    ),
    fixes: ["use-nearest"],
  }),
  TJ2019: entry({
    name: "no-members",
    severity: "error",
    message: (p: { name: string; type: string }) =>
      `Nothing can stand behind the dot: this is ${a(p.type)}, which has no "${p.name}".`,
    help: "Leave out the dot and what is behind it, or begin with a record: contact, entry.order, event.",
    explanation: "Only records have fields: contacts, orders, products, events and records of your own.",
    bad: inJourney("exit if contact.city.length > 3"),
    good: inJourney('exit if contact.city == "Lyon"'),
  }),
  TJ2020: entry({
    name: "duplicate-entry",
    severity: "error",
    message: (p: { noun: string; name: string; where: string }) =>
      `The ${p.noun} "${p.name}" stands twice in ${p.where}.`,
    help: "Take one of them out, or give it another name.",
    explanation:
      "Fields, tags, groups, parameters, links and the like have one meaning each within their declaration.",
    bad: example('audience Newsletter { tags "vip", "engaged", "vip" }'),
    good: example('audience Newsletter { tags "vip", "engaged" }'),
  }),
  TJ2021: entry({
    name: "wrong-kind-of-message",
    severity: "error",
    message: (p: { name: string; is: string; wanted: string }) =>
      `${p.name} is declared as ${KIND_WORDS[p.is] ?? p.is}, and here stands \`${p.wanted}\`.`,
    help: "Write the word that the message is declared with.",
    explanation:
      "A sending says what is sent, so that a reader sees whether it is an email, a text, a survey or a message of a further channel.",
    bad: withEmail("send sms Hello"),
    good: withEmail("send email Hello"),
    fixes: ["change-word"],
  }),
  TJ2022: entry({
    name: "other-audience",
    severity: "error",
    message: (p: { name: string; declaredFor: string; audience: string }) =>
      `${p.name} is for the audience ${p.declaredFor}, and this is about contacts of ${p.audience}.`,
    help: "Use one that is declared for the same audience.",
    explanation:
      "Audiences have fields, tags and groups of their own. What speaks of the contacts of one has no meaning for those of another.",
    bad: example(`audience Newsletter { }
audience Members { }
segment French for Members where contact.country == "FR"
journey Welcome for Newsletter { start when contact signs up where contact in French }`),
    good: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter { start when contact signs up where contact in French }`),
  }),
  TJ2023: entry({
    name: "impossible-entry-kind",
    severity: "error",
    message: (p: { kind: string; kinds: readonly string[]; nearest: string | undefined }) =>
      `No start of this journey makes the entry a "${p.kind}"; it is ${inWords(p.kinds, "or")}.${didYouMean(p.nearest)}`,
    help: "Ask for a kind that one of the journey's starts has.",
    explanation:
      "`entry is` tells how the run began: signup, purchase, cart, order, stock, message, reply, answer, change, membership, absence, schedule, manual, or the name of an event.",
    bad: inJourney('if entry is purchase { tag "vip" }'),
    good: example(`audience Newsletter { tags "vip" }
store Boutique { currency EUR }
journey Welcome for Newsletter {
  start when contact signs up
  start when contact buys any product from Boutique
  if entry is purchase { tag "vip" }
}`),
  }),
  TJ2024: entry({
    name: "not-available-here",
    severity: "error",
    message: (p: { name: string; given: string }) => `"${p.name}" has no meaning here. It needs ${p.given}.`,
    help: "Use it where something gives it a meaning, or begin with contact.",
    explanation:
      "The words order, product, cart, event and answer mean what the innermost trigger or condition speaks of; entry is what started the run. In the steps of a journey, entry.order is the order that began it.",
    bad: inJourney('if order.total > 50 EUR { tag "vip" }'),
    good: example(`audience Newsletter { tags "vip" }
store Boutique { currency EUR }
journey Thanks for Newsletter {
  start when contact buys any product from Boutique
  if entry.order.total > 50 EUR { tag "vip" }
}`),
  }),
  TJ2025: entry({
    name: "entry-member-missing",
    severity: "error",
    message: (p: { member: string; having: readonly string[]; kinds: readonly string[] }) =>
      p.having.length === 0
        ? `The entry has no "${p.member}": this journey starts with ${inWords(p.kinds, "or")}.`
        : `The entry has "${p.member}" only when it is ${inWords(p.having, "or")}, and this journey starts with ${inWords(p.kinds, "or")}.`,
    help: "Narrow it first: if entry is purchase { … }.",
    explanation:
      "With several starts, entry.x may be used where all of them have it. Inside `if entry is purchase { … }` only the purchases are left.",
    bad: example(`audience Newsletter { tags "vip" }
store Boutique { currency EUR }
journey Thanks for Newsletter {
  start when contact signs up
  start when contact buys any product from Boutique
  if entry.order.total > 50 EUR { tag "vip" }
}`),
    good: example(`audience Newsletter { tags "vip" }
store Boutique { currency EUR }
journey Thanks for Newsletter {
  start when contact signs up
  start when contact buys any product from Boutique
  if entry is purchase { if entry.order.total > 50 EUR { tag "vip" } }
}`),
  }),
  TJ2026: entry({
    name: "entry-in-fragment",
    severity: "error",
    message: (p: { member: string }) =>
      `A fragment does not know how the runs that come to it began, so there is no entry.${p.member}.`,
    help: "Give the fragment a parameter, and pass the value where it is run.",
    explanation:
      "A fragment is run by several journeys with starts of their own. What it needs is passed to it.",
    bad: example(
      `audience Newsletter { tags "vip" }
store Boutique { currency EUR }
fragment Praise for Newsletter { if entry.order.total > 50 EUR { tag "vip" } }
journey Thanks for Newsletter { start when contact buys any product from Boutique  run Praise }`,
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      `audience Newsletter { tags "vip" }
store Boutique { currency EUR }
fragment Praise(total: money) for Newsletter { if total > 50 EUR { tag "vip" } }
journey Thanks for Newsletter {
  start when contact buys any product from Boutique
  run Praise(total: entry.order.total)
}`,
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ2027: entry({
    name: "built-in-field",
    severity: "error",
    message: (p: { field: string }) => `Every contact has the field "${p.field}" already.`,
    help: "Take the line out, or give the field another name.",
    explanation:
      "Every contact has id, email, phone, language, timezone, country, source, createdAt, subscribedAt, emailStatus, smsStatus and rating. An audience adds fields of its own.",
    bad: example("audience Newsletter { field country: text? }"),
    good: example("audience Newsletter { field city: text? }"),
  }),
  TJ2028: entry({
    name: "duplicate-step-label",
    severity: "error",
    message: (p: { label: string }) => `Another step of this journey is labelled "${p.label}" already.`,
    help: "Give one of the two steps another label.",
    explanation:
      "A label is the name of a step: contacts keep their place by it when the journey is changed, and tests ask for it.",
    bad: inJourney('praise: tag "vip"\npraise: tag "engaged"'),
    good: inJourney('praise: tag "vip"\nthanks: tag "engaged"'),
  }),
  TJ2029: entry({
    name: "not-a-custom-audience",
    severity: "error",
    message: (p: { name: string; is: string }) =>
      `${p.name} is a ${p.is}: who is in it follows from a condition, so nobody can be added or removed.`,
    help: "Name a custom audience, or set the field or tag that the condition asks for.",
    explanation: "`add to` and `remove from` keep a custom audience at an ad network.",
    bad: example(
      `audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter { start when contact signs up  add to French }`,
      { config: BEFORE_IT_RUNS },
    ),
    good: example(
      `audience Newsletter { }
custom audience Lookalikes { network "meta" }
journey Welcome for Newsletter { start when contact signs up  add to Lookalikes }`,
      { config: BEFORE_IT_RUNS },
    ),
  }),
  TJ2030: entry({
    name: "unused-declaration",
    severity: "info",
    message: (p: { saying: string }) => p.saying,
    help: "Use it, or take it out.",
    explanation: "What nothing uses is often left over from a change, or not yet finished.",
    bad: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"`),
    good: example(`audience Newsletter { }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter { start when contact signs up where contact in French }`),
  }),
} as const;

const KIND_WORDS: Readonly<Record<string, string>> = {
  Email: "an email",
  Sms: "a text message (sms)",
  Survey: "a survey",
  Message: "a message of a further channel",
};
