import type { EmailMessage } from "@trajet/compiler/program";
import type { Json, Millis, Occurrence } from "../../../runtime/src/engine/facts.ts";
import {
  type RenderedEmail,
  type RenderInput,
  renderMessage,
} from "../../../runtime/src/rendering/render.ts";
import { facts, scope } from "../engine/known.ts";

export const UNSUBSCRIBE = "https://shop.example/u/c1?key=abc&v=1";

const PLAIN: EmailMessage = {
  channel: "email",
  kind: "transactional",
  labels: [],
  ifUnknown: "skip",
  parameters: {},
  from: "Ana <ana@shop.example>",
  subject: "Hello",
  preview: null,
  body: { format: "html", template: "<p>Hello</p>" },
  links: {},
};

export interface Mail extends Partial<Omit<EmailMessage, "body">> {
  readonly html?: string;
  readonly body?: string;
  readonly contact?: { readonly [field: string]: Json };
  readonly args?: RenderInput["args"];
  readonly zone?: string;
  readonly now?: Millis;
  readonly entry?: Occurrence;
  readonly remembered?: RenderInput["remembered"];
  readonly surveyUrl?: string;
}

/** Renders a mail to a contact; transactional, in HTML (`html`) or plain text (`body`). */
export function mail({
  html,
  body,
  contact = {},
  args = {},
  zone = "Europe/Paris",
  now = 0,
  entry,
  remembered = {},
  surveyUrl,
  ...message
}: Mail): RenderedEmail {
  const template =
    body === undefined
      ? ({ format: "html", template: html ?? PLAIN.body.template } as const)
      : ({ format: "text", template: body } as const);
  return renderMessage(
    { ...PLAIN, ...message, body: template },
    {
      program: scope,
      facts: facts({ zone, now, contact: { fields: contact }, ...(entry && { entry }) }),
      args,
      remembered,
      ...(surveyUrl !== undefined && { surveyUrl }),
      unsubscribeUrl: UNSUBSCRIBE,
      messageName: "Welcome",
    },
  );
}

/** What a template prints, as text; the blanks that languages put between digits are plain ones. */
export const printed = (template: string, given: Omit<Mail, "body" | "html"> = {}): string =>
  mail({ ...given, body: template }).text.replace(/[\u00a0\u202f]/g, " ");
