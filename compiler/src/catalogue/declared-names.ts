import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example, inJourney, withEmail } from "./examples.ts";

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

/** TJ2001 to TJ2009: names of declarations. */
export const DECLARED_NAMES = {
  TJ2001: entry({
    name: "duplicate-name",
    severity: "error",
    message: (p: { noun: string; name: string }) => `There is ${p.noun} called "${p.name}" more than once.`,
    help: "Give one of the two another name.",
    explanation:
      "It is said at each of them, and each points at the other. All files of a project share their names, so a name is unique within its kind. Segments, loyalty queries and custom audiences are one kind, and so are emails, texts, surveys and messages.",
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
    help: "Name an email, text, survey or message that the project declares, or declare it.",
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
    help: "Name a journey that the project declares, or declare it.",
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
} as const;
