import type { Expr, ValueType } from "@trajet/compiler/program";
import type { LoadedProgram } from "../engine/draft.ts";
import { evaluate } from "../engine/evaluate.ts";
import type { Facts } from "../engine/facts.ts";
import type { Value } from "../engine/values.ts";
import { RenderError } from "../rendering/message.ts";

/**
 * What a message or a webhook is given, by the names of its parameters.
 *
 * @throws RenderError where an argument has no value by now
 */
export function argumentsOf(
  declared: { readonly parameters: Readonly<Record<string, ValueType>> },
  given: Readonly<Record<string, Expr>>,
  loaded: LoadedProgram,
  facts: Facts,
): Record<string, Value> {
  const args: Record<string, Value> = {};
  for (const [name, type] of Object.entries(declared.parameters)) {
    const expr = given[name];
    const value = expr === undefined ? null : evaluate(expr, loaded.program, facts);
    if (value === null && type.optional !== true) throw new RenderError(`the argument ${name} has no value`);
    args[name] = value;
  }
  return args;
}
