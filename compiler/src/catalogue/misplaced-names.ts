import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example, inJourney, withEmail } from "./examples.ts";
import { a, inWords } from "./words.ts";

/** TJ2019 and on: names that are there, and do not fit where they stand. */
export const MISPLACED_NAMES = {
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
    message: (p: { fragment: string; problem: string }) =>
      `${p.fragment} looks at the entry, which does not fit the runs that come to it here. ${p.problem}`,
    help: "Run it where the entry fits (if entry is purchase { … }), or give it a parameter and pass the value.",
    explanation:
      "A fragment is run by journeys with starts of their own. It may look at the entry where every run that comes to it has what it looks for; that is seen where it is run.",
    bad: example(
      `audience Newsletter { tags "vip" }
store Boutique { currency EUR }
fragment Praise for Newsletter { if entry.order.total > 50 EUR { tag "vip" } }
journey Welcome for Newsletter { start when contact signs up  run Praise }`,
    ),
    good: example(
      `audience Newsletter { tags "vip" }
store Boutique { currency EUR }
fragment Praise for Newsletter { if entry.order.total > 50 EUR { tag "vip" } }
journey Thanks for Newsletter { start when contact buys any product from Boutique  run Praise }`,
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
    ),
    good: example(
      `audience Newsletter { }
custom audience Lookalikes { network "meta" }
journey Welcome for Newsletter { start when contact signs up  add to Lookalikes }`,
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
  TJ2031: entry({
    name: "names-alike",
    severity: "warning",
    message: (p: { noun: string; name: string; other: string }) =>
      `There is ${p.noun} called "${p.other}" already: only capitals tell it from "${p.name}".`,
    help: "Give one of the two another name, or use one for both.",
    explanation: "Two names that sound the same are taken for each other, by readers and by those who write.",
    bad: example("audience Newsletter { }\naudience newsletter { }"),
    good: example("audience Newsletter { }\naudience Customers { }"),
  }),
  TJ2032: entry({
    name: "name-taken",
    severity: "error",
    message: (p: { name: string; taken: string }) => `"${p.name}" cannot be given here: it is ${p.taken}.`,
    help: "Give it another name.",
    explanation:
      "What a step remembers or is answered keeps its name for the rest of the run, so a name has one meaning on each way. On ways that exclude one another, as the branches of an if, steps may give one name to values of one type.",
    bad: inJourney("remember before = contact.points\nremember before = contact.points"),
    good: inJourney("remember before = contact.points\nremember after = contact.points"),
  }),
  TJ2033: entry({
    name: "name-of-two-types",
    severity: "error",
    message: (p: { name: string; types: readonly [string, string] }) =>
      `"${p.name}" is ${a(p.types[1])} here, and ${a(p.types[0])} on another way.`,
    help: "Give one of the two another name.",
    explanation:
      "Where ways meet again, a name that each of them gives is one value; it needs one type, so that what follows can be checked.",
    bad: inJourney(
      "if contact.points > 5 { remember what = contact.points } else { remember what = contact.plan }",
    ),
    good: inJourney("if contact.points > 5 { remember what = contact.points } else { remember what = 5 }"),
  }),
} as const;

const KIND_WORDS: Readonly<Record<string, string>> = {
  Email: "an email",
  Sms: "a text message (sms)",
  Survey: "a survey",
  Message: "a message of a further channel",
};
