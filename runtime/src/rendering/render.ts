import type { EmailMessage, SurveyMessage } from "@trajet/compiler/program";
import { type Filling, filling } from "./filling.ts";
import { withSurveyLink, withUnsubscribeLink } from "./footer.ts";
import { insideAddress } from "./header.ts";
import { documentOf, htmlOfText, preheader, prepended, textOfHtml } from "./html.ts";
import type { RenderedEmail, RenderInput } from "./message.ts";
import { tracked } from "./tracked.ts";

export { RenderError, type RenderedEmail, type RenderInput } from "./message.ts";

type Mail = EmailMessage | SurveyMessage;

/**
 * Makes the mail for one contact. Values are printed for the contact's zone, language and country. A marketing mail
 * always has a link to unsubscribe, and a survey one to its questions, in both parts. Throws a `RenderError` where an
 * argument has no value or a template fails.
 */
export function renderMessage(message: Mail, input: RenderInput): RenderedEmail {
  return filling(message, input, (made) => render(message, input, made));
}

function render(message: Mail, input: RenderInput, made: Filling): RenderedEmail {
  const { line, reader } = made;
  const preview = message.preview === null ? null : line(message.preview);
  const { surveyUrl, unsubscribeUrl } = input;
  const parts = bodyOf(message, made);
  const body = surveyUrl === undefined ? parts : withSurveyLink(parts, surveyUrl, reader.locale);
  const { html, text } =
    message.kind === "marketing" ? withUnsubscribeLink(body, unsubscribeUrl, reader.locale) : body;
  return {
    from: line(message.from, insideAddress),
    subject: line(message.subject),
    preview,
    html: withTracking(preview ? prepended(html, preheader(preview)) : html, message, input),
    text,
  };
}

/** Only in the HTML part: a text shows its addresses, and they are the author's. */
function withTracking(html: string, { links }: Mail, input: RenderInput): string {
  const { tracking, unsubscribeUrl, surveyUrl } = input;
  if (tracking === undefined) return html;
  const except = [unsubscribeUrl, ...(surveyUrl === undefined ? [] : [surveyUrl])];
  return tracked(html, tracking, { links, except });
}

function bodyOf(message: Mail, { fillIn }: Filling) {
  const { format, ...source } = message.body;
  switch (format) {
    case "html": {
      const html = documentOf(fillIn(source, "html"));
      return { html, text: textOfHtml(html) };
    }
    case "text": {
      const text = fillIn(source, "text").replace(/\r\n?/g, "\n");
      return { html: documentOf(htmlOfText(text)), text };
    }
    default:
      return format satisfies never;
  }
}
