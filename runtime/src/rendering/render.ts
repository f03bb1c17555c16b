import type { EmailMessage, TemplateSource } from "@trajet/compiler/program";
import { contextOf } from "./context.ts";
import { withSurveyLink, withUnsubscribeLink } from "./footer.ts";
import { headerLine, insideAddress } from "./header.ts";
import { documentOf, htmlOfText, preheader, prepended, textOfHtml } from "./html.ts";
import { readerOf } from "./locale.ts";
import { RenderError, type RenderedEmail, type RenderInput } from "./message.ts";
import { helpersFor } from "./template-helpers.ts";
import { fill, type Target } from "./templates.ts";

export { RenderError, type RenderedEmail, type RenderInput } from "./message.ts";

type Fill = (source: TemplateSource, target: Target, clean?: (text: string) => string) => string;
type Line = (template: string, clean?: (text: string) => string) => string;

/**
 * Makes the mail for one contact. Values are printed for the contact's zone, language and country. A marketing mail
 * always has a link to unsubscribe, in both parts. Throws a `RenderError` where an argument has no value or a template
 * fails.
 */
export function renderMessage(message: EmailMessage, input: RenderInput): RenderedEmail {
  refuseMissing(message, input);
  try {
    return render(message, input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RenderError(`the message ${input.messageName} cannot be made: ${reason}`, { cause: error });
  }
}

/** An argument that has lost its value by the time of sending refuses the sending. */
function refuseMissing(message: EmailMessage, { args, messageName }: RenderInput): void {
  for (const [name, type] of Object.entries(message.parameters)) {
    const value = Object.hasOwn(args, name) ? args[name] : null;
    if ((value ?? null) !== null || type.optional) continue;
    throw new RenderError(`the argument "${name}" of the message ${messageName} has no value`);
  }
}

function render(message: EmailMessage, input: RenderInput): RenderedEmail {
  const reader = readerOf(input.facts);
  const helpers = helpersFor({ reader, now: input.facts.now, links: message.links });
  const { partials = {} } = message;
  const fillIn: Fill = (source, target, clean = (text) => text) =>
    fill(source, target, contextOf(input, reader, clean), helpers);
  const line: Line = (template, clean) => headerLine(fillIn({ template, partials }, "text", clean));
  const preview = message.preview === null ? null : line(message.preview);
  const made = bodyOf(message, fillIn);
  const { surveyUrl } = input;
  const body = surveyUrl === undefined ? made : withSurveyLink(made, surveyUrl, reader.locale);
  const { html, text } =
    message.kind === "marketing" ? withUnsubscribeLink(body, input.unsubscribeUrl, reader.locale) : body;
  return {
    from: line(message.from, insideAddress),
    subject: line(message.subject),
    preview,
    html: preview ? prepended(html, preheader(preview)) : html,
    text,
  };
}

function bodyOf(message: EmailMessage, fillIn: Fill) {
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
