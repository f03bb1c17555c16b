import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example, inEmail } from "./examples.ts";

const FROM = 'from "Ana <ana@shop.example>"  subject "Hello"';

/** TJ5xxx: what is written in templates, reported at its place in the template, also in a `.hbs` file. */
export const TEMPLATES = {
  TJ5001: entry({
    name: "template-syntax",
    severity: "error",
    message: (p: { problem: string }) => `This template cannot be read: ${p.problem}.`,
    help: "Close every {{#if …}} with {{/if}}, and write each expression between {{ and }}.",
    explanation:
      "Subjects, bodies and the other texts of a message are Handlebars templates. One that Handlebars cannot read would send nothing, so it is refused here.",
    bad: inEmail(`${FROM}\nbody "Hello {{#if contact.firstName}}friend"`),
    good: inEmail(`${FROM}\nbody "Hello {{#if contact.firstName}}friend{{/if}}"`),
  }),
  TJ5002: entry({
    name: "unknown-template-variable",
    severity: "error",
    message: (p: { name: string; of: string; nearest: string | undefined }) =>
      `There is no "${p.name}" in ${p.of}.${didYouMean(p.nearest)}`,
    help: "Use a field of the contact (contact.…) or a parameter of the message.",
    explanation:
      "A template may print the contact's fields, as contact.firstName, and the message's parameters, by their names. Anything else would be an empty space in the message.",
    bad: inEmail(`${FROM}\nbody "Hello from {{contact.citty}}"`),
    good: inEmail(`${FROM}\nbody "Hello from {{contact.city}}"`),
    fixes: ["use-nearest"],
  }),
  TJ5003: entry({
    name: "unknown-template-helper",
    severity: "error",
    message: (p: { name: string; nearest: string | undefined }) =>
      `There is no template helper "${p.name}".${didYouMean(p.nearest)}`,
    help: "Use one of the helpers that the manual lists, or print the value without a helper.",
    explanation:
      "Helpers choose how a value is printed. Only those that Trajet brings exist: a template cannot bring its own.",
    bad: inEmail(`${FROM}\nbody "Hello {{shout contact.city}}"`),
    good: inEmail(`${FROM}\nbody "Hello {{contact.city}}"`),
    fixes: ["use-nearest", "add-fallback"],
  }),
  TJ5004: entry({
    name: "optional-in-template",
    severity: "warning",
    message: (p: { name: string }) =>
      `"${p.name}" may be missing, and nothing stands in for it: some contacts would read an empty space.`,
    help: 'Say what stands there instead, {{default contact.city "your city"}}, or put it into {{#if …}} … {{else}} … {{/if}}.',
    explanation:
      "An optional field has no value for some contacts. A template that prints it has to say what stands there instead.",
    bad: inEmail(`${FROM}\nbody "Hello {{contact.firstName}}"`),
    good: inEmail(
      `${FROM}\nbody "Hello {{#if contact.firstName}}{{contact.firstName}}{{else}}friend{{/if}}"`,
    ),
    fixes: ["wrap-in-if", "add-fallback"],
  }),
  TJ5005: entry({
    name: "unused-parameter",
    severity: "warning",
    message: (p: { parameter: string; message: string }) =>
      `The parameter "${p.parameter}" of ${p.message} is used nowhere in it.`,
    help: "Print it, as {{name}}, or take it out of the parameters.",
    explanation:
      "Every journey that sends the message, or calls the webhook, has to pass the parameter. If nothing uses it, either the text is unfinished or the parameter is left over.",
    bad: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome."
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello(city: "Lyon")
}`),
    good: example(`audience Newsletter { }
email Hello(city: text) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome to {{city}}."
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello(city: "Lyon")
}`),
  }),
  TJ5006: entry({
    name: "link-not-in-body",
    severity: "warning",
    message: (p: { link: string; message: string }) =>
      `The body of ${p.message} has no link named "${p.link}", so nobody can click it.`,
    help: 'Put it into the body, as {{link "name"}}, or take out the line.',
    explanation:
      "A named link is declared with its address and stands in the body by its name, or by that very address. Clicks on it are told apart by the name.",
    bad: inEmail(`${FROM}\nbody "Come and see."\nlink "shop" "https://shop.example/"`),
    good: inEmail(`${FROM}\nbody "Come and see: {{link \\"shop\\"}}"\nlink "shop" "https://shop.example/"`),
  }),
  TJ5007: entry({
    name: "template-file-missing",
    severity: "error",
    message: (p: { path: string; nearest: string | undefined }) =>
      `There is no file "${p.path}" in the project's folder.${didYouMean(p.nearest)}`,
    help: "Create it, or correct the path: it counts from the folder of trajet.json.",
    explanation:
      "The body of a message can stand in a file of its own. Its path counts from the project's folder.",
    bad: inEmail(`${FROM}\nbody file "emails/hello.hbs"`),
    good: inEmail(`${FROM}\nbody file "emails/hello.hbs"`, {
      files: { "emails/hello.hbs": "<p>Welcome.</p>\n" },
    }),
  }),
  TJ5008: entry({
    name: "not-printable",
    severity: "error",
    message: (p: { name: string; type: string }) =>
      `"${p.name}" is a ${p.type}, which cannot be printed as it is.`,
    help: "Go through a list with {{#each …}} … {{/each}}, and print the fields of a record one by one.",
    explanation:
      "Text, numbers, money, dates and the like have a printed form. A list or a record has none: it would read as [object Object].",
    bad: example(`audience Newsletter { field favorites: list of text }
email Hello for Newsletter {
  ${FROM}  body "You like {{contact.favorites}}"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
}`),
    good: example(`audience Newsletter { field favorites: list of text }
email Hello for Newsletter {
  ${FROM}  body "You like {{#each contact.favorites}}{{this}} {{/each}}"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
}`),
  }),
  TJ5009: entry({
    name: "wrong-template-value",
    severity: "error",
    message: (p: { helper: string; expected: string; found: string }) =>
      `{{${p.helper} …}} needs ${p.expected}, and this is ${p.found}.`,
    help: "Pass a value of the type that the helper works with.",
    explanation:
      "Helpers work with certain types: {{#each}} goes through a list, a date's format needs a date or a moment.",
    bad: inEmail(`${FROM}\nbody "{{#each contact.city}}{{this}}{{/each}}"`),
    good: inEmail(`${FROM}\nbody "{{contact.city}}"`),
  }),
  TJ5010: entry({
    name: "template-format",
    severity: "error",
    message: (p: { path: string }) =>
      `Trajet cannot read "${p.path}": a body is a .hbs, .html, .mjml, .txt or .txt.hbs file.`,
    help: "Write the body as .hbs (HTML with Handlebars).",
    explanation: "The ending of the file says what it holds.",
    bad: inEmail(`${FROM}\nbody file "emails/hello.docx"`, { files: { "emails/hello.docx": "Hello" } }),
    good: inEmail(`${FROM}\nbody file "emails/hello.hbs"`, {
      files: { "emails/hello.hbs": "<p>Welcome.</p>\n" },
    }),
  }),
  TJ5011: entry({
    name: "wrong-number-of-template-values",
    severity: "error",
    message: (p: { signature: string; problem: string }) =>
      `The template helper is called as {{${p.signature}}}, and ${p.problem}.`,
    help: "Pass the values that stand behind the helper's name, in that order; those with a question mark may be left out.",
    explanation: "Each helper takes a fixed number of values, by their places. None takes values by name.",
    bad: inEmail(`${FROM}\nbody "Hello from {{upper}}"`),
    good: inEmail(`${FROM}\nbody "Hello from {{upper contact.city}}"`),
  }),
  TJ5012: entry({
    name: "not-in-templates",
    severity: "error",
    message: (p: { what: string; instead: string }) =>
      `The templates of messages do not have ${p.what}; ${p.instead}.`,
    help: "Use variables by their names, {{#if}}, {{#unless}}, {{#each}}, {{#with}}, partials, and the helpers that the manual lists.",
    explanation:
      "Decorators, partials with a computed name, and names that every JavaScript object has cannot be checked or are unsafe, and so are no part of the templates of Trajet.",
    bad: inEmail(`${FROM}\nbody "Hello {{contact.constructor}}"`),
    good: inEmail(`${FROM}\nbody "Hello from {{contact.city}}"`),
  }),
  TJ5013: entry({
    name: "template-block",
    severity: "error",
    message: (p: { name: string; instead: string }) =>
      `"${p.name}" is not used in this way: write ${p.instead}.`,
    help: "if, unless, each and with are blocks, and begin with #; the other helpers and all variables are not.",
    explanation:
      "A block begins with {{#…}} and ends with {{/…}}. Handlebars would print nothing for a block helper without its #, and treat a variable with one as a condition or a loop, whichever its value is.",
    bad: inEmail(`${FROM}\nbody "{{#contact.city}}Hello from there{{/contact.city}}"`),
    good: inEmail(`${FROM}\nbody "{{#if contact.city}}Hello from there{{/if}}"`),
  }),
  TJ5014: entry({
    name: "unescaped-in-html",
    severity: "warning",
    message: (p: { name: string }) =>
      `"${p.name}" is printed as it is: if its value holds HTML, the value changes the mail.`,
    help: "Write two braces: {{name}}.",
    explanation:
      "Three braces, or an &, print a value without making < and & harmless. What a contact typed into a form would then be part of the mail's HTML.",
    bad: inEmail(`${FROM}\nbody "<p>Hello from {{{contact.city}}}</p>"`),
    good: inEmail(`${FROM}\nbody "<p>Hello from {{contact.city}}</p>"`),
  }),
  TJ5015: entry({
    name: "template-never-equal",
    severity: "error",
    message: (p: { found: string; other: string; ordered: boolean; nearest: string | undefined }) =>
      `${p.ordered ? "These stand in no order" : "These are never equal"}: ${p.found} and ${p.other}.${didYouMean(p.nearest)}`,
    help: "Compare values of one type, and an enumeration with one of its values.",
    explanation:
      "A comparison that can never be true hides a slip of the pen: its block would never be printed.",
    bad: example(`audience Newsletter { field plan: "free" | "pro" = "free" }
email Hello for Newsletter {
  ${FROM}  body "{{#if (eq contact.plan \\"por\\")}}Hello, professional.{{/if}}"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
}`),
    good: example(`audience Newsletter { field plan: "free" | "pro" = "free" }
email Hello for Newsletter {
  ${FROM}  body "{{#if (eq contact.plan \\"pro\\")}}Hello, professional.{{/if}}"
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
}`),
    fixes: ["use-nearest"],
  }),
} as const;
