import type { SyntaxData } from "@trajet/grammar";
import { entry } from "./entry.ts";
import { example, inEmail, inJourney } from "./examples.ts";
import { otherForm, shown } from "./words.ts";

/** TJ1004 to TJ1009 and TJ1050: signs, texts and comments, of which everything else is made. */
export const SYNTAX_TEXTS = {
  TJ1004: entry({
    name: "bad-character",
    severity: "error",
    message: (p: SyntaxData["bad-character"]) =>
      otherForm(p) ??
      (p.instead === ""
        ? `${shown(p.found)} is no sign of the language.`
        : `${shown(p.found)} is no sign of the language: write ${shown(p.instead)}.`),
    help: "Leave it out, or write the sign of the language.",
    explanation: "Statements do not end with a semicolon; conditions are joined by the words and, or, not.",
    bad: inJourney(`exit if contact.points > 100 && contact.rating > 3`),
    good: inJourney(`exit if contact.points > 100 and contact.rating > 3`),
    fixes: ["bad-character"],
  }),
  TJ1005: entry({
    name: "unclosed-string",
    severity: "error",
    message: (_: SyntaxData["unclosed-string"]) => "This text is not closed: its double quote is missing.",
    help: 'Close it on the same line, or write a text of several lines between """ and """.',
    explanation: "A text in double quotes ends on its line.",
    bad: inJourney(`title "Welcome`),
    good: inJourney(`title "Welcome"`),
    fixes: ["unclosed-string"],
  }),
  TJ1006: entry({
    name: "unclosed-text-block",
    severity: "error",
    message: (_: SyntaxData["unclosed-text-block"]) =>
      "This text is not closed: three double quotes are missing.",
    help: "Close it with three double quotes.",
    explanation:
      'A text of several lines stands between """ and """. Without its end, the rest of the file belongs to it.',
    bad: example(`audience Newsletter { }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body """
  Welcome.
}`),
    good: example(`audience Newsletter { }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body """
  Welcome.
  """
}
journey Welcome for Newsletter { start when contact signs up  send email Hello }`),
    fixes: ["unclosed-text-block"],
  }),
  TJ1007: entry({
    name: "unclosed-comment",
    severity: "error",
    message: (_: SyntaxData["unclosed-comment"]) => "This comment is not closed: */ is missing.",
    help: "Close it with */.",
    explanation:
      "A comment that begins with /* goes on to */. Without its end, the rest of its line belongs to it.",
    bad: example(`audience Newsletter { }
/* what is still to do`),
    good: example(`audience Newsletter { }
/* what is still to do */`),
    fixes: ["unclosed-comment"],
  }),
  TJ1008: entry({
    name: "wrong-quotes",
    severity: "error",
    message: (p: SyntaxData["wrong-quotes"]) => `Texts stand in straight double quotes: ${p.instead}.`,
    help: "Write straight double quotes.",
    explanation: "Quotes of other forms come from word processors and other languages.",
    bad: inJourney(`title 'Welcome'`),
    good: inJourney(`title "Welcome"`),
    fixes: ["wrong-quotes"],
  }),
  TJ1050: entry({
    name: "quotes-in-template",
    severity: "error",
    message: (p: SyntaxData["quotes-in-template"]) =>
      `A double quote ends the text, also within {{ }}: write ${p.instead}, with single quotes.`,
    help: "Write single quotes within {{ }}, or make a text block of it with three double quotes.",
    explanation:
      "Handlebars takes both kinds of quotes, and a text of a journey ends at the next double quote. In a file of its own, and in a text block, both kinds are fine.",
    bad: inEmail(`
from "Ana <ana@shop.example>"  subject "Hello"
body "Come in: {{link "shop"}}"
link "shop" "https://shop.example/"`),
    good: inEmail(`
from "Ana <ana@shop.example>"  subject "Hello"
body "Come in: {{link 'shop'}}"
link "shop" "https://shop.example/"`),
    fixes: ["quotes-in-template"],
  }),
  TJ1009: entry({
    name: "bad-escape",
    severity: "error",
    message: (p: SyntaxData["bad-escape"]) => `${shown(p.found)} is no escape of a text.`,
    help: 'Write \\" \\\\ \\n \\t or \\u{1F600}.',
    explanation: "A backslash in a text begins an escape. A backslash itself is written twice.",
    bad: inJourney(`title "Wel\\come"`),
    good: inJourney(`title "Welcome"`),
    fixes: ["bad-escape"],
  }),
} as const;
