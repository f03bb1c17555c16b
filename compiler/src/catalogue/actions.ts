import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example, inJourney, withEmail } from "./examples.ts";
import { inWords } from "./words.ts";

/** TJ4030 to TJ4043: what a journey does. */
export const ACTIONS = {
  TJ4030: entry({
    name: "unknown-argument",
    severity: "error",
    message: (p: { name: string; of: string; parameters: readonly string[]; nearest: string | undefined }) =>
      p.parameters.length === 0
        ? `${p.of} has no parameters, so there is nothing called "${p.name}" to give it.`
        : `${p.of} has no parameter "${p.name}"; it has ${inWords(p.parameters)}.${didYouMean(p.nearest)}`,
    help: "Use the name of a parameter, or declare it.",
    explanation:
      "Arguments are given by name, and each has to be a parameter of what is sent, called or run.",
    bad: withEmail('send email Hello(city: "Lyon")'),
    good: withEmail("send email Hello"),
    fixes: ["use-nearest"],
  }),
  TJ4031: entry({
    name: "missing-argument",
    severity: "error",
    message: (p: { of: string; missing: readonly string[] }) => `${p.of} needs ${inWords(p.missing)}.`,
    help: 'Give it by name: Hello(city: "Lyon"). A parameter with a ? may be left out.',
    explanation: "Each parameter that is not optional needs a value each time.",
    bad: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello }`),
    good: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon") }`),
  }),
  TJ4032: entry({
    name: "duplicate-argument",
    severity: "error",
    message: (p: { name: string }) => `"${p.name}" is given twice.`,
    help: "Keep one of them.",
    explanation: "A parameter has one value.",
    bad: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon", city: "Paris") }`),
    good: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon") }`),
  }),
  TJ4034: entry({
    name: "field-not-writable",
    severity: "error",
    message: (p: { field: string }) => `"${p.field}" is kept by Trajet, so a journey cannot change it.`,
    help: "Change a field of the audience, or email, phone, language, timezone or country.",
    explanation:
      "Where a contact came from, when, and what the channels say of it follows from what happened. `unsubscribe` changes consent.",
    bad: inJourney("update contact { set rating = 5 }"),
    good: inJourney("update contact { set points = 5 }"),
  }),
  TJ4035: entry({
    name: "not-a-list",
    severity: "error",
    message: (p: { field: string; form: string }) =>
      `"${p.field}" is no list, so there is nothing to ${p.form} ${p.form === "add" ? "to" : "from"}.`,
    help: "Write set field = value.",
    explanation: "`add … to` and `remove … from` change lists. Other fields have one value.",
    bad: inJourney('update contact { add "Lyon" to city }'),
    good: inJourney('update contact { set city = "Lyon" }'),
  }),
  TJ4036: entry({
    name: "cannot-clear",
    severity: "error",
    message: (p: { field: string }) => `"${p.field}" always has a value, so it cannot be cleared.`,
    help: "Set it to a value, or declare the field with a ?.",
    explanation: "Only optional fields and lists can be empty.",
    bad: inJourney("update contact { clear points }"),
    good: inJourney("update contact { clear city }"),
  }),
  TJ4037: entry({
    name: "marketing-after-unsubscribe",
    severity: "warning",
    message: (p: { message: string; channel: string }) =>
      `${p.message} can never be sent here: every path before unsubscribes the contact from ${p.channel}.`,
    help: "Send it before the unsubscribe, or make it transactional if it is.",
    explanation:
      "A marketing message needs consent, which `unsubscribe` takes away. The sending would be refused each time.",
    bad: withEmail("unsubscribe\nsend email Hello"),
    good: withEmail("send email Hello\nunsubscribe"),
  }),
  TJ4038: entry({
    name: "not-sent-before",
    severity: "error",
    message: (p: { message: string }) =>
      `No path before this sends ${p.message}, so nobody can have opened it.`,
    help: "Send it before, or ask about a message that was sent.",
    explanation:
      "In a journey, opens and clicks speak of this run's latest sending of the message. Outside a run, as in a segment, they speak of all sendings.",
    bad: example(
      `audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter {
  start when contact signs up
  if contact opened Hello { tag "vip" }
  send email Hello
}`,
    ),
    good: example(
      `audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
  delay 1 day
  if contact opened Hello { tag "vip" }
}`,
    ),
  }),
  TJ4039: entry({
    name: "marketing-to-somebody-else",
    severity: "error",
    message: (p: { message: string }) =>
      `${p.message} is marketing, which needs the receiver's own consent: it cannot go to somebody else.`,
    help: "Declare it with kind transactional if it is, or leave out the receiver.",
    explanation: "Consent is the contact's. To another address only transactional messages may go.",
    bad: withEmail('send email Hello to "boss@shop.example"'),
    good: example(
      `audience Newsletter { }
email Report for Newsletter {
  kind transactional  from "Ana <ana@shop.example>"  subject "A new subscriber"  body "One more."
}
journey Welcome for Newsletter { start when contact signs up  send email Report to "boss@shop.example" }`,
    ),
  }),
  TJ4040: entry({
    name: "needless-otherwise",
    severity: "error",
    message: (p: { action: string }) =>
      `\`${p.action}\` is never refused, so its \`otherwise\` would never be run.`,
    help: "Take the block out, or put its steps behind.",
    explanation:
      "Sendings, calls, coupons, ad audiences and starts of other journeys can be refused, and take `otherwise { … }`. What happens inside Trajet cannot.",
    bad: inJourney('tag "vip" otherwise { tag "engaged" }'),
    good: inJourney('tag "vip"\ntag "engaged"'),
  }),
  TJ4041: entry({
    name: "no-manual-start",
    severity: "error",
    message: (p: { journey: string }) =>
      `${p.journey} cannot be started from here: it has no \`start manually\`.`,
    help: "Add start manually to it.",
    explanation: "A journey that others, or people, may start by hand says so.",
    bad: example(
      `audience Newsletter { }
journey Thanks for Newsletter { start when contact signs up }
journey Welcome for Newsletter { start when contact signs up  start journey Thanks }`,
    ),
    good: example(
      `audience Newsletter { }
journey Thanks for Newsletter { start manually }
journey Welcome for Newsletter { start when contact signs up  start journey Thanks }`,
    ),
  }),
  TJ4043: entry({
    name: "unknown-person",
    severity: "error",
    message: (p: { name: string; inTest: boolean; nearest: string | undefined }) =>
      p.inTest
        ? `Nobody in this test is called ${p.name}.${didYouMean(p.nearest)}`
        : `Nobody here is called ${p.name}: in a journey, sentences speak of \`contact\`.`,
    help: "Write contact. In a test, introduce the person first: given contact Ana { … }.",
    explanation: "Only a test has people with names.",
    bad: inJourney('if Ana bought any product { tag "vip" }'),
    good: inJourney('if contact bought any product { tag "vip" }'),
    fixes: ["use-nearest"],
  }),
} as const;
