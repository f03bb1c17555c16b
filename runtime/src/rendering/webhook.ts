import type { WebhookProgram } from "@trajet/compiler/program";
import type { Facts } from "../engine/facts.ts";
import type { Scope } from "../engine/scope.ts";
import { encode, isTagged, type Value } from "../engine/values.ts";
import { contextOf, Printed } from "./context.ts";
import { headerLine } from "./header.ts";
import { readerOf } from "./locale.ts";
import { RenderError } from "./message.ts";
import { helpersFor, type TemplateHelpers } from "./template-helpers.ts";
import { fill, type Target } from "./templates.ts";

export interface WebhookInput {
  readonly program: Scope;
  readonly facts: Facts;
  /** Values of the webhook's parameters, by name. */
  readonly args: Readonly<Record<string, Value>>;
  readonly webhookName: string;
}

export type WebhookHeader =
  | { readonly name: string; readonly value: string }
  /** The value is that of an environment variable, which is looked up when the call is made. */
  | { readonly name: string; readonly env: string };

export interface RenderedWebhook {
  readonly url: string;
  readonly headers: readonly WebhookHeader[];
}

/**
 * Fills in the address and the headers of a call, for machines: values are printed as they travel (`1234.5`, `2026-12-24`,
 * `49.90 EUR`). In the address what a value holds is percent-encoded, so that it can lead neither to another host nor to
 * another path.
 *
 * @throws RenderError where one of them cannot be made
 */
export function renderWebhook(webhook: WebhookProgram, input: WebhookInput): RenderedWebhook {
  const { facts, program, args } = input;
  const reader = readerOf(facts);
  const helpers = asTheyTravel(helpersFor({ reader, now: facts.now, links: {} }));
  const context = contextOf(
    { program, facts, args, unsubscribeUrl: "", messageName: input.webhookName },
    reader,
    (text) => text,
  );
  const { partials = {} } = webhook;
  const line = (template: string, target: Target): string => {
    try {
      return headerLine(fill({ template, partials }, target, context, helpers));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RenderError(`the call of ${input.webhookName} cannot be made: ${reason}`, { cause: error });
    }
  };
  return {
    url: line(webhook.url, "url"),
    headers: webhook.headers.map((header) =>
      header.env === undefined
        ? { name: header.name, value: sendable(header.name, line(header.value, "text")) }
        : { name: header.name, env: header.env },
    ),
  };
}

function asTheyTravel({ values, print }: TemplateHelpers): TemplateHelpers {
  return {
    values,
    print(value) {
      const given = Printed.unwrap(value);
      if (given === undefined) return print(value);
      if (given !== null && isTagged(given) && given.type === "money")
        return `${given.amount} ${given.currency}`;
      return String(encode(given));
    },
  };
}

/** A header holds Latin-1 and nothing else (RFC 9110 §5.5). */
function sendable(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of Latin-1 begins with them
  if (/^[\u0000-\u00ff]*$/.test(value)) return value;
  throw new RenderError(`the header ${name} cannot carry ${JSON.stringify(value)}: only Latin letters`);
}
