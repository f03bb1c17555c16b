import type { SyntaxData } from "@trajet/grammar";
import { entry } from "./entry.ts";
import { example, inJourney } from "./examples.ts";
import { capital, otherForm, shown, straight } from "./words.ts";

/** TJ1001 to TJ1022: where things stand. */
export const SYNTAX_FORMS = {
  TJ1001: entry({
    name: "something-missing",
    severity: "error",
    message: (p: SyntaxData["expected"]) =>
      otherForm(p) ??
      (p.found === ""
        ? `${capital(straight(p.expected))} is missing at the end of the file.`
        : `${capital(straight(p.expected))} has to stand here, before ${shown(p.found)}.${
            p.nearest === undefined ? "" : ` Did you mean ${shown(p.nearest)}?`
          }`),
    help: "Write what is missing, or the form that is shown.",
    explanation:
      "New lines and blanks carry no meaning: a statement begins with its keyword, and a block is in braces.",
    bad: inJourney(`exit if contact.points >`),
    good: inJourney(`exit if contact.points > 100`),
    fixes: ["expected"],
  }),
  TJ1002: entry({
    name: "unexpected-text",
    severity: "error",
    message: (p: SyntaxData["unexpected-text"]) =>
      otherForm(p) ?? `${shown(p.found)} has no meaning here, in ${straight(p.place)}.`,
    help: "Take it out, or write it where it belongs.",
    explanation:
      "New lines and blanks carry no meaning: a statement begins with its keyword, and a block is in braces.",
    bad: inJourney(`tag "vip" "engaged"`),
    good: inJourney(`tag "vip", "engaged"`),
    fixes: ["unexpected-text"],
  }),
  TJ1003: entry({
    name: "unknown-statement",
    severity: "error",
    message: (p: SyntaxData["unknown-statement"]) =>
      otherForm(p) ??
      `${shown(p.found)} does not begin ${straight(p.place)}.${p.nearest === "" ? "" : ` Did you mean ${shown(p.nearest)}?`}`,
    help: "Begin with a keyword.",
    explanation: "Each statement begins with its keyword, in lower case.",
    bad: inJourney(`tga "vip"`),
    good: inJourney(`tag "vip"`),
    fixes: ["unknown-statement"],
  }),
  TJ1010: entry({
    name: "unclosed-block",
    severity: "error",
    message: (_: SyntaxData["unclosed-block"]) => "This { is not closed: its } is missing.",
    help: "Write the } where the block ends.",
    explanation: "Everything behind a { belongs to it, up to its }.",
    bad: example(`audience Newsletter {
  tags "vip"
`),
    good: example(`audience Newsletter {
  tags "vip"
}`),
    fixes: ["unclosed-block"],
  }),
  TJ1011: entry({
    name: "extra-brace",
    severity: "error",
    message: (_: SyntaxData["extra-brace"]) => "This } closes nothing.",
    help: "Take it out, or write the { that it belongs to.",
    explanation: "Each } closes a {.",
    bad: example(`audience Newsletter { tags "vip" } }`),
    good: example(`audience Newsletter { tags "vip" }`),
    fixes: ["extra-brace"],
  }),
  TJ1012: entry({
    name: "too-deep",
    severity: "error",
    message: (p: SyntaxData["too-deep"]) =>
      `This is too deep: at most ${p.limit} of these can stand in one another or in a row.`,
    help: "Split it: a segment can hold a part of a condition, a fragment a part of a journey.",
    explanation: "A limit keeps a file from stopping the compiler. Nothing that people write comes near it.",
    bad: inJourney(
      `${Array.from({ length: 70 }, (_, depth) => `if contact.points > ${depth} { `).join("")}${"} ".repeat(70)}`,
    ),
    good: inJourney(`if contact.points > 1 { if contact.rating > 3 { exit } }`),
  }),
  TJ1013: entry({
    name: "reserved-name",
    severity: "error",
    message: (p: SyntaxData["reserved-name"]) =>
      `${shown(p.found)} is a word of the language, so it cannot be a name here. ${p.instead} is free.`,
    help: "Take another name.",
    explanation: "A few words begin sentences, so that they cannot begin a value. Fields may have any name.",
    bad: example(
      `audience Newsletter { tags "vip" }
journey Welcome for Newsletter {
  start when contact signs up
  remember every = contact.rating
}`,
    ),
    good: example(
      `audience Newsletter { tags "vip" }
journey Welcome for Newsletter {
  start when contact signs up
  remember stars = contact.rating
}`,
    ),
    fixes: ["reserved-name"],
  }),
  TJ1014: entry({
    name: "keyword-as-name",
    severity: "error",
    message: (p: SyntaxData["keyword-as-name"]) =>
      `${shown(p.found)} is a word of the language, so nothing can be called so. ${p.instead} would do.`,
    help: "Take another name: with a capital letter for a declared thing, with a small one for the label of a step.",
    explanation:
      "A missing name is noticed at once because no keyword can be one. The same goes for the label of a step: `bought: wait …` would begin with a keyword, `bought_: wait …` or `firstBought: wait …` does not.",
    bad: example(`audience email { }`),
    good: example(`audience Newsletter { }`),
    fixes: ["keyword-as-name"],
  }),
  TJ1015: entry({
    name: "stray-doc-comment",
    severity: "warning",
    message: (_: SyntaxData["stray-doc-comment"]) => "Nothing follows that this /// could be about.",
    help: "Write // for a comment, or put it before what it describes.",
    explanation: "A comment with three strokes documents the declaration, field or step that follows it.",
    bad: example(`audience Newsletter { }
/// And that is all.`),
    good: example(`audience Newsletter { }
// And that is all.`),
    fixes: ["stray-doc-comment"],
  }),
  TJ1016: entry({
    name: "setting-after-steps",
    severity: "error",
    message: (p: SyntaxData["setting-after-steps"]) =>
      `\`${p.setting}\` stands behind the first step, and settings come before all steps.`,
    help: "Move it up, before the first step.",
    explanation:
      "The settings hold for the whole journey, so they stand at its head, where a reader looks for them.",
    bad: inJourney(`tag "vip"
title "Welcome"`),
    good: inJourney(`title "Welcome"
tag "vip"`),
    fixes: ["setting-after-steps"],
  }),
  TJ1017: entry({
    name: "setting-in-block",
    severity: "error",
    message: (p: SyntaxData["setting-in-block"]) =>
      `\`${p.setting}\` is a setting of a journey, so it cannot stand inside braces or in a fragment.`,
    help: "Move it to the head of the journey.",
    explanation: "Settings hold for the whole journey, and never for a part of it.",
    bad: inJourney(`if contact.points > 100 { reenter always }`),
    good: inJourney(`reenter always`),
    fixes: ["setting-in-block"],
  }),
  TJ1018: entry({
    name: "exit-rule-as-step",
    severity: "error",
    message: ({ rule, instead }: SyntaxData["exit-rule-as-step"]) =>
      instead === undefined
        ? `\`${rule}\` is a rule for the whole journey, and stands before its first step.`
        : `\`${rule}\` is a rule for the whole journey. As a step, write: \`${instead}\`.`,
    help: "Move the rule to the head of the journey; as a step, write if … { exit }, or wait until it happens and exit.",
    explanation: "`exit if` and `exit when` end a run at any time; `exit` among the steps ends it there.",
    bad: inJourney(`tag "vip"
exit if contact.points > 100`),
    good: inJourney(`tag "vip"
if contact.points > 100 { exit }`),
    fixes: ["exit-rule-as-step"],
  }),
  TJ1019: entry({
    name: "or-when-in-setting",
    severity: "error",
    message: (p: SyntaxData["or-when-in-setting"]) =>
      `\`or when\` belongs to a wait or a goal: a second line says it here, \`${p.instead}\`.`,
    help: "Write a second line.",
    explanation:
      "Each start and each exit stands on its own, so that each can have its filter and its place on the map.",
    bad: inJourney(`exit when contact buys any product or when contact unsubscribes`),
    good: inJourney(`exit when contact buys any product
exit when contact unsubscribes`),
    fixes: ["or-when-in-setting"],
  }),
  TJ1020: entry({
    name: "where-before-since",
    severity: "error",
    message: (p: SyntaxData["where-before-since"]) => `\`since\` stands before the filter: \`${p.instead}\`.`,
    help: "Put the where last.",
    explanation:
      "The filter of a trigger runs to the end of its sentence, so everything else stands before it.",
    bad: inJourney(
      `wait up to 3 days { when contact buys any product where order.total > 50 EUR since entry { tag "vip" } }`,
    ),
    good: inJourney(
      `wait up to 3 days { when contact buys any product since entry where order.total > 50 EUR { tag "vip" } }`,
    ),
    fixes: ["where-before-since"],
  }),
  TJ1021: entry({
    name: "where-after-times",
    severity: "error",
    message: (p: SyntaxData["where-after-times"]) =>
      `The filter stands before the number of times and the time: \`${p.instead}\`.`,
    help: "Put the where (…) right behind what happened.",
    explanation: "The filter says what counts; how often and when is said of what is left.",
    bad: inJourney(
      `if contact bought any product at least 2 times where (order.total > 50 EUR) { tag "vip" }`,
    ),
    good: inJourney(
      `if contact bought any product where (order.total > 50 EUR) at least 2 times { tag "vip" }`,
    ),
    fixes: ["where-after-times"],
  }),
  TJ1022: entry({
    name: "where-without-parentheses",
    severity: "error",
    message: (p: SyntaxData["where-without-parentheses"]) =>
      `In a condition the filter stands in parentheses: \`${p.instead}\`.`,
    help: "Put parentheses around the filter.",
    explanation:
      "A condition goes on behind its filter, with `and`, `within` or a number of times, so a reader has to see where the filter ends.",
    bad: inJourney(`if contact bought any product where order.total > 50 EUR { tag "vip" }`),
    good: inJourney(`if contact bought any product where (order.total > 50 EUR) { tag "vip" }`),
    fixes: ["where-without-parentheses"],
  }),
} as const;
