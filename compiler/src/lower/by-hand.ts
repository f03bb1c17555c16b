import { type Email, type Journey, type Message, parse, type Sms, type Survey } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { programHash } from "../program/hash.ts";
import type { CompiledMessage, Expr, Program, Step } from "../program/types.ts";
import { journeyProgram } from "./journey.ts";
import { present } from "./lowering.ts";
import { rangesOf } from "./source-map.ts";

type AnyMessage = Email | Sms | Survey | Message;

const VERBS = { Email: "email", Sms: "sms", Survey: "survey", Message: "message" } as const;

/**
 * A message as a program of its own, which sends it once and ends: sent by hand, it passes the same gate as in a journey.
 * Its arguments are the payload of what starts the run, under the message's name.
 *
 * @throws LoweringError where errors were silenced, and CanonicalError for a value that JSON cannot hold
 */
export function compileByHand(model: Model, message: AnyMessage): CompiledMessage {
  const name = present(message.name, "the name of a message").text;
  const audience = present(message.audience, `the audience of ${name}`).text;
  const summary = `send ${VERBS[message.kind]} ${name}`;
  const lowered = journeyProgram(
    model,
    journeyOf(`journey ByHand for ${audience} { start manually  reenter always  ${summary} }`),
  );
  const program = withPayload({ ...lowered, journey: `send ${name}` }, name);
  const file = model.fileOf(message);
  const range = rangesOf(file)(message.span);
  return {
    message: name,
    hash: programHash(program),
    program,
    source: {
      file: file.path,
      journey: range,
      steps: Object.fromEntries(Object.keys(program.steps).map((id) => [id, range])),
      starts: Object.fromEntries(program.starts.map(({ id }) => [id, range])),
      exits: {},
      goals: {},
    },
  };
}

/** The names are those of declarations, so that the text reads as it is meant. */
function journeyOf(text: string): Journey {
  const [journey] = parse(text).tree.declarations;
  if (journey?.kind === "Journey") return journey;
  throw new Error(`this is no journey: ${text}`);
}

function withPayload(program: Program, message: string): Program {
  const parameters = program.messages[message]?.parameters ?? {};
  const names = Object.keys(parameters);
  const args = Object.fromEntries(
    names.map((name): [string, Expr] => [name, { op: "get", root: "entry", path: ["event", name] }]),
  );
  const steps = Object.entries(program.steps).map(([id, step]): [string, Step] => [
    id,
    step.kind === "send" ? { ...step, args } : step,
  ]);
  return {
    ...program,
    steps: Object.fromEntries(steps),
    events: names.length === 0 ? program.events : { [message]: { type: "record", fields: parameters } },
  };
}
