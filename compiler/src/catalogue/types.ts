import { didYouMean } from "../diagnostics/nearest.ts";
import { advice, type Instead } from "./advice.ts";
import { entry } from "./entry.ts";
import { example, inEmail, inJourney } from "./examples.ts";
import { a, capital } from "./words.ts";

/** TJ3xxx: types and values. */
export const TYPES = {
  TJ3001: entry({
    name: "type-mismatch",
    severity: "error",
    message: (p: { what: string; expected: string; found: string; instead?: Instead | undefined }) =>
      `For ${p.what} ${a(p.expected)} is needed, and this is ${a(p.found)}.${advice(p.instead)}`,
    help: "Give a value of that type.",
    explanation:
      "Fields, parameters and the places in a sentence have types. A value of another type would be stored, or sent, as something that it is not.",
    bad: inJourney('update contact { set points = "many" }'),
    good: inJourney("update contact { set points = 100 }"),
    fixes: ["write-instead"],
  }),
  TJ3002: entry({
    name: "unlike-types",
    severity: "error",
    message: (p: { left: string; right: string; instead?: Instead | undefined }) =>
      `${capital(a(p.left))} and ${a(p.right)} are never equal, and neither is greater.${advice(p.instead)}`,
    help: "Compare values of one type.",
    explanation: "A comparison of unlike types has always the same outcome, so it cannot be what is meant.",
    bad: inJourney('exit if contact.points == "100"'),
    good: inJourney("exit if contact.points == 100"),
    fixes: ["write-instead"],
  }),
  TJ3003: entry({
    name: "unlike-currencies",
    severity: "error",
    message: (p: { left: string; right: string }) =>
      `${p.left} and ${p.right} cannot be compared or added: Trajet never converts money.`,
    help: "Write the amount in the currency of the store.",
    explanation:
      "The orders of a store have its currency. Rates change from day to day, so amounts of unlike currencies are never mixed.",
    bad: inJourney("exit when contact buys any product from Boutique where order.total > 50 USD"),
    good: inJourney("exit when contact buys any product from Boutique where order.total > 50 EUR"),
    fixes: ["write-instead"],
  }),
  TJ3004: entry({
    name: "value-not-in-enumeration",
    severity: "error",
    message: (p: { value: string; values: readonly string[]; nearest: string | undefined }) =>
      `"${p.value}" is not one of the values here: ${p.values.map((value) => `"${value}"`).join(", ")}.${didYouMean(p.nearest)}`,
    help: "Use one of the values, or add it where the enumeration is declared.",
    explanation:
      "An enumeration lists all values that can occur. A comparison with any other would always be false, and storing one would be refused.",
    bad: inJourney('exit if contact.plan == "por"'),
    good: inJourney('exit if contact.plan == "pro"'),
    fixes: ["use-nearest"],
  }),
  TJ3005: entry({
    name: "optional-not-narrowed",
    severity: "error",
    message: (p: { what: string; forgotten: boolean; needed: string | undefined }) =>
      p.forgotten
        ? `${p.what} may be missing: the look at it was before a wait, and the contact may have changed since.`
        : `${p.what} may be missing, and a value is needed here${
            p.needed === undefined
              ? ""
              : `: ask \`${p.what} is set\` first, or say behind \`or\` what stands in for ${p.needed === p.what ? "it" : p.needed}`
          }.`,
    help: 'Ask first (if contact.city is set { … }), or say what stands in for it (contact.city or "your city").',
    explanation:
      "A field with a ? has no value for some contacts. Comparisons are false then; everything else needs a value. What is known of a contact holds until the next wait, delay or held sending.",
    bad: example(`audience Newsletter { field city: text? }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello(city: contact.city)
}`),
    good: example(`audience Newsletter { field city: text? }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello(city: contact.city or "your city")
}`),
  }),
  TJ3006: entry({
    name: "no-such-arithmetic",
    severity: "error",
    message: (p: { operator: string; left: string; right: string; instead?: Instead | undefined }) =>
      `"${p.left} ${p.operator} ${p.right}" cannot be calculated.${advice(p.instead)}`,
    help: "Calculate with numbers, with money and numbers, or with dates and durations; texts are joined in templates.",
    explanation:
      "Numbers have + - * /; money is added to money, and multiplied or divided by numbers; a duration is added to a date or a moment, or taken from it.",
    bad: inJourney("update contact { set points = contact.points + 5 EUR }"),
    good: inJourney("update contact { set points = contact.points + 5 }"),
    fixes: ["write-instead"],
  }),
  TJ3007: entry({
    name: "not-a-condition",
    severity: "error",
    message: (p: { found: string }) => `A condition is true or false, and this is ${a(p.found)}.`,
    help: "Compare it with something, or ask whether it is set.",
    explanation: "Nothing but true counts as true: a number, a text or a list is no answer to a question.",
    bad: inJourney("exit if contact.points"),
    good: inJourney("exit if contact.points > 0"),
  }),
  TJ3008: entry({
    name: "needless-fallback",
    severity: "error",
    message: (p: { found: string }) =>
      `What stands before this \`or\` is ${a(p.found)}, which is neither a condition nor ever missing.`,
    help: "Leave out the fallback, or compare both sides to make conditions of them.",
    explanation:
      "`or` joins two conditions, or says what stands in for a value that may be missing. Which of the two follows from what is on its left.",
    bad: inJourney("update contact { set points = contact.points or 5 }"),
    good: inJourney('update contact { set city = contact.city or "Lyon" }'),
  }),
  TJ3009: entry({
    name: "no-such-date",
    severity: "error",
    message: (p: { date: string; lastDay: number | undefined }) =>
      p.lastDay === undefined
        ? `There is no day ${p.date}: months go from 01 to 12.`
        : `There is no day ${p.date}: that month has ${p.lastDay} days.`,
    help: "Write a day that exists, as year-month-day.",
    explanation: "Dates are days of the calendar.",
    bad: inJourney("exit if contact.createdAt > 2026-02-30"),
    good: inJourney("exit if contact.createdAt > 2026-02-28"),
  }),
  TJ3010: entry({
    name: "no-such-time",
    severity: "error",
    message: (p: { time: string }) =>
      `There is no time ${p.time}: a day goes from 0:00 to 23:59:59.${p.time.startsWith("24:00") ? " Midnight is 0:00." : ""}`,
    help: "Write a time of the 24-hour clock; midnight is 0:00.",
    explanation: "A time is what a clock shows, with 24 hours and without am or pm.",
    bad: inJourney('delay until 24:00\ntag "vip"'),
    good: inJourney('delay until 0:00\ntag "vip"'),
  }),
  TJ3011: entry({
    name: "unknown-currency",
    severity: "error",
    message: (p: { currency: string; nearest: string | undefined }) =>
      `There is no currency "${p.currency}".${didYouMean(p.nearest)}`,
    help: "Use the three letters of ISO 4217: EUR, USD, GBP.",
    explanation: "Money is an amount with the code of its currency.",
    bad: example("store Boutique { currency EUX }"),
    good: example("store Boutique { currency EUR }"),
  }),
  TJ3012: entry({
    name: "unknown-time-zone",
    severity: "error",
    message: (p: { zone: string; nearest: string | undefined }) =>
      `There is no time zone "${p.zone}".${didYouMean(p.nearest)}`,
    help: "Use a name of the IANA time zone database: Europe/Paris, America/New_York, UTC.",
    explanation:
      "Times of day and calendar days are those of a zone: the contact's, else the journey's, else the project's.",
    bad: inJourney('timezone "Paris"'),
    good: inJourney('timezone "Europe/Paris"'),
    fixes: ["use-nearest"],
  }),
  TJ3013: entry({
    name: "unreadable-pattern",
    severity: "error",
    message: (p: { problem: string }) => `This pattern cannot be read: ${p.problem}.`,
    help: "Write a regular expression of RE2: no look-around, no back-references.",
    explanation:
      "Patterns are run by an engine that takes linear time, so that none can stall a worker. What only a backtracking engine can do is not part of it.",
    bad: inJourney('exit if contact.city matches "(Lyon"'),
    good: inJourney('exit if contact.city matches "(Lyon|Paris)"'),
  }),
  TJ3014: entry({
    name: "wrong-subject",
    severity: "error",
    message: (p: { wanted: string }) => `Only ${p.wanted}, without anything behind it, can stand here.`,
    help: "Write contact in …, contact is subscribed, or entry is ….",
    explanation:
      "Membership and consent belong to the contact as a whole, and the kind of an entry to the entry: a field has neither.",
    bad: inJourney("exit if contact.email is subscribed"),
    good: inJourney("exit if contact is subscribed"),
  }),
  TJ3015: entry({
    name: "wrong-operand",
    severity: "error",
    message: (p: { operator: string; needs: string; found: string }) =>
      `\`${p.operator}\` needs ${p.needs}, and this is ${a(p.found)}.`,
    help: "Use an operator that fits the type: == and != fit all, < and > what has an order, contains texts and lists.",
    explanation: "Each operator works on some types, and has no meaning for the others.",
    bad: inJourney('exit if contact.points starts with "1"'),
    good: inJourney('exit if contact.city starts with "L"'),
  }),
  TJ3016: entry({
    name: "malformed-value",
    severity: "error",
    message: (p: { value: string; noun: string; like: string }) =>
      `"${p.value}" is not ${p.noun}: write it as in "${p.like}".`,
    help: "Write a value of that form.",
    explanation: "A text that stands for an address, a country, a language or the like has to have its form.",
    bad: inJourney('exit if contact.country == "France"'),
    good: inJourney('exit if contact.country == "FR"'),
  }),
  TJ3017: entry({
    name: "ends-before-it-begins",
    severity: "error",
    message: (_: Record<never, never>) => "This ends before it begins, so nothing is ever in it.",
    help: "Write the lower, or earlier, end first.",
    explanation:
      "A period goes from its first day to its last, and `between` from the lower value to the higher.",
    bad: inJourney("exit if contact.points between 100 and 10"),
    good: inJourney("exit if contact.points between 10 and 100"),
    fixes: ["swap-ends"],
  }),
  TJ3018: entry({
    name: "percentage-as-value",
    severity: "error",
    message: (p: { written: string }) =>
      `${p.written} cannot stand here: percentages are for the arms of a split, \`top\` and tiers.`,
    help: "Write a plain number.",
    explanation: "A share is a share of something. As a value of its own it has no type.",
    bad: inJourney("exit if contact.points > 50%"),
    good: inJourney("exit if contact.points > 50"),
  }),
  TJ3019: entry({
    name: "not-a-whole-number",
    severity: "error",
    message: (p: { found: string; least: number; what: string }) =>
      `${capital(p.what)} is a whole number of at least ${p.least}, and this is ${p.found}.`,
    help: "Write a whole number.",
    explanation: "What is counted comes in whole numbers.",
    bad: inJourney("exit if contact bought any product at least 2.5 times"),
    good: inJourney("exit if contact bought any product at least 2 times"),
  }),
  TJ3020: entry({
    name: "contact-as-value",
    severity: "error",
    message: (_: Record<never, never>) => "A contact is not a value: one of its fields may stand here.",
    help: "Name a field: contact.email, contact.points.",
    explanation:
      "`contact` alone stands before `in`, `is subscribed`, `has tag` and a verb. Everywhere else a field of it is meant.",
    bad: inJourney('exit if contact == "Ana"'),
    good: inJourney('exit if contact.city == "Lyon"'),
  }),
  TJ3021: entry({
    name: "record-in-itself",
    severity: "error",
    message: (p: { record: string; through: string }) =>
      p.record === p.through
        ? `${p.record} contains itself, so it would never end.`
        : `${p.record} contains itself through ${p.through}, so it would never end.`,
    help: "Take the field out, or give it the id of the other.",
    explanation: "A record is stored with all that is in it.",
    bad: example(`record Seat { field next: Seat? }
event Booked { field seat: Seat }
audience Newsletter { }
journey Welcome for Newsletter { start when contact does Booked }`),
    good: example(`record Seat { field row: number }
event Booked { field seat: Seat }
audience Newsletter { }
journey Welcome for Newsletter { start when contact does Booked }`),
  }),
  TJ3022: entry({
    name: "empty-text",
    severity: "error",
    message: (p: { what: string }) => `${capital(p.what)} cannot be empty.`,
    help: "Write the text.",
    explanation: "An empty text here would be sent as it is.",
    bad: inEmail('from "Ana <ana@shop.example>"  subject ""  body "Welcome."'),
    good: inEmail('from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome."'),
  }),
  TJ3029: entry({
    name: "no-time-at-all",
    severity: "error",
    message: (p: { what: string }) => `For ${p.what} some time is needed, and this is none.`,
    help: "Write how long: 3 days.",
    explanation: "In a stretch of no length nothing happens, and nothing fails to happen.",
    bad: inJourney("exit if contact bought any product within 0 days"),
    good: inJourney("exit if contact bought any product within 3 days"),
  }),
} as const;
