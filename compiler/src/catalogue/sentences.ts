import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";
import { inWords } from "./words.ts";

const TENSE =
  "Tense is meaning: the present tense is something that will happen, a trigger (contact opens Welcome); the past tense is history, a condition (contact opened Welcome within 7 days).";

/** TJ400x: sentences about what a contact does, did or is, and the lines of declarations. */
export const SENTENCES = {
  TJ4001: entry({
    name: "trigger-in-condition",
    severity: "error",
    message: (p: { written: string; past: string }) =>
      `"${p.written}" is something that will happen, and a condition asks what has happened: write "${p.past}".`,
    help: "Put the verb into the past tense.",
    explanation: TENSE,
    bad: inJourney('if contact buys any product { tag "vip" }'),
    good: inJourney('if contact bought any product { tag "vip" }'),
    fixes: ["change-tense"],
  }),
  TJ4002: entry({
    name: "condition-in-trigger",
    severity: "error",
    message: (p: { written: string; present: string }) =>
      `"${p.written}" is history, and \`when\` waits for something to happen: write "${p.present}".`,
    help: "Put the verb into the present tense, or ask for it with `if`.",
    explanation: TENSE,
    bad: inJourney("exit when contact bought any product"),
    good: inJourney("exit when contact buys any product"),
    fixes: ["change-tense"],
  }),
  TJ4005: entry({
    name: "count-of-nothing",
    severity: "error",
    message: (_: Record<never, never>) => "What did not happen cannot be counted.",
    help: "Say how often it happened instead: bought any product at most 2 times.",
    explanation: "`did not` means not once. A number of times belongs to what happened.",
    bad: inJourney('if contact did not buy any product at least 2 times { tag "vip" }'),
    good: inJourney('if contact bought any product at most 1 time { tag "vip" }'),
  }),
  TJ4006: entry({
    name: "needless-for",
    severity: "error",
    message: (_: Record<never, never>) =>
      "`for` and a time belong to what does not happen, and to a cart that is left alone.",
    help: "Leave it out, or write `does not …` before the verb.",
    explanation:
      "Something that happens does so at one moment. What does not happen needs a time to be told: contact does not buy any product for 60 days.",
    bad: inJourney("exit when contact buys any product for 3 days"),
    good: inJourney("exit when contact buys any product"),
  }),
  TJ4007: entry({
    name: "since-outside-wait",
    severity: "error",
    message: (p: { place: string }) =>
      `\`since\` belongs to a wait, which may look back; ${p.place === "goal" ? "a goal" : `\`${p.place} when\``} looks only ahead.`,
    help: "Leave it out.",
    explanation:
      "A wait counts from its beginning, or with `since entry` from that of the run. Starts and exits happen when they happen.",
    bad: inJourney("exit when contact buys any product since entry"),
    good: inJourney("exit when contact buys any product"),
  }),
  TJ4008: entry({
    name: "imports-in-condition",
    severity: "error",
    message: (_: Record<never, never>) =>
      "`including imports` belongs to a start: as history, every sign-up counts.",
    help: "Leave it out.",
    explanation:
      "A start by sign-up leaves out imported contacts unless it says otherwise, so that an import does not start thousands of runs.",
    bad: inJourney('if contact signed up including imports { tag "vip" }'),
    good: inJourney('if contact signed up { tag "vip" }'),
  }),
  TJ4009: entry({
    name: "missing-for",
    severity: "error",
    message: (p: { sentence: string }) => `"${p.sentence}" needs a time behind it: for how long?`,
    help: "Add it: for 3 days.",
    explanation: "What does not happen, and a cart that is left alone, can be told only after some time.",
    bad: example(
      `audience Newsletter { }
journey Back for Newsletter { start when contact does not buy any product }`,
    ),
    good: example(
      `audience Newsletter { }
journey Back for Newsletter { start when contact does not buy any product for 60 days }`,
    ),
  }),
  TJ4011: entry({
    name: "duplicate-line",
    severity: "error",
    message: (p: { line: string; where: string }) => `\`${p.line}\` stands twice in ${p.where}.`,
    help: "Keep one of them.",
    explanation: "These lines set one thing. Two of them would leave open which one counts.",
    bad: inJourney('title "Welcome"\ntitle "Hello"'),
    good: inJourney('title "Welcome"'),
  }),
  TJ4012: entry({
    name: "missing-line",
    severity: "error",
    message: (p: { noun: string; name: string; missing: readonly string[] }) =>
      `The ${p.noun} ${p.name} has no ${inWords(p.missing.map((line) => `\`${line}\``))}.${
        p.missing.includes("from") ? " The project's trajet.json gives no sender either." : ""
      }`,
    help: "Add the line.",
    explanation:
      "Without it the declaration cannot be used: a store needs its currency, an email its sender, subject and body. A sender for all emails may stand in trajet.json, as channels.email.from.",
    bad: example('store Boutique { platform "shopify" }'),
    good: example('store Boutique { platform "shopify"  currency EUR }'),
  }),
} as const;
