import type { MessageProgram, TemplateSource } from "@trajet/compiler/program";
import { contextOf } from "./context.ts";
import { headerLine } from "./header.ts";
import { type Reader, readerOf } from "./locale.ts";
import { RenderError, type RenderInput } from "./message.ts";
import { helpersFor } from "./template-helpers.ts";
import { fill, type Target } from "./templates.ts";

type Clean = (text: string) => string;

/** Fills the templates of one message for one contact. */
export interface Filling {
  readonly reader: Reader;
  /** `clean` is what becomes of the texts among the values. */
  readonly fillIn: (source: TemplateSource, target: Target, clean?: Clean) => string;
  /** One line of text: nothing in it can begin another. */
  readonly line: (template: string, clean?: Clean) => string;
  /** A text with its line breaks. */
  readonly text: (template: string) => string;
}

/**
 * Makes something of a message's templates. Throws a `RenderError` where an argument has lost its value by the time of
 * sending, or a template fails.
 */
export function filling<T>(message: MessageProgram, input: RenderInput, make: (filling: Filling) => T): T {
  refuseMissing(message, input);
  try {
    return make(fillingOf(message, input));
  } catch (error) {
    if (error instanceof RenderError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RenderError(`the message ${input.messageName} cannot be made: ${reason}`, { cause: error });
  }
}

function refuseMissing(message: MessageProgram, { args, messageName }: RenderInput): void {
  for (const [name, type] of Object.entries(message.parameters)) {
    const value = Object.hasOwn(args, name) ? args[name] : null;
    if ((value ?? null) !== null || type.optional) continue;
    throw new RenderError(`the argument "${name}" of the message ${messageName} has no value`);
  }
}

function fillingOf(message: MessageProgram, input: RenderInput): Filling {
  const reader = readerOf(input.facts);
  const links = "links" in message ? message.links : {};
  const helpers = helpersFor({ reader, now: input.facts.now, links });
  const { partials = {} } = message;
  const fillIn: Filling["fillIn"] = (source, target, clean = (text) => text) =>
    fill(source, target, contextOf(input, reader, clean), helpers);
  return {
    reader,
    fillIn,
    line: (template, clean) => headerLine(fillIn({ template, partials }, "text", clean)),
    text: (template) => fillIn({ template, partials }, "text").replace(/\r\n?/g, "\n"),
  };
}
