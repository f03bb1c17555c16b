import type { Question } from "@trajet/compiler/program";
import { escaped } from "../page.ts";
import { LONGEST_ANSWER, type Mistake } from "./read-answers.ts";
import type { SurveyWords } from "./words.ts";

export interface SurveyForm {
  readonly questions: readonly Question[];
  readonly words: SurveyWords;
  /** What was filled in before. */
  readonly given: URLSearchParams;
  readonly mistakes: ReadonlyMap<string, Mistake>;
}

/** Of a scale more of which is a number to be written. */
const WIDEST_SCALE = 11;

/** The questions as a form that needs no script: native fields, each with its words, and mistakes named where they are. */
export function surveyForm(form: SurveyForm): string {
  const { questions, words } = form;
  return `${problemsOf(form)}<form method="post" novalidate>
${questions.map((question) => fieldOf(question, form)).join("\n")}
<button type="submit">${escaped(words.send)}</button>
</form>`;
}

function problemsOf({ questions, mistakes, words }: SurveyForm): string {
  if (mistakes.size === 0) return "";
  const links = questions
    .filter(({ name }) => mistakes.has(name))
    .map(({ name, text }) => `<li><a href="#${idOf(name)}">${escaped(text)}</a></li>`);
  return `<div class="problems" role="alert" tabindex="-1" autofocus>
<p>${escaped(words.problems)}</p>
<ul>${links.join("")}</ul>
</div>
`;
}

const idOf = (name: string): string => `q-${escaped(name)}`;

function fieldOf(question: Question, form: SurveyForm): string {
  const choices = choicesOf(question, form.words);
  return choices === undefined ? writtenField(question, form) : choiceField(question, choices, form);
}

interface Choice {
  readonly value: string;
  readonly words: string;
}

/** The answers among which one chooses; `undefined` where one writes. */
function choicesOf({ type, scale }: Question, words: SurveyWords): readonly Choice[] | undefined {
  if (scale !== undefined) {
    const steps = scale.high - scale.low + 1;
    if (steps > WIDEST_SCALE) return undefined;
    return Array.from({ length: steps }, (_, step) => plain(String(scale.low + step)));
  }
  if (type.type === "enum") return (type.values ?? []).map(plain);
  if (type.type !== "boolean") return undefined;
  return [
    { value: "true", words: words.yes },
    { value: "false", words: words.no },
  ];
}

const plain = (value: string): Choice => ({ value, words: value });

function choiceField(question: Question, choices: readonly Choice[], form: SurveyForm): string {
  const { name, type, scale } = question;
  const given = new Set(form.given.getAll(name));
  const kind = type.list === true ? "checkbox" : "radio";
  const options = choices.map(({ value, words }, index) => {
    // The link to a mistake leads to the first choice.
    const id = index === 0 ? ` id="${idOf(name)}"` : "";
    const checked = given.has(value) ? " checked" : "";
    return `<label class="choice"><input type="${kind}" name="${escaped(name)}" value="${escaped(value)}"${id}${checked}> <span>${escaped(words)}</span></label>`;
  });
  const shape = scale === undefined ? "choices" : "scale";
  return `<fieldset${describedBy(question, form)}>
<legend>${questionWords(question, form)}</legend>
${mistakeOf(question, form)}<div class="${shape}">${options.join("")}</div>
</fieldset>`;
}

function writtenField(question: Question, form: SurveyForm): string {
  const { name } = question;
  const about = `id="${idOf(name)}" name="${escaped(name)}"${describedBy(question, form)}${needed(question)}`;
  const value = form.given.get(name) ?? "";
  return `<div>
<label class="question" for="${idOf(name)}">${questionWords(question, form)}</label>
${mistakeOf(question, form)}${controlOf(question, about, value)}
</div>`;
}

function controlOf({ type, scale }: Question, about: string, value: string): string {
  const input = (kind: string, more = ""): string =>
    `<input type="${kind}" ${about} value="${escaped(value)}"${more}>`;
  if (scale !== undefined) return input("number", ` min="${scale.low}" max="${scale.high}" step="1"`);
  switch (type.type) {
    case "text":
      return `<textarea ${about} rows="4" maxlength="${LONGEST_ANSWER}">\n${escaped(value)}</textarea>`;
    case "number":
      return input("number", ' step="any"');
    case "date":
      return input("date");
    case "time":
      return input("time");
    case "email":
      return input("email", ' autocomplete="email"');
    case "phone":
      return input("tel", ' autocomplete="tel" placeholder="+33611223344"');
    case "url":
      return input("url", ' placeholder="https://"');
    case "money":
      return input("text", ' placeholder="49.90 EUR"');
    case "moment":
      return input("datetime-local");
    case "duration":
      return input("text", ' placeholder="P3D"');
    case "boolean":
    case "enum":
    case "timezone":
    case "country":
    case "language":
    case "record":
      return input("text");
    default:
      return type.type satisfies never;
  }
}

function questionWords({ text, type }: Question, { words }: SurveyForm): string {
  const optional = type.optional === true || type.list === true;
  return `${escaped(text)}${optional ? ` <span class="quiet">(${escaped(words.optional)})</span>` : ""}`;
}

function mistakeOf({ name }: Question, { mistakes, words }: SurveyForm): string {
  const mistake = mistakes.get(name);
  if (mistake === undefined) return "";
  return `<p class="error" id="${idOf(name)}-error">${escaped(words[mistake])}</p>\n`;
}

function describedBy({ name }: Question, { mistakes }: SurveyForm): string {
  return mistakes.has(name) ? ` aria-describedby="${idOf(name)}-error" aria-invalid="true"` : "";
}

const needed = ({ type }: Question): string =>
  type.optional === true || type.list === true ? "" : ' aria-required="true"';
