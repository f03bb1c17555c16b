import type { SyntaxData } from "@trajet/grammar";
import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";
import { otherForm, shown } from "./words.ts";

/** TJ1023 to TJ1036: forms that authors get wrong first, each read and answered with the right one. */
export const SYNTAX_SLIPS = {
  TJ1023: entry({
    name: "is-in",
    severity: "error",
    message: (p: SyntaxData["is-in"]) =>
      p.right === undefined
        ? `Membership is said without "is": \`${p.instead}\`.`
        : `A contact has a tag, and is not in it: \`${p.right}\`.`,
    help: "Leave out the is; a tag is asked for with has tag.",
    explanation: "`contact in French` is the one form for segments, groups, lists and journeys.",
    bad: example(`audience Newsletter { field city: text? }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter {
  start when contact signs up
  exit if contact is in French
}`),
    good: example(`audience Newsletter { field city: text? }
segment French for Newsletter where contact.country == "FR"
journey Welcome for Newsletter {
  start when contact signs up
  exit if contact in French
}`),
    fixes: ["is-in"],
  }),
  TJ1024: entry({
    name: "is-tagged",
    severity: "error",
    message: (p: SyntaxData["is-tagged"]) => `A tag is something that one has: \`${p.instead}\`.`,
    help: 'Write contact has tag "vip".',
    explanation: "There is one form for each sentence: has tag, has no tag.",
    bad: inJourney(`exit if contact is tagged "vip"`),
    good: inJourney(`exit if contact has tag "vip"`),
    fixes: ["is-tagged"],
  }),
  TJ1025: entry({
    name: "perfect-tense",
    severity: "error",
    message: (p: SyntaxData["perfect-tense"]) =>
      `${shown(p.found)} is not a form of the language: write \`${p.instead}\`.`,
    help: "Use the simple past: bought, did not buy.",
    explanation: "Three forms of a verb are enough: what will happen, what happened, and what did not.",
    bad: inJourney(`if contact has bought any product { tag "vip" }`),
    good: inJourney(`if contact bought any product { tag "vip" }`),
    fixes: ["perfect-tense"],
  }),
  TJ1026: entry({
    name: "form-after-not",
    severity: "error",
    message: (p: SyntaxData["form-after-not"]) =>
      `Behind "not" the verb has its plain form: write \`${p.instead}\`.`,
    help: "Write did not buy, does not buy.",
    explanation: "As in English: bought, but did not buy.",
    bad: inJourney(`if contact did not bought any product { tag "vip" }`),
    good: inJourney(`if contact did not buy any product { tag "vip" }`),
    fixes: ["form-after-not"],
  }),
  TJ1027: entry({
    name: "for-instead-of-within",
    severity: "error",
    message: (p: SyntaxData["for-instead-of-within"]) =>
      `In a condition the time is said with "within": \`${p.instead}\`.`,
    help: "Write within 60 days.",
    explanation:
      "`for` belongs to triggers: it says how long something has not happened. A condition looks back: within 60 days.",
    bad: inJourney(`if contact did not buy any product for 60 days { tag "vip" }`),
    good: inJourney(`if contact did not buy any product within 60 days { tag "vip" }`),
    fixes: ["for-instead-of-within"],
  }),
  TJ1028: entry({
    name: "not-before-sentence",
    severity: "error",
    message: (p: SyntaxData["not-before-sentence"]) => `Say it with "did not": \`${p.instead}\`.`,
    help: "Write did not and the plain form of the verb.",
    explanation: "Where English has a negative, it is the only form: did not open, has no tag, is not set.",
    bad: inJourney(`if not contact bought any product { tag "vip" }`),
    good: inJourney(`if contact did not buy any product { tag "vip" }`),
    fixes: ["not-before-sentence"],
  }),
  TJ1029: entry({
    name: "for-before-from",
    severity: "error",
    message: (p: SyntaxData["for-before-from"]) => `The store stands before the time: \`${p.instead}\`.`,
    help: "Write from Boutique for 1 hour.",
    explanation: "What happens where comes first, and then for how long.",
    bad: example(
      `audience Newsletter { }
store Boutique { currency EUR }
journey Back for Newsletter { start when contact abandons cart for 1 hour from Boutique }`,
    ),
    good: example(
      `audience Newsletter { }
store Boutique { currency EUR }
journey Back for Newsletter { start when contact abandons cart from Boutique for 1 hour }`,
    ),
    fixes: ["for-before-from"],
  }),
  TJ1030: entry({
    name: "cap-per-duration",
    severity: "error",
    message: (p: SyntaxData["cap-per-duration"]) =>
      `A limit is per hour, day, week or month, and not per ${p.found}: write \`${p.instead}\`.`,
    help: "Write per day, per week or per month.",
    explanation: "A limit counts back from now over one unit of time.",
    bad: inJourney(`limit 2 messages per 7 days`),
    good: inJourney(`limit 2 messages per week`),
    fixes: ["cap-per-duration"],
  }),
  TJ1031: entry({
    name: "line-without-field",
    severity: "error",
    message: (p: SyntaxData["line-without-field"]) => `A field begins with its keyword: \`${p.instead}\`.`,
    help: "Write field before the name.",
    explanation: "Every line begins with a keyword, in audiences, events, records and answers alike.",
    bad: example(`audience Newsletter { }
event Booked { price: money }
journey Thanks for Newsletter { start when contact does Booked }`),
    good: example(`audience Newsletter { }
event Booked { field price: money }
journey Thanks for Newsletter { start when contact does Booked }`),
    fixes: ["line-without-field"],
  }),
  TJ1032: entry({
    name: "two-stores",
    severity: "error",
    message: (_: SyntaxData["two-stores"]) => "A sentence has one store, or none for any store.",
    help: "Leave the store out for any store, or join two sentences by or.",
    explanation:
      "A comma behind a store would be taken for the next item of the list around it. Loyalty queries may have several stores.",
    bad: example(`audience Newsletter { }
store Boutique { currency EUR }
store Atelier { currency EUR }
journey Thanks for Newsletter { start when contact buys any product from Boutique, Atelier }`),
    good: example(`audience Newsletter { }
store Boutique { currency EUR }
store Atelier { currency EUR }
journey Thanks for Newsletter { start when contact buys any product }`),
    fixes: ["two-stores"],
  }),
  TJ1033: entry({
    name: "coupon-without-as",
    severity: "error",
    message: (p: SyntaxData["coupon-without-as"]) =>
      `A given code needs a name, by which it can be sent: \`${p.instead}\`.`,
    help: "Add as and a name.",
    explanation: "A code that nobody can name is never sent, and so was not given.",
    bad: example(
      `audience Newsletter { }
coupon Spring { code "SPRING" }
journey Thanks for Newsletter {
  start when contact signs up
  give coupon Spring
}`,
    ),
    good: example(
      `audience Newsletter { }
coupon Spring { code "SPRING" }
journey Thanks for Newsletter {
  start when contact signs up
  give coupon Spring as code
}`,
    ),
    fixes: ["coupon-without-as"],
  }),
  TJ1034: entry({
    name: "positional-argument",
    severity: "error",
    message: (p: SyntaxData["positional-argument"]) => `Arguments have names: \`${p.instead}\`.`,
    help: "Write the name of the parameter and a colon before the value.",
    explanation: "A reviewer sees what a value is for, and a new parameter breaks nothing in silence.",
    bad: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello("Lyon") }`),
    good: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?"
}
journey Welcome for Newsletter { start when contact signs up  send email Hello(city: "Lyon") }`),
    fixes: ["positional-argument"],
  }),
  TJ1035: entry({
    name: "goal-within-last",
    severity: "error",
    message: (p: SyntaxData["goal-within-last"]) =>
      `The time of a goal stands before its when: \`${p.instead}\`.`,
    help: "Put within before when.",
    explanation: "With the time last, it could belong to the sentence or to the goal.",
    bad: inJourney(`goal "Order" when contact buys any product within 14 days`),
    good: inJourney(`goal "Order" within 14 days when contact buys any product`),
    fixes: ["goal-within-last"],
  }),
  TJ1047: entry({
    name: "second-otherwise",
    severity: "error",
    message: (p: SyntaxData["second-otherwise"]) =>
      `This ${p.of} has an \`${p.of === "wait" ? "otherwise" : "else"}\` already, and has only one.`,
    help: "Put both into one block, or make the other one an arm or a case.",
    explanation: "Which of two blocks is meant when nothing else is true could not be told.",
    bad: inJourney(`wait up to 3 days {
  when contact buys any product { tag "vip" }
  otherwise { tag "engaged" }
  otherwise { delay 1 day }
}`),
    good: inJourney(`wait up to 3 days {
  when contact buys any product { tag "vip" }
  otherwise {
    tag "engaged"
    delay 1 day
  }
}`),
  }),
  TJ1036: entry({
    name: "single-equals",
    severity: "error",
    message: (p: SyntaxData["single-equals"]) =>
      otherForm(p) ?? `One = sets a value, and two compare: \`${p.instead}\`.`,
    help: "Write ==.",
    explanation: "`set points = 5` sets, `contact.points == 5` asks.",
    bad: inJourney(`exit if contact.points = 100`),
    good: inJourney(`exit if contact.points == 100`),
    fixes: ["single-equals"],
  }),
} as const;
