import type { StepId } from "@trajet/compiler/program";
import type { LoadedProgram, Ports } from "../engine/draft.ts";
import type { Facts, Json } from "../engine/facts.ts";
import type { EffectRequest } from "../engine/request.ts";
import { encode } from "../engine/values.ts";
import { argumentsOf } from "../sending/arguments.ts";
import { stepOf } from "./publish.ts";

type Arguments = { readonly [name: string]: Json };

const NONE: Arguments = {};
/** Of the requests that are under way. */
const known = new WeakMap<EffectRequest, Arguments>();

/** What a request was made of, by the names of the parameters of its message or webhook. */
export const argsOf = (request: EffectRequest): Arguments => known.get(request) ?? NONE;

/** Renders, and keeps what with. */
export function rememberingArguments(render: Ports["render"]): Ports["render"] {
  return (run, step, loaded, facts) => {
    const request = render(run, step, loaded, facts);
    const args = argumentsAt(loaded, step, facts);
    if (args !== NONE) known.set(request, args);
    return request;
  };
}

function argumentsAt(loaded: LoadedProgram, id: StepId, facts: Facts): Arguments {
  const { program } = loaded;
  const step = stepOf(loaded, id);
  if (step.kind !== "send" && step.kind !== "call") return NONE;
  const declared = step.kind === "send" ? program.messages[step.message] : program.webhooks?.[step.webhook];
  if (declared === undefined || Object.keys(declared.parameters).length === 0) return NONE;
  const values = Object.entries(argumentsOf(declared, step.args, loaded, facts));
  return Object.fromEntries(values.map(([name, value]) => [name, encode(value)]));
}
