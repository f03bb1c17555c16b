import { appended } from "./html.ts";
import { escapeHtml } from "./templates.ts";

const WORDS: Readonly<Record<string, string>> = {
  de: "Abmelden",
  en: "Unsubscribe",
  es: "Darse de baja",
  fr: "Se désabonner",
  it: "Annulla l'iscrizione",
  nl: "Afmelden",
  pt: "Cancelar a subscrição",
};

interface Parts {
  readonly html: string;
  readonly text: string;
}

/** Adds a way out to each part that lacks one: the address of `unsubscribe.url`, in the language of the locale. */
export function withUnsubscribeLink({ html, text }: Parts, url: string, locale: string): Parts {
  const word = WORDS[new Intl.Locale(locale).language] ?? "Unsubscribe";
  const link = `<p style="font-size:12px;color:#666"><a href="${escapeHtml(url)}">${escapeHtml(word)}</a></p>`;
  return {
    html: mentions(html, url) ? html : appended(html, link),
    text: text.includes(url) ? text : `${text.trimEnd()}\n\n-- \n${word}: ${url}\n`,
  };
}

const SURVEY: Readonly<Record<string, string>> = {
  de: "Zur Umfrage",
  en: "To the survey",
  es: "Ir a la encuesta",
  fr: "Répondre au questionnaire",
  it: "Vai al sondaggio",
  nl: "Naar de enquête",
  pt: "Responder ao inquérito",
};

/** Adds the way to the questions to each part of a survey that lacks it. */
export function withSurveyLink({ html, text }: Parts, url: string, locale: string): Parts {
  const word = SURVEY[new Intl.Locale(locale).language] ?? "To the survey";
  const link = `<p><a href="${escapeHtml(url)}">${escapeHtml(word)}</a></p>`;
  return {
    html: mentions(html, url) ? html : appended(html, link),
    text: text.includes(url) ? text : `${text.trimEnd()}\n\n${word}: ${url}\n`,
  };
}

/** As it is, as Handlebars escapes it, or with only its ampersands escaped. */
const mentions = (html: string, url: string): boolean =>
  [url, escapeHtml(url), url.replaceAll("&", "&amp;")].some((form) => html.includes(form));
