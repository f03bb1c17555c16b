import type { CompiledMessage, CompiledProject, ValueType } from "@trajet/compiler/program";
import type { Json } from "../engine/facts.ts";
import type { Gateway } from "../store/gateway.ts";
import type { HandSending } from "../store/hand-sending.ts";
import { unknownName } from "./shapes/nearest.ts";
import { noting } from "./shapes/parts.ts";
import { type Manner, type Raw, type Reading, readingOf } from "./shapes/reading.ts";
import { readValue } from "./shapes/value.ts";

/** A sending by hand as it is asked for. */
export interface AskedSending extends Omit<HandSending, "args"> {
  /** By its name. */
  readonly message: string;
  readonly args: Raw;
}

/** A message with its arguments, as its parameters have them. */
export interface ReadMessage {
  readonly message: CompiledMessage;
  readonly args: { readonly [name: string]: Json };
}

/** What `trajet send --format json` and `POST /v1/messages` answer. */
export interface SendingReport {
  readonly version: 1;
  /** On their way; `id` is what the sending is called, and asking for it again sends nothing. */
  readonly sent: readonly {
    readonly contact: string;
    readonly message: string;
    readonly id: string;
    readonly repeated?: true;
  }[];
  readonly refused: readonly { readonly contact: string; readonly reason: string }[];
}

/** Reads the arguments of a message, by the names and types of its parameters. */
function readArguments(
  parameters: Readonly<Record<string, ValueType>>,
  given: Raw,
  manner: Manner,
): Reading<{ readonly [name: string]: Json }> {
  const problems: string[] = [];
  const args: Record<string, Json> = {};
  const types = new Map(Object.entries(parameters));
  for (const [name, value] of Object.entries(given)) {
    const type = types.get(name);
    if (type === undefined) problems.push(unknownName("argument", name, "this message", types.keys()));
    else if (value !== null) {
      const read = noting(problems, name, () => readValue(type, value, manner));
      if (read !== undefined) args[name] = read;
    }
  }
  for (const [name, { optional }] of types) {
    if (optional !== true && (given[name] ?? null) === null)
      problems.push(`the argument "${name}" is missing`);
  }
  return readingOf(problems, () => args);
}

/** The message of a name, or a sentence with the nearest one. */
function messageNamed({ messages = [] }: CompiledProject, name: string): Reading<CompiledMessage> {
  const found = messages.find(({ message }) => message === name);
  if (found !== undefined) return { value: found };
  const names = messages.map(({ message }) => message);
  return { reason: unknownName("message", name, "this project", names) };
}

/** A message that is asked for by its name, with its arguments as its parameters have them. */
export function readAsked(
  project: CompiledProject,
  name: string,
  given: Raw,
  form: Manner["form"] = "json",
): Reading<ReadMessage> {
  const message = messageNamed(project, name);
  if ("reason" in message) return message;
  const parameters = message.value.program.messages[name]?.parameters ?? {};
  const args = readArguments(parameters, given, { form, zone: project.timezone });
  return "reason" in args ? args : { value: { message: message.value, args: args.value } };
}

/**
 * Sends by hand what was asked for.
 *
 * @returns the report, or why nothing of it can be understood
 */
export async function sendAsked(
  gateway: Pick<Gateway, "sendMessage">,
  project: CompiledProject,
  { message: name, args: given, contact, id, dryRun }: AskedSending,
): Promise<Reading<SendingReport>> {
  const asked = readAsked(project, name, given);
  if ("reason" in asked) return asked;
  const { message, args } = asked.value;
  const result = await gateway.sendMessage(message, { contact, id, dryRun, args });
  if ("refused" in result)
    return { value: { version: 1, sent: [], refused: [{ contact, reason: result.refused }] } };
  const { repeated, ...sent } = result.sent;
  const line = { contact: sent.contact, message: name, id: sent.id };
  return {
    value: { version: 1, sent: [repeated ? { ...line, repeated } : line], refused: [] },
  };
}
